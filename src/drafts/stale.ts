import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { type Draft, findDraftById } from './queries.ts'

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
    .prepare<[string], number>(
      'SELECT id FROM drafts WHERE updated_at < ? AND sent_as IS NULL AND warned_at IS NULL ORDER BY id',
    )
    .pluck()
    .all(before)
    .flatMap((id) => findDraftById(db, id) ?? [])

export const markWarned = (db: Database, clock: Clock, draft: Draft) =>
  db.prepare('UPDATE drafts SET warned_at = ? WHERE id = ?').run(instant(clock), draft.id)
