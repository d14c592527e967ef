import type { Database } from '../db/open.ts'
import { eraserFor } from '../db/without-address.ts'

/** Forgets the thread about a proposition. */
export const removeMessages = (db: Database, subject: string) =>
  db.prepare('DELETE FROM messages WHERE subject = ?').run(subject).changes

/** Takes an address out of the threads of others. */
export function redactMessages(db: Database, email: string) {
  eraserFor(db)
  db.prepare(`
    UPDATE messages SET text = without_address(text, @email) WHERE instr(lower(text), lower(@email)) > 0
  `).run({ email })
}
