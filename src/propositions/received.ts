import { realClock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { queueMail } from '../mail/outbox.ts'
import type { Proposition } from './proposition.ts'

/** Acknowledges a proposition to whoever handed it in, with the personal link. */
export function queueReceived(db: Database, { reference, privateEmail }: Proposition, sent = 'submitted') {
  if (privateEmail) queueMail(db, realClock, { name: 'proposal-received', to: privateEmail, data: { reference, sent } })
}
