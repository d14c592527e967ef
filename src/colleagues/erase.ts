import type { Database } from '../db/open.ts'

/** Nobody else manages this proposition any more. */
export const removeColleagues = (db: Database, subject: string) =>
  db.prepare('DELETE FROM colleagues WHERE subject = ?').run(subject).changes

/** An address no longer manages anything as a colleague. */
export const removeColleagueOf = (db: Database, email: string) =>
  db.prepare('DELETE FROM colleagues WHERE email = ?').run(email)
