import type { Database } from '../db/open.ts'
import type { NewMail } from './outbox.ts'

// The mails of one act, named by their `batch`: they wait together, and leave or are taken back together.

type Held = { id: number; name: string; data: Record<string, unknown> }

/** The mail of a batch to somebody that is still to leave. */
export function findHeld(db: Database, batch: string, to: string): Held | undefined {
  const held = db
    .prepare<[string, string], { id: number; name: string; data: string }>(`
      SELECT id, name, data FROM outbox
      WHERE batch = ? AND recipient = ? COLLATE NOCASE AND status = 'waiting' AND attempts = 0
    `)
    .get(batch, to)
  return held && { ...held, data: JSON.parse(held.data) }
}

/** A mail that is still to leave says something more. */
export const rewriteHeld = (db: Database, { id }: Held, { name, data }: Pick<NewMail, 'name' | 'data'>) =>
  db.prepare('UPDATE outbox SET name = ?, data = ? WHERE id = ?').run(name, JSON.stringify(data), id)

/** Whether none of them has left, nor may have. */
export const isUntouched = (db: Database, batch: string) =>
  db.prepare(`SELECT 1 FROM outbox WHERE batch = ? AND (status <> 'waiting' OR attempts > 0)`).get(batch) === undefined

/** None of them leaves any more. */
export const cancelBatch = (db: Database, batch: string) =>
  db
    .prepare(`UPDATE outbox SET status = 'cancelled' WHERE batch = ? AND status = 'waiting' AND attempts = 0`)
    .run(batch)

/** They leave with the next round of the postman. */
export const releaseBatch = (db: Database, batch: string, now: string) =>
  db
    .prepare(`UPDATE outbox SET due_at = ? WHERE batch = ? AND status = 'waiting' AND attempts = 0 AND due_at > ?`)
    .run(now, batch, now)
