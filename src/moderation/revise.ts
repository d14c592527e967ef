import type { Clock } from '../clock.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { giveToEvent, giveToSheet } from '../documents/give.ts'
import { stateOccasion } from '../events/status.ts'
import { reviseEvent } from '../events/write.ts'
import { note } from '../journal/queries.ts'
import { addMessage } from '../messages/queries.ts'
import { carryContact, carryToSheets } from '../propositions/contact.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { tellOrganisers } from '../propositions/told.ts'
import { settleRevision } from '../revisions/queries.ts'
import { withdrawSheet } from '../sheets/status.ts'
import { reviseSheet } from '../sheets/write.ts'
import { changeNoted } from './noted.ts'
import { overtakenChange } from './overtaken.ts'
import type { Proposed } from './proposed.ts'

/** Puts a proposed change online with its documents. Throws when somebody was faster: nothing has been changed then. */
export function acceptRevision(
  db: Database,
  clock: Clock,
  { kind, reference, status, privateEmail: before }: Proposition,
  proposed: Proposed,
  { id }: Coordinator,
) {
  const { revision, privateEmail, endsPublication, into } = proposed
  db.transaction(() => {
    if (!settleRevision(db, clock, revision.id, 'accepted') || !apply(db, clock, proposed))
      throw overtakenChange(status)
    if (privateEmail && privateEmail !== before)
      carryContact(db, reference, { name: into.merged.privateName ?? '', email: privateEmail })
    note(db, clock, `coordinator:${id}`, 'revision-accepted', reference, changeNoted(proposed))
    if (endsPublication) note(db, clock, `coordinator:${id}`, 'withdrawn', reference)
    tellOrganisers(db, { reference, privateEmail }, { name: 'revision-accepted', data: { kind } })
  }).immediate()
}

/** Leaves what is online as it is, and says why. */
export function refuseRevision(
  db: Database,
  clock: Clock,
  { kind, reference, status, privateEmail }: Proposition,
  { revision }: Proposed,
  { id }: Coordinator,
  message: string,
) {
  db.transaction(() => {
    if (!settleRevision(db, clock, revision.id, 'refused', message)) throw overtakenChange(status, message)
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
    // « Reporté, date à venir » : here it is.
    if (event.occasion === 'postponed' && firstDay(merged) !== firstDay(event))
      stateOccasion(db, clock, event, { occasion: 'rescheduled', by: 'organiser' })
  }
  return true
}

const firstDay = ({ slots }: { slots: { day: string }[] }) => slots.map(({ day }) => day).sort()[0]
