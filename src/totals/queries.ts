import type { Database } from '../db/open.ts'
import type { What } from './totals.ts'

export type Sums = Record<What, number>

const none: Sums = { view: 0, calendar: 0, download: 0 }

/** What was counted of one thing, from its first day. */
export const sumsOf = (db: Database, subject: string): Sums => ({
  ...none,
  ...Object.fromEntries(
    db
      .prepare<[string], [What, number]>('SELECT what, sum(number) FROM totals WHERE subject = ? GROUP BY what')
      .raw()
      .all(subject),
  ),
})

/** What was counted on each day of a year that has something, in order. */
export const listDaySums = (db: Database, year: number) =>
  db
    .prepare<[string], Sums & { day: string }>(`
      SELECT
        day,
        coalesce(sum(number) FILTER (WHERE what = 'view'), 0) AS view,
        coalesce(sum(number) FILTER (WHERE what = 'calendar'), 0) AS calendar,
        coalesce(sum(number) FILTER (WHERE what = 'download'), 0) AS download
      FROM totals
      WHERE day GLOB ? || '-*'
      GROUP BY day
      ORDER BY day
    `)
    .all(String(year))

/** What was read most in a year: its subject, and its title where that is something that was proposed. */
export const listMostRead = (db: Database, year: number, limit: number) =>
  db
    .prepare<[string, number], { subject: string; title: string | null; number: number }>(`
      SELECT totals.subject, coalesce(events.title, sheets.title) AS title, sum(number) AS number
      FROM totals
      LEFT JOIN events ON events.reference = totals.subject
      LEFT JOIN sheets ON sheets.reference = totals.subject
      WHERE what = 'view' AND day GLOB ? || '-*'
      GROUP BY totals.subject
      ORDER BY number DESC, totals.subject
      LIMIT ?
    `)
    .all(String(year), limit)
