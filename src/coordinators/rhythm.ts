import type { Database } from '../db/open.ts'

/** How an account is told of what happens: a mail for each thing, or gathered by the hour or by the day. */
export type Rhythm = 'single' | 'hourly' | 'daily'

export const rhythmOf = (db: Database, id: number) =>
  db.prepare<[number], Rhythm>('SELECT notices FROM coordinators WHERE id = ?').pluck().get(id) ?? 'single'

export const setRhythm = (db: Database, id: number, rhythm: Rhythm) =>
  db.prepare('UPDATE coordinators SET notices = ? WHERE id = ?').run(rhythm, id)
