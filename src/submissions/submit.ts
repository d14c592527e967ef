import { type Clock, instant, realClock } from '../clock.ts'
import { listCoordinators } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { newReference } from '../db/reference.ts'
import { giveDocument, listDraftDocuments, replaceDocument } from '../documents/queries.ts'
import { type Draft, findDraft, markSent } from '../drafts/queries.ts'
import type { Edition } from '../editions/queries.ts'
import { type Described, unaskedOf } from '../events/event.ts'
import { awaitsDecision } from '../events/lists.ts'
import { findEvent, isEventReferenceTaken } from '../events/queries.ts'
import { addPendingEvent, correctEvent } from '../events/write.ts'
import { note } from '../journal/queries.ts'
import { queueMail } from '../mail/outbox.ts'
import { kinds } from '../sheets/lists.ts'
import { isSheetReferenceTaken, listSheetsOfEvent } from '../sheets/queries.ts'
import { addPendingSheet, readdressSheets } from '../sheets/write.ts'
import { HttpError } from '../web/errors.ts'

/** The version of the questions about publication: kept with each answer. */
const consentVersion = '2026-1'

type Sending = { edition: Edition; draft: Draft; proposal: Described; mayPublishDocuments: boolean; uidHost: string }

/** Sends a checked draft: an event, its sheets, their documents and the mails, all or nothing. Returns the reference; twice gives the same. */
export function submit(db: Database, clock: Clock, sending: Sending): string {
  return db
    .transaction(() => {
      const { draft } = sending
      const reference =
        draft.corrects ?? newReference((taken) => isEventReferenceTaken(db, taken) || isSheetReferenceTaken(db, taken))
      if (!markSent(db, clock, draft, reference)) return findDraft(db, draft.key)?.sentAs ?? reference

      const eventId = draft.corrects
        ? correct(db, clock, sending, draft.corrects)
        : propose(db, clock, sending, reference)
      addSheets(db, clock, sending, eventId)
      tellEveryone(db, sending.proposal, reference, draft.corrects !== null)
      return reference
    })
    .immediate()
}

function propose(db: Database, clock: Clock, { edition, proposal, uidHost }: Sending, reference: string) {
  note(db, clock, 'organiser', 'submitted', reference)
  return addPendingEvent(db, proposal, { reference, editionId: edition.id, uidHost, submittedAt: instant(clock) })
}

function correct(db: Database, clock: Clock, { proposal }: Sending, reference: string) {
  const event = findEvent(db, reference)
  if (!event || !correctEvent(db, clock, event.id, { ...proposal, ...unaskedOf(event, proposal) })) {
    throw new HttpError(
      409,
      'La coordination a décidé de cette proposition pendant que vous la modifiiez : rien n’a été changé. Votre page de suivi dit où elle en est.',
      'Déjà décidée',
    )
  }
  readdressSheets(db, event.id, proposal)
  note(db, clock, 'organiser', 'corrected', reference)
  return event.id
}

function addSheets(
  db: Database,
  clock: Clock,
  { edition, draft, proposal, mayPublishDocuments }: Sending,
  eventId: number,
) {
  for (const document of listDraftDocuments(db, draft.id)) {
    const kind = kinds.find(({ field }) => field === document.field)?.code ?? 'rex'
    const waiting = listSheetsOfEvent(db, eventId).find((sheet) => sheet.kind === kind && awaitsDecision(sheet))
    if (waiting) {
      replaceDocument(db, document, waiting.id)
      continue
    }
    const reference = newReference((taken) => isEventReferenceTaken(db, taken) || isSheetReferenceTaken(db, taken))
    const sheetId = addPendingSheet(db, {
      reference,
      kind,
      editionId: edition.id,
      eventId,
      consentPublication: mayPublishDocuments ? 1 : 0,
      consentPortal: null,
      consentVersion,
      consentAt: instant(clock),
      publicContactRole: proposal.publicContactRole,
      publicContactEmail: proposal.publicContactEmail,
      privateName: proposal.privateName,
      privateEmail: proposal.privateEmail,
      submittedAt: instant(clock),
    })
    giveDocument(db, document, sheetId)
    note(db, clock, 'organiser', 'submitted', reference)
  }
}

function tellEveryone(db: Database, proposal: Described, reference: string, corrected: boolean) {
  if (proposal.privateEmail)
    queueMail(db, realClock, { name: 'proposal-received', to: proposal.privateEmail, data: { reference } })
  for (const { id, email } of listCoordinators(db)) {
    queueMail(db, realClock, { name: 'proposal-new', to: email, data: { reference, coordinator: id, corrected } })
  }
}
