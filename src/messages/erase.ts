import type { Database } from '../db/open.ts'
import { redact } from '../db/without-address.ts'

/** Forgets the thread about a proposition. */
export const removeMessages = (db: Database, subject: string) =>
  db.prepare('DELETE FROM messages WHERE subject = ?').run(subject).changes

/** Takes an address out of the threads of others. */
export const redactMessages = (db: Database, email: string) => redact(db, { table: 'messages', texts: ['text'] }, email)
