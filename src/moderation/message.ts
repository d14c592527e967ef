import { type Clock, realClock } from '../clock.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { note } from '../journal/queries.ts'
import { queueMail } from '../mail/outbox.ts'
import { addMessage, listMessages } from '../messages/queries.ts'
import type { Proposition } from '../propositions/proposition.ts'

/** Writes to whoever handed in a proposition; said twice in a row, it is sent once. False when there is no address. */
export function writeToOrganiser(
  db: Database,
  clock: Clock,
  { kind, reference, privateEmail }: Proposition,
  { id }: Coordinator,
  text: string,
): boolean {
  if (!privateEmail) return false
  const author = `coordinator:${id}` as const
  db.transaction(() => {
    const last = listMessages(db, reference).at(-1)
    if (last?.author === author && last.text === text) return
    addMessage(db, clock, { subject: reference, author, text })
    note(db, clock, author, 'message', reference)
    const data = { kind, reference, message: text, coordinator: id }
    queueMail(db, realClock, { name: 'message-sent', to: privateEmail, data })
  }).immediate()
  return true
}
