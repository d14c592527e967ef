import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'

/** What a coordinator would have been told by a mail of its own: its name, and which things it is about. */
export type Notice = { name: string; data: Record<string, unknown>; createdAt: string }

/** What names and counts things: no words that somebody wrote. */
const kept = ['reference', 'references', 'sent', 'message', 'remark', 'colleague', 'occasion']

export const holdNotice = (
  db: Database,
  clock: Clock,
  { coordinator, name, data }: { coordinator: number; name: string; data: Record<string, unknown> },
) =>
  db
    .prepare('INSERT INTO notices (coordinator_id, name, data, created_at) VALUES (?, ?, ?, ?)')
    .run(coordinator, name, JSON.stringify(data, kept), instant(clock))

/** Takes what somebody was to read in a gathered mail and that happened before an instant, oldest first: it is nowhere else any more. */
export function takeNotices(db: Database, coordinator: number, before: string): Notice[] {
  const rows = db
    .prepare<[number, string], Omit<Notice, 'data'> & { id: number; data: string }>(`
      SELECT id, name, data, created_at AS createdAt FROM notices WHERE coordinator_id = ? AND created_at < ? ORDER BY id
    `)
    .all(coordinator, before)
  db.prepare('DELETE FROM notices WHERE coordinator_id = ? AND created_at < ?').run(coordinator, before)
  return rows.map(({ name, data, createdAt }) => ({ name, data: JSON.parse(data), createdAt }))
}

/** Forgets what was held for an account that was closed meanwhile. */
export const dropForsakenNotices = (db: Database) =>
  db
    .prepare(`
    DELETE FROM notices
    WHERE coordinator_id IN (SELECT id FROM coordinators WHERE disabled_at IS NOT NULL OR role <> 'coordinator')
  `)
    .run().changes
