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

/** A mail that is still to leave says something more, `about` something else. */
export const rewriteHeld = (
  db: Database,
  { id }: Held,
  { name, data, about }: Omit<NewMail, 'to'> & { about: string },
) =>
  db
    .prepare(`
      UPDATE outbox SET name = @name, data = @data, follows = nullif(max(coalesce(follows, 0), coalesce((
        SELECT max(id) FROM outbox AS earlier
        WHERE status = 'waiting' AND batch IS NOT NULL AND id < @id
          AND recipient = outbox.recipient COLLATE NOCASE AND instr(data, @about)
      ), 0)), 0)
      WHERE id = @id
    `)
    .run({ id, name, data: JSON.stringify(data), about: JSON.stringify(about) })

/** Whether none of them has left, nor may have. */
export const isUntouched = (db: Database, batch: string) =>
  db.prepare(`SELECT 1 FROM outbox WHERE batch = ? AND (status <> 'waiting' OR attempts > 0)`).get(batch) === undefined

/** None of them leaves any more. */
export const cancelBatch = (db: Database, batch: string) =>
  db
    .prepare(`UPDATE outbox SET status = 'cancelled' WHERE batch = ? AND status = 'waiting' AND attempts = 0`)
    .run(batch)

/** They leave with the next round of the postman, behind those that they follow. */
export const releaseBatch = (db: Database, batch: string, now: string) =>
  db
    .prepare(`
      WITH RECURSIVE released (id, follows) AS (
        SELECT id, follows FROM outbox WHERE batch = @batch
        UNION
        SELECT outbox.id, outbox.follows FROM released JOIN outbox ON outbox.id = released.follows
      )
      UPDATE outbox SET due_at = @now
      WHERE id IN (SELECT id FROM released) AND status = 'waiting' AND attempts = 0 AND due_at > @now
    `)
    .run({ batch, now })
