import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'

/** Somebody who manages a proposition (`subject`, its reference) beside whoever handed it in. */
export type Colleague = { id: number; subject: string; name: string; email: string }

export const findColleague = (db: Database, id: number) =>
  db.prepare<[number], Colleague>('SELECT id, subject, name, email FROM colleagues WHERE id = ?').get(id)

export const listColleagues = (db: Database, subject: string) =>
  db
    .prepare<[string], Colleague>('SELECT id, subject, name, email FROM colleagues WHERE subject = ? ORDER BY id')
    .all(subject)

/** Adds a colleague, or renames the one of that address. Returns the id. */
export const addColleague = (db: Database, clock: Clock, colleague: Omit<Colleague, 'id'>) =>
  Number(
    db
      .prepare<Record<string, unknown>, number>(`
        INSERT INTO colleagues (subject, name, email, added_at) VALUES (@subject, @name, @email, @now)
        ON CONFLICT (subject, email) DO UPDATE SET name = @name
        RETURNING id
      `)
      .pluck()
      .get({ ...colleague, now: instant(clock) }),
  )

/** Corrects a colleague's address: their link is the address's too, so the old one no longer opens. */
export const readdressColleague = (db: Database, id: number, email: string) =>
  db.prepare('UPDATE colleagues SET email = ? WHERE id = ?').run(email, id)

export const removeColleague = (db: Database, id: number) => db.prepare('DELETE FROM colleagues WHERE id = ?').run(id)
