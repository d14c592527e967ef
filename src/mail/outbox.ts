import { randomUUID } from 'node:crypto'
import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'

export type DueMail = {
  id: number
  messageId: string
  name: string
  recipient: string
  data: string
  attempts: number
  /** when it was queued, or somebody had it tried again */
  triedSince: string
  lastError: string | null
}

export type NewMail = { name: string; to: string; data: Record<string, unknown> }

/**
 * The mails of one act, which go together, and the instant before which none leaves; what a mail is about leaves it behind
 * those of such acts about the same.
 */
export type Hold = { batch?: string; dueAt?: string; about?: string }

/** Call it inside the transaction of the act that the mail tells of. */
export function queueMail(db: Database, clock: Clock, mail: NewMail, { batch, dueAt, about }: Hold = {}) {
  const now = instant(clock)
  db.prepare(`
    INSERT INTO outbox (message_id, name, recipient, data, created_at, due_at, batch, follows)
    VALUES (@messageId, @name, @to, @data, @now, @dueAt, @batch, (
      SELECT max(id) FROM outbox
      WHERE status = 'waiting' AND batch IS NOT NULL AND recipient = @to COLLATE NOCASE AND instr(data, @about)
    ))
  `).run({
    messageId: randomUUID(),
    name: mail.name,
    to: mail.to,
    data: JSON.stringify(mail.data),
    now,
    dueAt: dueAt && dueAt > now ? dueAt : now,
    batch: batch ?? null,
    about: about ? JSON.stringify(about) : null,
  })
}

/**
 * What may leave now, oldest first. A mail waits behind an earlier one to the same person that could not leave, so that each
 * reads them in order; one that is only held for a while holds back those that follow it, and nothing else.
 */
export function listDue(db: Database, now: string, limit: number) {
  return db
    .prepare<[string, string, number], DueMail>(`
    SELECT
      id,
      message_id AS messageId,
      name,
      recipient,
      data,
      attempts,
      coalesce(retried_at, created_at) AS triedSince,
      last_error AS lastError
    FROM outbox AS mail
    WHERE status = 'waiting' AND due_at <= ? AND NOT EXISTS (
      SELECT 1 FROM outbox AS earlier
      WHERE earlier.status = 'waiting' AND earlier.due_at > ? AND earlier.attempts > 0
        AND earlier.recipient = mail.recipient AND earlier.id < mail.id
    ) AND NOT EXISTS (SELECT 1 FROM outbox AS one WHERE one.id = mail.follows AND one.status = 'waiting')
    ORDER BY id
    LIMIT ?
  `)
    .all(now, now, limit)
}

export const interrupted = 'Envoi interrompu : le courriel est peut-être déjà parti.'

export const pointless = 'Sans objet : il n’y a plus rien à annoncer.'

/** Counts the attempt before it is made: whatever then happens to this process, nobody takes the mail again before `until`. */
export const markAttempt = (db: Database, id: number, now: string, until: string) =>
  db
    .prepare(`
    UPDATE outbox SET attempts = attempts + 1, due_at = ?, last_error = ?
    WHERE id = ? AND status = 'waiting' AND due_at <= ?
  `)
    .run(until, interrupted, id, now).changes === 1

export const markSent = (db: Database, id: number, now: string) =>
  db
    .prepare(`
    UPDATE outbox SET status = 'sent', sent_at = ?, last_error = NULL WHERE id = ? AND status = 'waiting'
  `)
    .run(now, id).changes === 1

/** What the mail was to say is no longer so: it is no failure. */
export const markPointless = (db: Database, id: number) =>
  db
    .prepare(`UPDATE outbox SET status = 'cancelled', last_error = ? WHERE id = ? AND status = 'waiting'`)
    .run(pointless, id)

export type Failure = { error: string } & ({ retryAt: string } | { dead: true })

export const markFailed = (db: Database, id: number, failure: Failure) =>
  'dead' in failure
    ? db
        .prepare(`UPDATE outbox SET status = 'dead', last_error = ? WHERE id = ? AND status = 'waiting'`)
        .run(failure.error, id).changes === 1
    : db
        .prepare(`UPDATE outbox SET due_at = ?, last_error = ? WHERE id = ? AND status = 'waiting'`)
        .run(failure.retryAt, failure.error, id).changes === 1

/** Since when a mail has waited longest, or was tried again by somebody; one that is held counts from when it may leave. */
export const oldestWaiting = (db: Database) =>
  db
    .prepare<[], string | null>(`
      SELECT min(CASE WHEN attempts = 0 THEN due_at ELSE coalesce(retried_at, created_at) END)
      FROM outbox WHERE status = 'waiting'
    `)
    .pluck()
    .get() ?? undefined

/** Forgets what was sent, given up, or taken back, before an instant. Returns how many. */
export const purgeMails = (db: Database, before: string) =>
  db
    .prepare(`
    DELETE FROM outbox
    WHERE (status = 'sent' AND sent_at < @before)
      OR (status IN ('dead', 'cancelled') AND coalesce(retried_at, created_at) < @before)
  `)
    .run({ before }).changes
