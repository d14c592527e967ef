import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { newReference } from '../db/reference.ts'
import { giveToEvent, giveToSheet } from '../documents/give.ts'
import { type Document, giveDocument, listDraftDocuments } from '../documents/queries.ts'
import { contentOf, type Described, type Event } from '../events/event.ts'
import { awaitsDecision } from '../events/lists.ts'
import { findEvent } from '../events/queries.ts'
import { addPendingEvent, correctEvent } from '../events/write.ts'
import { note } from '../journal/queries.ts'
import { carryToSheets } from '../propositions/contact.ts'
import { consentOf, isTaken } from '../propositions/handed-in.ts'
import { mergeEvent } from '../revisions/merge.ts'
import { findOpenRevisionOf, openRevision } from '../revisions/queries.ts'
import { kinds } from '../sheets/lists.ts'
import { listSheetsOfEvent } from '../sheets/queries.ts'
import { addPendingSheet, refileSheet } from '../sheets/write.ts'
import { type Sending, type Sent, startOf, withContactOf } from './sending.ts'

/** Sends an event with its files. Undefined when the one it corrects can no longer be changed; nothing is done then. */
export function sendEvent(
  db: Database,
  clock: Clock,
  sending: Sending,
  event: Described,
  reference: string,
): Sent | undefined {
  const { corrects } = sending.draft
  const corrected = corrects ? findEvent(db, corrects) : undefined
  if (!corrects) {
    const id = addPendingEvent(db, event, {
      ...lifeOf(clock, sending),
      reference,
      flags: sending.flags,
      repeats: sending.draft.repeats,
    })
    giveFiles(db, clock, sending, event, id)
    return 'submitted'
  } else if (corrected) {
    return change(db, clock, sending, corrected, withContactOf(corrected, event, sending.draft))
  }
}

function change(db: Database, clock: Clock, sending: Sending, event: Event, changed: Described): Sent | undefined {
  if (awaitsDecision(event)) {
    const merged = {
      ...mergeEvent(startOf(db, sending.draft, contentOf(event)), contentOf(event), changed),
      ...consentOf(clock),
    }
    if (!correctEvent(db, clock, event.id, merged, sending.flags)) return undefined
    carryToSheets(db, event, merged)
    giveFiles(db, clock, sending, merged, event.id)
    return 'corrected'
  } else {
    return event.status === 'published' ? revise(db, clock, sending, event, changed) : undefined
  }
}

const lifeOf = (clock: Clock, { edition, uidHost }: Sending) => ({
  editionId: edition.id,
  uidHost,
  submittedAt: instant(clock),
  ...consentOf(clock),
})

/** The published event stays as it is; the sheets that come with the change are propositions of their own. */
function revise(db: Database, clock: Clock, sending: Sending, event: Event, changed: Described): Sent {
  const base = startOf(db, sending.draft, contentOf(event))
  const waiting = findOpenRevisionOf(db, { event })
  const asked = { ...changed, ...consentOf(clock) }
  const proposed = waiting ? mergeEvent(base, JSON.parse(waiting.proposed), asked) : asked
  const subject = { eventId: event.id, sheetId: null }
  const revisionId = openRevision(db, clock, subject, { base, proposed, flags: sending.flags })
  for (const document of listDraftDocuments(db, sending.draft.id)) {
    if (isSheet(document)) addSheet(db, clock, sending, changed, event.id, document)
    else giveDocument(db, document, { revisionId })
  }
  return 'revised'
}

function giveFiles(db: Database, clock: Clock, sending: Sending, event: Described, eventId: number) {
  for (const document of listDraftDocuments(db, sending.draft.id)) {
    if (isSheet(document)) addSheet(db, clock, sending, event, eventId, document)
    else giveToEvent(db, document, eventId)
  }
}

/** The sheets that are handed in with it, as files. */
export const kindsIn = (documents: Document[]) =>
  kinds.flatMap(({ code, field }) => (documents.some((document) => document.field === field) ? [code] : []))

const isSheet = ({ field }: Document) => kinds.some((kind) => kind.field === field)

/** A sheet handed in as a file with an event: a proposition of its own, or the new file of the one that waits. */
function addSheet(db: Database, clock: Clock, sending: Sending, event: Described, eventId: number, document: Document) {
  const kind = kinds.find(({ field }) => field === document.field)?.code ?? 'rex'
  const consent = {
    consentPublication: sending.draft.typed.accord === 'oui' ? (1 as const) : (0 as const),
    ...consentOf(clock),
  }
  const waiting = listSheetsOfEvent(db, eventId).find(
    (sheet) =>
      sheet.kind === kind &&
      sheet.source === 'file' &&
      sheet.privateEmail === event.privateEmail &&
      awaitsDecision(sheet),
  )
  if (waiting && refileSheet(db, clock, waiting.id, consent)) {
    giveToSheet(db, document, waiting.id, { field: 'fiche' })
    note(db, clock, 'organiser', 'corrected', waiting.reference)
    return
  }
  const reference = newReference(isTaken(db))
  const sheetId = addPendingSheet(db, {
    reference,
    kind,
    editionId: sending.edition.id,
    eventId,
    ...consent,
    consentPortal: null,
    publicContactRole: event.publicContactRole,
    publicContactEmail: event.publicContactEmail,
    publicContactPhone: event.publicContactPhone,
    privateName: event.privateName,
    privateEmail: event.privateEmail,
    privatePhone: event.privatePhone,
    flags: [],
    submittedAt: instant(clock),
  })
  giveDocument(db, document, { sheetId }, 'fiche')
  note(db, clock, 'organiser', 'submitted', reference)
}
