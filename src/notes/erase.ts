import type { Database } from '../db/open.ts'

/** Forgets what was written down about a proposition. */
export const removeNotes = (db: Database, subject: string) =>
  db.prepare('DELETE FROM notes WHERE subject = ?').run(subject).changes

/** Takes an address out of what is written down about others. */
export const redactNotes = (db: Database, email: string) =>
  db.prepare('UPDATE notes SET text = without_address(text, @email) WHERE mentions(@email, text)').run({ email })
