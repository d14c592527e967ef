import { type Clock, realClock } from '../clock.ts'
import { listColleagues, removeColleague } from '../colleagues/queries.ts'
import type { Database } from '../db/open.ts'
import { handOverEvent } from '../events/handover.ts'
import { type Actor, note } from '../journal/queries.ts'
import { queueMail } from '../mail/outbox.ts'
import { handOverSheet } from '../sheets/handover.ts'
import { isSame } from '../web/addresses.ts'
import { carryContact } from './contact.ts'
import type { Proposition } from './proposition.ts'

type Contact = { name: string; email: string }

/**
 * Puts somebody else in charge. With an event go the sheets of the same contact. Whoever takes it over, and whoever had it,
 * are written to; `by` is who gives it. False when somebody was faster.
 */
export function handOver(
  db: Database,
  clock: Clock,
  proposition: Proposition,
  contact: Contact,
  by: { actor: Actor; name: string | null },
): boolean {
  const { event, sheet, sheets, reference, privateEmail } = proposition
  return db
    .transaction(() => {
      const given = event ? handOverEvent(db, event, contact) : sheet ? handOverSheet(db, sheet, contact) : false
      if (!given) return false

      const same = sheets.filter((one) => one.privateEmail === privateEmail)
      for (const one of same) handOverSheet(db, one, contact)
      const colleague = listColleagues(db, reference).find(({ email }) => isSame(email, contact.email))
      for (const one of [proposition, ...same]) carryContact(db, one.reference, contact, colleague)
      if (colleague) removeColleague(db, colleague.id)
      note(db, clock, by.actor, 'handed-over', reference)
      const mail = (to: string, data: object) =>
        queueMail(db, realClock, { name: 'handed-over', to, data: { reference, ...data } })
      mail(contact.email, { generation: proposition.linkGeneration + 1, other: by.name })
      if (privateEmail) mail(privateEmail, { other: contact.name })
      return true
    })
    .immediate()
}
