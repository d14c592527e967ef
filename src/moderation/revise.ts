import type { Clock } from '../clock.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { contentBefore, revisionBefore } from '../decisions/before.ts'
import { recordDecision } from '../decisions/record.ts'
import { giveToEvent, giveToSheet } from '../documents/give.ts'
import { type Document, giveDocument } from '../documents/queries.ts'
import type { Event } from '../events/event.ts'
import { keepEventContact } from '../events/handover.ts'
import { stateOccasion } from '../events/status.ts'
import { reviseEvent } from '../events/write.ts'
import { note } from '../journal/queries.ts'
import { addMessage } from '../messages/queries.ts'
import { carryContact, carryToSheets } from '../propositions/contact.ts'
import type { publicChanges } from '../propositions/outside.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { endWhenSettled } from '../propositions/waiting.ts'
import { settleRevision } from '../revisions/queries.ts'
import { keepSheetContact } from '../sheets/handover.ts'
import { withdrawSheet } from '../sheets/status.ts'
import { reviseSheet } from '../sheets/write.ts'
import { isCurrent } from './decide.ts'
import { changeNoted } from './noted.ts'
import type { Proposed } from './proposed.ts'

/** Puts a proposed change online with its documents. False when somebody was faster: nothing has been changed then. */
export function acceptRevision(
  db: Database,
  clock: Clock,
  proposition: Proposition,
  proposed: Proposed,
  { id }: Coordinator,
  /** what the coordination has changed of it before */
  edits: ReturnType<typeof publicChanges> = [],
): boolean {
  const { kind, reference, privateEmail: before } = proposition
  const { revision, privateEmail, endsPublication, into } = proposed
  return db
    .transaction(() => {
      if (!isCurrent(db, proposition)) return false
      const undo = contentBefore(db, proposition, revision, proposed.documents)
      if (!settleRevision(db, clock, revision.id, 'accepted')) return false
      if (!apply(db, clock, proposed)) throw new Error(`${reference} is online and cannot be revised`)
      if (privateEmail && privateEmail !== before)
        carryContact(db, reference, { name: into.merged.privateName ?? '', email: privateEmail })
      note(db, clock, `coordinator:${id}`, 'revision-accepted', reference, changeNoted(proposed))
      if (endsPublication) note(db, clock, `coordinator:${id}`, 'withdrawn', reference)
      const held = { kind, reference, privateEmail }
      recordDecision(db, clock, held, { act: 'revision-accepted', message: '', edits, coordinator: id }, undo)
      endWhenSettled(db, reference)
      return true
    })
    .immediate()
}

/** Leaves what is online as it is, and says why. Their contact, which is never published, changes all the same. False when somebody was faster. */
export function refuseRevision(
  db: Database,
  clock: Clock,
  proposition: Proposition,
  { revision, privateEmail, into }: Proposed,
  { id }: Coordinator,
  message: string,
): boolean {
  const { kind, reference } = proposition
  const author = `coordinator:${id}` as const
  return db
    .transaction(() => {
      if (!isCurrent(db, proposition)) return false
      const undo = revisionBefore(db, proposition, revision)
      if (!settleRevision(db, clock, revision.id, 'refused', message)) return false
      keepContact(db, proposition, { privateEmail, into })
      note(db, clock, author, 'revision-refused', reference)
      undo.message = addMessage(db, clock, { subject: reference, author, text: message })
      const held = { kind, reference, privateEmail }
      recordDecision(db, clock, held, { act: 'revision-refused', message, coordinator: id }, undo)
      endWhenSettled(db, reference)
      return true
    })
    .immediate()
}

/** Who is written to, as the change says it: that is never published, and needs no decision. */
function keepContact(
  db: Database,
  { reference, privateEmail: before }: Proposition,
  { privateEmail, into }: Pick<Proposed, 'privateEmail' | 'into'>,
) {
  const { privateName, privatePhone } = into.merged
  const contact = { privateName, privateEmail, privatePhone }
  if ('event' in into) keepEventContact(db, into.event.id, contact)
  else keepSheetContact(db, into.sheet.id, contact)
  if (privateEmail && privateEmail !== before)
    carryContact(db, reference, { name: privateName ?? '', email: privateEmail })
}

function apply(db: Database, clock: Clock, { into, documents, endsPublication, revision }: Proposed): boolean {
  // what a file takes the place of waits with the change, in case it comes back
  const retire = (old: Document) => giveDocument(db, old, { revisionId: revision.id })
  if ('sheet' in into) {
    const { sheet, merged } = into
    if (endsPublication) return withdrawSheet(db, clock, sheet)
    if (!reviseSheet(db, clock, sheet.id, merged)) return false
    for (const document of documents) giveToSheet(db, document, sheet.id, { retire })
  } else {
    const { event, merged } = into
    if (!reviseEvent(db, clock, event.id, merged)) return false
    carryToSheets(db, event, merged)
    for (const document of documents) giveToEvent(db, document, event.id, retire)
    if (isPutOff(event, merged))
      stateOccasion(db, clock, event, { occasion: 'rescheduled', by: 'organiser', seen: true })
  }
  return true
}

/** « Reporté, date à venir »: here it is. */
export const isPutOff = (event: Event, { slots }: { slots: { day: string }[] }) =>
  event.occasion === 'postponed' && firstDay({ slots }) !== firstDay(event)

const firstDay = ({ slots }: { slots: { day: string }[] }) => slots.map(({ day }) => day).sort()[0]
