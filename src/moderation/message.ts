import type { Clock } from '../clock.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { note } from '../journal/queries.ts'
import { addMessage, handleMessages, listMessages } from '../messages/queries.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { tellOrganisers } from '../propositions/told.ts'
import { endWhenSettled } from '../propositions/waiting.ts'

/**
 * Writes to whoever handed in a proposition, in answer to what was read of the thread; said twice in a row, it is sent once.
 * False when there is no address.
 */
export function writeToOrganiser(
  db: Database,
  clock: Clock,
  { kind, reference, privateEmail }: Proposition,
  { id }: Coordinator,
  text: string,
  lastRead: number,
): boolean {
  if (!privateEmail) return false
  const author = `coordinator:${id}` as const
  db.transaction(() => {
    const last = listMessages(db, reference).at(-1)
    if (last?.author === author && last.text === text) return
    addMessage(db, clock, { subject: reference, author, text })
    handleMessages(db, clock, reference, lastRead)
    endWhenSettled(db, reference)
    note(db, clock, author, 'message', reference)
    const data = { kind, message: text, coordinator: id }
    tellOrganisers(db, { reference, privateEmail }, { name: 'message-sent', data })
  }).immediate()
  return true
}
