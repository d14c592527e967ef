import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import type { Act } from './words.ts'

/** Who acts: the organiser through a personal link, a coordinator by account, or the software itself. */
export type Actor = 'organiser' | 'system' | `coordinator:${number}`

export type JournalLine = { at: string; actor: Actor; act: Act }

/** Notes an act on a proposition (its reference). Goes into the transaction of the act. */
export function note(db: Database, clock: Clock, actor: Actor, act: Act, subject: string) {
  db.prepare('INSERT INTO journal (at, actor, act, subject) VALUES (?, ?, ?, ?)').run(
    instant(clock),
    actor,
    act,
    subject,
  )
}

export function listHistory(db: Database, subject: string) {
  return db
    .prepare<[string], JournalLine>('SELECT at, actor, act FROM journal WHERE subject = ? ORDER BY id')
    .all(subject)
}
