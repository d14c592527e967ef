import { createHash } from 'node:crypto'
import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import type { Typed } from '../web/fields.ts'
import { randomToken } from '../web/tokens.ts'

export type DraftKind = 'evenement' | 'rex' | 'carte-blanche' | 'plusieurs'

/** What was typed, as it was typed. `corrects` is the reference of the proposition it will replace the text of. */
export type Draft = {
  id: number
  key: string
  kind: DraftKind
  typed: Typed
  corrects: string | null
  sentAs: string | null
  sentDigest: string | null
  /** of a correction, the colleague who opened it; and the generation of the link that it was sent with */
  colleagueId: number | null
  generation: number | null
  /** of a correction, the content that its form started from, as JSON and without the private contact */
  startedFrom: string | null
  createdAt: string
  updatedAt: string
  /** when its author was told that it will be forgotten */
  warnedAt: string | null
}

export const isDraftKey = (key: unknown): key is string => typeof key === 'string' && /^[\w-]{22}$/.test(key)

type DraftRecord = Omit<Draft, 'typed'> & { typed: string }

export function findDraft(db: Database, key: string): Draft | undefined {
  return whole(
    db
      .prepare<[string], DraftRecord>(`
        SELECT id, key, kind, typed, corrects, sent_as AS sentAs, sent_digest AS sentDigest,
          colleague_id AS colleagueId, generation, started_from AS startedFrom, created_at AS createdAt, updated_at AS updatedAt, warned_at AS warnedAt
        FROM drafts WHERE key = ?
      `)
      .get(key),
  )
}

export function findDraftById(db: Database, id: number): Draft | undefined {
  const key = db.prepare<[number], string>('SELECT key FROM drafts WHERE id = ?').pluck().get(id)
  return key === undefined ? undefined : findDraft(db, key)
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
    kind,
    typed,
    withNewFile = false,
    corrects = null,
    colleagueId = null,
    startedFrom = null,
  }: {
    key: string
    kind: DraftKind
    typed: Typed
    withNewFile?: boolean
    corrects?: string | null
    colleagueId?: number | null
    startedFrom?: string | null
  },
): Draft {
  const known = findDraft(db, key)
  if (known?.sentAs && known.sentDigest === digest(typed) && !withNewFile) return known

  const kept = known?.sentAs ? randomToken() : key
  db.prepare(`
    INSERT INTO drafts (key, kind, typed, corrects, colleague_id, started_from, created_at, updated_at)
    VALUES (@key, @kind, @typed, @corrects, @colleagueId, @startedFrom, @now, @now)
    ON CONFLICT (key) DO UPDATE SET typed = @typed, updated_at = @now, warned_at = NULL
  `).run({
    key: kept,
    kind: known?.kind ?? kind,
    typed: JSON.stringify(typed),
    corrects: known?.corrects ?? corrects,
    colleagueId: known?.colleagueId ?? colleagueId,
    startedFrom: known?.startedFrom ?? startedFrom,
    now: instant(clock),
  })
  return findDraft(db, kept) as Draft
}

/** The generation of the personal link that a sent draft led to. */
export const noteGeneration = (db: Database, draft: Draft, generation: number) =>
  db.prepare('UPDATE drafts SET generation = ? WHERE id = ?').run(generation, draft.id)

/** Marks a draft as sent and blanks its text. False when it was sent already. */
export const markSent = (db: Database, clock: Clock, draft: Draft, reference: string) =>
  db
    .prepare(`
      UPDATE drafts SET typed = '{}', started_from = NULL, sent_as = @reference, sent_digest = @digest, updated_at = @now WHERE id = @id AND sent_as IS NULL
    `)
    .run({ id: draft.id, reference, digest: digest(draft.typed), now: instant(clock) }).changes === 1

/** The drafts unchanged since an instant; `warnedAt` is when their author was told that they will be forgotten. */
export const listStaleDrafts = (db: Database, before: string) =>
  db
    .prepare<[string], { id: number; warnedAt: string | null }>(
      'SELECT id, warned_at AS warnedAt FROM drafts WHERE updated_at < ?',
    )
    .all(before)

/** The unsent drafts unchanged since an instant whose author was not yet told that they will be forgotten. */
export const listDraftsToWarn = (db: Database, before: string) =>
  db
    .prepare<[string], DraftRecord>(`
      SELECT id, key, kind, typed, corrects, sent_as AS sentAs, sent_digest AS sentDigest,
          colleague_id AS colleagueId, generation, started_from AS startedFrom, created_at AS createdAt, updated_at AS updatedAt, warned_at AS warnedAt
      FROM drafts WHERE updated_at < ? AND sent_as IS NULL AND warned_at IS NULL ORDER BY id
    `)
    .all(before)
    .flatMap((record) => whole(record) ?? [])

export const markWarned = (db: Database, clock: Clock, draft: Draft) =>
  db.prepare('UPDATE drafts SET warned_at = ? WHERE id = ?').run(instant(clock), draft.id)

export const removeDraft = (db: Database, id: number) => db.prepare('DELETE FROM drafts WHERE id = ?').run(id)

const digest = (typed: Typed) =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(typed).sort()))
    .digest('hex')

const whole = (record: DraftRecord | undefined): Draft | undefined =>
  record && { ...record, typed: JSON.parse(record.typed) }
