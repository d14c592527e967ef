import { realClock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { queueMail } from '../mail/outbox.ts'
import type { Proposition } from './proposition.ts'

/**
 * Acknowledges a proposition to whoever handed it in, with the personal link. The mail is of this generation of the link:
 * one that still waits for an address that was corrected since must not carry the new link there.
 */
export function queueReceived(db: Database, proposition: Proposition, sent = 'submitted') {
  const { reference, linkGeneration, privateEmail } = proposition
  if (privateEmail)
    queueMail(db, realClock, {
      name: 'proposal-received',
      to: privateEmail,
      data: { reference, sent, generation: linkGeneration },
    })
}
