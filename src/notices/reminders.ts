import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'

/** Something to recall once: a wait (`since` when it began), or a day that comes. */
export type Reminder = { subject: string; reason: 'decision' | 'correction' | 'details'; since: string }

/** False when it was noted before: nobody is reminded twice of the same. */
export const noteReminder = (db: Database, clock: Clock, { subject, reason, since }: Reminder) =>
  db
    .prepare(`
      INSERT INTO reminders (subject, reason, since, reminded_at) VALUES (?, ?, ?, ?)
      ON CONFLICT (subject, reason, since) DO NOTHING
    `)
    .run(subject, reason, since, instant(clock)).changes === 1

/** When somebody was last reminded for that reason. */
export const lastReminded = (db: Database, reason: Reminder['reason']) =>
  db.prepare<[string], string | null>('SELECT max(reminded_at) FROM reminders WHERE reason = ?').pluck().get(reason) ??
  undefined

/** Forgets what was recalled before an instant. */
export const purgeReminders = (db: Database, before: string) =>
  db.prepare('DELETE FROM reminders WHERE reminded_at < ?').run(before).changes
