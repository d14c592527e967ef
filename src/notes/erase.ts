import type { Database } from '../db/open.ts'
import { eraserFor } from '../db/without-address.ts'

/** Forgets what was written down about a proposition. */
export const removeNotes = (db: Database, subject: string) =>
  db.prepare('DELETE FROM notes WHERE subject = ?').run(subject).changes

/** Takes an address out of what is written down about others. */
export function redactNotes(db: Database, email: string) {
  eraserFor(db)
  db.prepare(`
    UPDATE notes SET text = without_address(text, @email) WHERE instr(lower(text), lower(@email)) > 0
  `).run({ email })
}
