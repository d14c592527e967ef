import { createHash } from 'node:crypto'
import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import type { Typed } from '../web/fields.ts'
import { randomToken } from '../web/tokens.ts'

/** What was typed, as it was typed. `corrects` is the reference of the proposition it will replace the text of. */
export type Draft = {
  id: number
  key: string
  typed: Typed
  corrects: string | null
  sentAs: string | null
  sentDigest: string | null
}

export const isDraftKey = (key: unknown): key is string => typeof key === 'string' && /^[\w-]{22}$/.test(key)

export function findDraft(db: Database, key: string): Draft | undefined {
  const row = db
    .prepare<[string], Omit<Draft, 'typed'> & { typed: string }>(`
      SELECT id, key, typed, corrects, sent_as AS sentAs, sent_digest AS sentDigest FROM drafts WHERE key = ?
    `)
    .get(key)
  return row && { ...row, typed: JSON.parse(row.typed) }
}

/**
 * Keeps what was typed under the key that the form carries, so that the same form posted twice is one draft.
 * A form that was sent and then changed, or comes back with a new file, starts a new draft; unchanged, it is the sent one.
 */
export function keepDraft(
  db: Database,
  clock: Clock,
  {
    key,
    typed,
    withNewFile = false,
    corrects = null,
  }: { key: string; typed: Typed; withNewFile?: boolean; corrects?: string | null },
): Draft {
  const known = findDraft(db, key)
  if (known?.sentAs && known.sentDigest === digest(typed) && !withNewFile) return known

  const kept = known?.sentAs ? randomToken() : key
  db.prepare(`
    INSERT INTO drafts (key, kind, typed, corrects, created_at, updated_at) VALUES (@key, 'evenement', @typed, @corrects, @now, @now)
    ON CONFLICT (key) DO UPDATE SET typed = @typed, updated_at = @now
  `).run({
    key: kept,
    typed: JSON.stringify(typed),
    corrects: known?.corrects ?? corrects,
    now: instant(clock),
  })
  return findDraft(db, kept) as Draft
}

/** The correction of a proposition that was begun and not sent: taken up again rather than begun twice. */
export const findOpenCorrection = (db: Database, reference: string) =>
  db
    .prepare<[string], string>('SELECT key FROM drafts WHERE corrects = ? AND sent_as IS NULL ORDER BY id DESC LIMIT 1')
    .pluck()
    .get(reference)

/** Marks a draft as sent and blanks its text. False when it was sent already. */
export const markSent = (db: Database, clock: Clock, draft: Draft, reference: string) =>
  db
    .prepare(`
      UPDATE drafts SET typed = '{}', sent_as = @reference, sent_digest = @digest, updated_at = @now WHERE id = @id AND sent_as IS NULL
    `)
    .run({ id: draft.id, reference, digest: digest(draft.typed), now: instant(clock) }).changes === 1

export const listStaleDrafts = (db: Database, before: string) =>
  db.prepare<[string], number>('SELECT id FROM drafts WHERE updated_at < ?').pluck().all(before)

export const removeDraft = (db: Database, id: number) => db.prepare('DELETE FROM drafts WHERE id = ?').run(id)

const digest = (typed: Typed) =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(typed).sort()))
    .digest('hex')
