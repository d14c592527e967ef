import type { Database } from '../db/open.ts'

/** What was written about an event goes with its contact; how many came, and how it went, is nobody's. */
export const removeComment = (db: Database, eventId: number) =>
  db.prepare('UPDATE feedback SET comment = NULL WHERE event_id = ?').run(eventId)

/** Takes an address out of what others wrote. */
export const redactComments = (db: Database, email: string) =>
  db
    .prepare('UPDATE feedback SET comment = without_address(comment, @email) WHERE mentions(@email, comment)')
    .run({ email })
