import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { firstAsOf, firstText, type SitePage } from './pages.ts'

/** What a page says; version 0 is the text that comes with the program. */
export type Version = {
  id: number
  text: string
  asOf: string | null
  savedAt: string | null
  coordinatorId: number | null
  who: string | null
  /** the version that it puts back, and when that one was saved */
  restored: number | null
  restoredAt: string | null
}

/** What a page says now. */
export const findText = (db: Database, page: SitePage): Version =>
  db
    .prepare<[string], Version>('SELECT * FROM page_version_details WHERE page = ? ORDER BY id DESC LIMIT 1')
    .get(page.slug) ?? first(page)

/** One version of a page, whether it is the one shown or not. */
export const findVersion = (db: Database, page: SitePage, id: number): Version | undefined =>
  id === 0
    ? first(page)
    : db
        .prepare<[string, number], Version>('SELECT * FROM page_version_details WHERE page = ? AND id = ?')
        .get(page.slug, id)

/** Every version of a page without its text, the newest first; the last one is what comes with the program. */
export const listVersions = (db: Database, page: SitePage): Omit<Version, 'text'>[] => [
  ...db
    .prepare<[string], Omit<Version, 'text'>>(`
      SELECT id, asOf, savedAt, coordinatorId, who, restored, restoredAt
      FROM page_version_details WHERE page = ? ORDER BY id DESC
    `)
    .all(page.slug),
  first(page),
]

/** When each page was last written, and by whom; a page that is not there still says what came with the program. */
export const listLastSaved = (db: Database) =>
  new Map(
    db
      .prepare<[], { page: string; savedAt: string; who: string }>(`
        SELECT page, savedAt, who FROM page_version_details
        WHERE id IN (SELECT max(id) FROM page_versions GROUP BY page)
      `)
      .all()
      .map(({ page, ...last }) => [page, last]),
  )

type NewVersion = { page: string; text: string; asOf: string | null; coordinator: number; restored?: number }

export const addVersion = (db: Database, clock: Clock, version: NewVersion) =>
  db
    .prepare(`
      INSERT INTO page_versions (page, text, as_of, saved_at, coordinator_id, restored)
      VALUES (@page, @text, @asOf, @now, @coordinator, @restored)
    `)
    .run({ restored: null, ...version, now: instant(clock) })

const first = ({ slug, dated }: SitePage): Version => ({
  id: 0,
  text: firstText(slug),
  asOf: dated ? firstAsOf : null,
  savedAt: null,
  coordinatorId: null,
  who: null,
  restored: null,
  restoredAt: null,
})
