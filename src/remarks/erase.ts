import { endAssignment } from '../assignments/queries.ts'
import type { Database } from '../db/open.ts'
import { removeMessages } from '../messages/erase.ts'

/** Forgets what was written from an address, with what was answered. */
export const eraseRemarks = (db: Database, email: string) =>
  removeAll(
    db,
    db.prepare<[string], Row>('SELECT id, reference FROM remarks WHERE email = ? COLLATE NOCASE').all(email),
  )

/** Forgets what was written about a proposition. */
export const removeRemarksAbout = (db: Database, subject: string) =>
  removeAll(db, db.prepare<[string], Row>('SELECT id, reference FROM remarks WHERE subject = ?').all(subject))

/** Forgets what was handled before an instant, and all that was sent before another. */
export const purgeRemarks = (db: Database, before: { handled: string; sent: string }) =>
  removeAll(
    db,
    db
      .prepare<typeof before, Row>('SELECT id, reference FROM remarks WHERE handled_at < @handled OR sent_at < @sent')
      .all(before),
  )

type Row = { id: number; reference: string }

function removeAll(db: Database, rows: Row[]) {
  for (const { id, reference } of rows) {
    removeMessages(db, reference)
    endAssignment(db, reference)
    db.prepare('DELETE FROM remarks WHERE id = ?').run(id)
  }
  return rows.length
}

/** Takes an address out of what others wrote. */
export const redactRemarks = (db: Database, email: string) =>
  db.prepare('UPDATE remarks SET text = without_address(text, @email) WHERE mentions(@email, text)').run({ email })
