import type { Clock } from '../clock.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { contentBefore, revisionBefore } from '../decisions/before.ts'
import { recordDecision } from '../decisions/record.ts'
import { giveToEvent, giveToSheet } from '../documents/give.ts'
import { type Document, giveDocument } from '../documents/queries.ts'
import { stateOccasion } from '../events/status.ts'
import { reviseEvent } from '../events/write.ts'
import { note } from '../journal/queries.ts'
import { addMessage } from '../messages/queries.ts'
import { carryContact, carryToSheets } from '../propositions/contact.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { endWhenSettled } from '../propositions/waiting.ts'
import { settleRevision } from '../revisions/queries.ts'
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
): boolean {
  const { kind, reference, privateEmail: before } = proposition
  const { revision, privateEmail, endsPublication, into } = proposed
  return db
    .transaction(() => {
      if (!isCurrent(db, proposition)) return false
      const undo = contentBefore(db, proposition, revision)
      if (!settleRevision(db, clock, revision.id, 'accepted')) return false
      if (!apply(db, clock, proposed)) throw new Error(`${reference} is online and cannot be revised`)
      if (privateEmail && privateEmail !== before)
        carryContact(db, reference, { name: into.merged.privateName ?? '', email: privateEmail })
      note(db, clock, `coordinator:${id}`, 'revision-accepted', reference, changeNoted(proposed))
      if (endsPublication) note(db, clock, `coordinator:${id}`, 'withdrawn', reference)
      const held = { kind, reference, privateEmail }
      recordDecision(db, clock, held, { act: 'revision-accepted', message: '', coordinator: id }, undo)
      endWhenSettled(db, reference)
      return true
    })
    .immediate()
}

/** Leaves what is online as it is, and says why. False when somebody was faster. */
export function refuseRevision(
  db: Database,
  clock: Clock,
  proposition: Proposition,
  { revision }: Proposed,
  { id }: Coordinator,
  message: string,
): boolean {
  const { reference } = proposition
  const author = `coordinator:${id}` as const
  return db
    .transaction(() => {
      if (!isCurrent(db, proposition)) return false
      const undo = revisionBefore(db, proposition, revision)
      if (!settleRevision(db, clock, revision.id, 'refused', message)) return false
      note(db, clock, author, 'revision-refused', reference)
      undo.message = addMessage(db, clock, { subject: reference, author, text: message })
      recordDecision(db, clock, proposition, { act: 'revision-refused', message, coordinator: id }, undo)
      endWhenSettled(db, reference)
      return true
    })
    .immediate()
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
    // « Reporté, date à venir » : here it is.
    if (event.occasion === 'postponed' && firstDay(merged) !== firstDay(event))
      stateOccasion(db, clock, event, { occasion: 'rescheduled', by: 'organiser', seen: true })
  }
  return true
}

const firstDay = ({ slots }: { slots: { day: string }[] }) => slots.map(({ day }) => day).sort()[0]
