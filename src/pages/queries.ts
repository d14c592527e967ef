import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { firstAsOf, firstText, type SitePage } from './pages.ts'

/** What a page says; version 0 is the text that comes with the program. */
export type Version = {
  id: number
  text: string
  asOf: string | null
  savedAt: string | null
  who: string | null
}

/** What a page says now. */
export const findText = (db: Database, page: SitePage): Version =>
  db
    .prepare<[string], Version>(`
      SELECT page_versions.id, text, as_of AS asOf, saved_at AS savedAt, coalesce(coordinators.name, email) AS who
      FROM page_versions JOIN coordinators ON coordinators.id = coordinator_id
      WHERE page = ? ORDER BY page_versions.id DESC LIMIT 1
    `)
    .get(page.slug) ?? first(page)

/** One version of a page, whether it is the one shown or not. */
export const findVersion = (db: Database, page: SitePage, id: number): Version | undefined =>
  listVersions(db, page).find((version) => version.id === id)

/** Every version of a page, the newest first; the last one is the text that comes with the program. */
export const listVersions = (db: Database, page: SitePage): Version[] => [
  ...db
    .prepare<[string], Version>(`
      SELECT page_versions.id, text, as_of AS asOf, saved_at AS savedAt, coalesce(coordinators.name, email) AS who
      FROM page_versions JOIN coordinators ON coordinators.id = coordinator_id
      WHERE page = ? ORDER BY page_versions.id DESC
    `)
    .all(page.slug),
  first(page),
]

/** When each page was last written, and by whom; a page that is not there still says what came with the program. */
export const listLastSaved = (db: Database) =>
  new Map(
    db
      .prepare<[], { page: string; savedAt: string; who: string }>(`
        SELECT page, saved_at AS savedAt, coalesce(coordinators.name, email) AS who
        FROM page_versions JOIN coordinators ON coordinators.id = coordinator_id
        WHERE page_versions.id IN (SELECT max(id) FROM page_versions GROUP BY page)
      `)
      .all()
      .map(({ page, ...last }) => [page, last]),
  )

type NewVersion = { page: string; text: string; asOf: string | null; coordinator: number }

export const addVersion = (db: Database, clock: Clock, version: NewVersion) =>
  db
    .prepare(`
      INSERT INTO page_versions (page, text, as_of, saved_at, coordinator_id)
      VALUES (@page, @text, @asOf, @now, @coordinator)
    `)
    .run({ ...version, now: instant(clock) })

const first = ({ slug, dated }: SitePage): Version => ({
  id: 0,
  text: firstText(slug),
  asOf: dated ? firstAsOf : null,
  savedAt: null,
  who: null,
})
