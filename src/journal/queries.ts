import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { withoutPeople } from './without-people.ts'
import { type Act, changingActs } from './words.ts'

/** Who acts: the organiser through a personal link, a coordinator by account, or the software itself. */
export type Actor = 'organiser' | 'system' | `coordinator:${number}`

/** Values as the public read them, by their labels. */
export type PublicValues = Record<string, string>

/** `before` and `after`: of a change, what it changed under the same labels. */
export type JournalLine = { at: string; actor: Actor; act: Act; before: PublicValues; after: PublicValues }

type JournalRecord = Omit<JournalLine, 'before' | 'after'> & { before: string | null; after: string | null }

/**
 * Notes an act on a proposition (its reference), or on something else of the desk (`edition-2023`). Goes into the transaction
 * of the act. Of a change, what was public before and is after: addresses and telephone numbers in it are left out for good.
 */
export function note(
  db: Database,
  clock: Clock,
  actor: Actor,
  act: Act,
  subject: string,
  change: { before?: PublicValues; after?: PublicValues } = {},
) {
  db.prepare(
    'INSERT INTO journal (at, actor, act, subject, before, after) VALUES (@at, @actor, @act, @subject, @before, @after)',
  ).run({ at: instant(clock), actor, act, subject, before: kept(change.before), after: kept(change.after) })
}

const kept = (values: PublicValues | undefined) => (values ? JSON.stringify(withoutPeople(values)) : null)

export function listHistory(db: Database, subject: string) {
  return db
    .prepare<[string], JournalRecord>('SELECT at, actor, act, before, after FROM journal WHERE subject = ? ORDER BY id')
    .all(subject)
    .map(
      (line): JournalLine => ({
        ...line,
        before: JSON.parse(line.before ?? '{}'),
        after: JSON.parse(line.after ?? '{}'),
      }),
    )
}

/** The number of the last line about a proposition that tells of a change to it; 0 when there is none. */
export const lastChange = (db: Database, subject: string) =>
  db
    .prepare<[string, string], number | null>(`
      SELECT max(id) FROM journal WHERE subject = ? AND act IN (SELECT value FROM json_each(?))
    `)
    .pluck()
    .get(subject, changing) ?? 0

/** Who changed a proposition after a line of its history, and how. */
export const listChanges = (db: Database, subject: string, after: number) =>
  db
    .prepare<[string, number, string], Pick<JournalLine, 'at' | 'actor' | 'act'>>(`
      SELECT at, actor, act FROM journal
      WHERE subject = ? AND id > ? AND act IN (SELECT value FROM json_each(?))
      ORDER BY id
    `)
    .all(subject, after, changing)

const changing = JSON.stringify(changingActs)

/** The number of the last line of all. */
export const lastLine = (db: Database) =>
  db.prepare<[], number | null>('SELECT max(id) FROM journal').pluck().get() ?? 0
