import type { Database } from '../db/open.ts'

/** Forgets the thread about a proposition. */
export const removeMessages = (db: Database, subject: string) =>
  db.prepare('DELETE FROM messages WHERE subject = ?').run(subject).changes

/** Takes an address out of the threads of others. */
export const redactMessages = (db: Database, email: string) =>
  db.prepare('UPDATE messages SET text = without_address(text, @email) WHERE mentions(@email, text)').run({ email })
