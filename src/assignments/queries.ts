import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'

/** Who takes care of a proposition (`subject`, its reference), and since when. */
export type Assignment = { coordinatorId: number; who: string; takenAt: string }

/** The holder, as long as their account may decide. */
export const findAssignment = (db: Database, subject: string) =>
  db.prepare<[string], Assignment>('SELECT coordinatorId, who, takenAt FROM holders WHERE subject = ?').get(subject)

/** Gives it to whoever asks first. False when somebody else has it; one whose account is closed has nothing any more. */
export const take = (db: Database, clock: Clock, subject: string, coordinatorId: number) =>
  db
    .prepare(`
      INSERT INTO assignments (subject, coordinator_id, taken_at) VALUES (@subject, @coordinatorId, @now)
      ON CONFLICT (subject) DO UPDATE SET coordinator_id = excluded.coordinator_id, taken_at = excluded.taken_at
      WHERE coordinator_id = excluded.coordinator_id OR subject NOT IN (SELECT subject FROM holders)
    `)
    .run({ subject, coordinatorId, now: instant(clock) }).changes === 1

/** Takes it over from somebody, as long as they have it. */
export const takeOver = (db: Database, clock: Clock, subject: string, coordinatorId: number, from: number) =>
  db
    .prepare('UPDATE assignments SET coordinator_id = ?, taken_at = ? WHERE subject = ? AND coordinator_id = ?')
    .run(coordinatorId, instant(clock), subject, from).changes === 1

/** Gives it back to whoever had it, unless somebody has it now. */
export const giveBack = (db: Database, subject: string, { coordinatorId, takenAt }: Omit<Assignment, 'who'>) =>
  db
    .prepare('INSERT INTO assignments (subject, coordinator_id, taken_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
    .run(subject, coordinatorId, takenAt)

export const letGo = (db: Database, subject: string, coordinatorId: number) =>
  db.prepare('DELETE FROM assignments WHERE subject = ? AND coordinator_id = ?').run(subject, coordinatorId)

/** Nobody has to take care of it any more. */
export const endAssignment = (db: Database, subject: string) =>
  db.prepare('DELETE FROM assignments WHERE subject = ?').run(subject)
