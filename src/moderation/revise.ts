import type { Clock } from '../clock.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { giveToEvent, giveToSheet } from '../documents/give.ts'
import type { Event } from '../events/event.ts'
import { keepEventContact } from '../events/handover.ts'
import { stateOccasion } from '../events/status.ts'
import { reviseEvent } from '../events/write.ts'
import { note } from '../journal/queries.ts'
import { addMessage } from '../messages/queries.ts'
import { carryContact, carryToSheets } from '../propositions/contact.ts'
import { asNoted, publicChanges } from '../propositions/outside.ts'
import { findProposition, type Proposition } from '../propositions/proposition.ts'
import { tellOrganisers } from '../propositions/told.ts'
import { settleRevision } from '../revisions/queries.ts'
import { keepSheetContact } from '../sheets/handover.ts'
import { withdrawSheet } from '../sheets/status.ts'
import { reviseSheet } from '../sheets/write.ts'
import { found } from '../web/errors.ts'
import { overtakenChange } from './overtaken.ts'
import type { Proposed } from './proposed.ts'

/** Puts a proposed change online with its documents. Throws when somebody was faster: nothing has been changed then. */
export function acceptRevision(
  db: Database,
  clock: Clock,
  proposition: Proposition,
  proposed: Proposed,
  { id }: Coordinator,
  /** what the coordination has changed of it before */
  edits: ReturnType<typeof publicChanges> = [],
) {
  const { kind, reference, status, privateEmail: before } = proposition
  const { revision, privateEmail, endsPublication, into } = proposed
  db.transaction(() => {
    if (!settleRevision(db, clock, revision.id, 'accepted') || !apply(db, clock, proposed))
      throw overtakenChange(status)
    if (privateEmail && privateEmail !== before)
      carryContact(db, reference, { name: into.merged.privateName ?? '', email: privateEmail })
    const after = found(findProposition(db, kind, reference))
    note(db, clock, `coordinator:${id}`, 'revision-accepted', reference, asNoted(publicChanges(proposition, after)))
    if (endsPublication) note(db, clock, `coordinator:${id}`, 'withdrawn', reference)
    tellOrganisers(db, { reference, privateEmail }, { name: 'revision-accepted', data: { kind, edits } })
  }).immediate()
}

/** Leaves what is online as it is, and says why. Their contact, which is never published, changes all the same. */
export function refuseRevision(
  db: Database,
  clock: Clock,
  { kind, reference, status, privateEmail: before }: Proposition,
  { revision, privateEmail, into }: Proposed,
  { id }: Coordinator,
  message: string,
) {
  db.transaction(() => {
    if (!settleRevision(db, clock, revision.id, 'refused', message)) throw overtakenChange(status, message)
    const { privateName: name, privatePhone } = into.merged
    const contact = { privateName: name, privateEmail, privatePhone }
    if ('event' in into) keepEventContact(db, into.event.id, contact)
    else keepSheetContact(db, into.sheet.id, contact)
    if (privateEmail && privateEmail !== before) carryContact(db, reference, { name: name ?? '', email: privateEmail })
    note(db, clock, `coordinator:${id}`, 'revision-refused', reference)
    addMessage(db, clock, { subject: reference, author: `coordinator:${id}`, text: message })
    tellOrganisers(db, { reference, privateEmail }, { name: 'revision-refused', data: { kind, message } })
  }).immediate()
}

function apply(db: Database, clock: Clock, { into, documents, endsPublication }: Proposed): boolean {
  if ('sheet' in into) {
    const { sheet, merged } = into
    if (endsPublication) return withdrawSheet(db, clock, sheet)
    if (!reviseSheet(db, clock, sheet.id, merged)) return false
    for (const document of documents) giveToSheet(db, document, sheet.id)
  } else {
    const { event, merged } = into
    if (!reviseEvent(db, clock, event.id, merged)) return false
    carryToSheets(db, event, merged)
    for (const document of documents) giveToEvent(db, document, event.id)
    if (isPutOff(event, merged)) stateOccasion(db, clock, event, { occasion: 'rescheduled', by: 'organiser' })
  }
  return true
}

/** « Reporté, date à venir »: here it is. */
export const isPutOff = (event: Event, { slots }: { slots: { day: string }[] }) =>
  event.occasion === 'postponed' && firstDay({ slots }) !== firstDay(event)

const firstDay = ({ slots }: { slots: { day: string }[] }) => slots.map(({ day }) => day).sort()[0]
