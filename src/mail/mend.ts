import { randomUUID } from 'node:crypto'
import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import type { Mail } from './desk.ts'
import { interrupted } from './outbox.ts'

/** Whether a mail failed and nothing is being tried at this moment. */
export const canRetry = ({ status, attempts, lastError }: Mail) =>
  status === 'dead' || (status === 'waiting' && attempts > 0 && lastError !== interrupted)

/** Whether it is about to be tried: what stopped it before says nothing of that. */
export const isLeaving = ({ status, dueAt }: Mail, clock: Clock) => status === 'waiting' && dueAt <= instant(clock)

/** Lets a mail that failed leave at once, and try as long as a new one. False when it left meanwhile, or is leaving. */
export const retryMail = (db: Database, clock: Clock, id: number) =>
  db
    .prepare(`
      UPDATE outbox SET status = 'waiting', due_at = @now, retried_at = @now, told_at = NULL
      WHERE id = @id AND (status = 'dead' OR (status = 'waiting' AND attempts > 0 AND last_error IS NOT @interrupted))
    `)
    .run({ id, now: instant(clock), interrupted }).changes === 1

/** Whether a mail can still be kept back. */
export const canCancel = ({ status, attempts, batch }: Mail) => status === 'waiting' && attempts === 0 && batch === null

/** Keeps back a mail that nobody has tried to send. False when somebody has, or when it tells of a decision. */
export const cancelMail = (db: Database, id: number) =>
  db
    .prepare(`
      UPDATE outbox SET status = 'cancelled' WHERE id = ? AND status = 'waiting' AND attempts = 0 AND batch IS NULL
    `)
    .run(id).changes === 1

/** What could not reach an address about something leaves for another one; it says the generation of the links that is new then. Returns the ids. */
export const readdressMails = (
  db: Database,
  clock: Clock,
  { from, to, subjects }: { from: string; to: string; subjects: string[] },
) =>
  db
    .prepare<Record<string, unknown>, number>(`
      UPDATE outbox
      SET
        recipient = @to, attempts = 0, last_error = NULL,
        data = iif(data ->> 'generation' IS NULL, data, json_set(data, '$.generation', (data ->> 'generation') + 1)),
        due_at = CASE WHEN status = 'dead' OR attempts > 0 THEN @now ELSE due_at END,
        retried_at = @now, told_at = NULL,
        status = 'waiting'
      WHERE
        recipient = @from COLLATE NOCASE
        AND (status = 'dead' OR (status = 'waiting' AND last_error IS NOT @interrupted))
        AND EXISTS (SELECT 1 FROM json_each(@subjects) AS one WHERE instr(data, '"' || one.value || '"'))
      RETURNING id
    `)
    .pluck()
    .all({ from, to, subjects: JSON.stringify(subjects), now: instant(clock), interrupted })

/** Sends what an address had already been sent to another one. */
export const copyMail = (db: Database, clock: Clock, { id }: Mail, to: string) =>
  db
    .prepare(`
      INSERT INTO outbox (message_id, name, recipient, data, created_at, due_at)
      SELECT
        @messageId, name, @to,
        iif(data ->> 'generation' IS NULL, data, json_set(data, '$.generation', (data ->> 'generation') + 1)),
        @now, @now
      FROM outbox WHERE id = @id
    `)
    .run({ messageId: randomUUID(), id, to, now: instant(clock) })

/** The mails that were given up and that nobody was told of, which are told of from now on. */
export const takeUntold = (db: Database, clock: Clock) =>
  db
    .prepare<[string], { id: number; name: string; recipient: string }>(`
      UPDATE outbox SET told_at = ? WHERE status = 'dead' AND told_at IS NULL RETURNING id, name, recipient
    `)
    .all(instant(clock))
