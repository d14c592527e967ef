import { type Clock, instant } from '../clock.ts'
import { listAccounts } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'

/** What the desk writes down for itself about a proposition (`subject`, its reference). */
export type Note = { id: number; coordinatorId: number; who: string; text: string; writtenAt: string }

type NewNote = { subject: string; coordinatorId: number; text: string }

export const addNote = (db: Database, clock: Clock, note: NewNote) =>
  db
    .prepare(`
      INSERT INTO notes (subject, coordinator_id, text, written_at) VALUES (@subject, @coordinatorId, @text, @now)
    `)
    .run({ ...note, now: instant(clock) })

/** Oldest first, each with who wrote it. */
export function listNotes(db: Database, subject: string): Note[] {
  const people = new Map(listAccounts(db).map(({ id, who }) => [id, who]))
  return db
    .prepare<[string], Omit<Note, 'who'>>(`
      SELECT id, coordinator_id AS coordinatorId, text, written_at AS writtenAt FROM notes WHERE subject = ? ORDER BY id
    `)
    .all(subject)
    .map((note) => ({ ...note, who: people.get(note.coordinatorId) ?? '' }))
}

/** Each takes away their own. False when it is not theirs, or not there. */
export const removeNote = (db: Database, subject: string, id: number, coordinatorId: number) =>
  db.prepare('DELETE FROM notes WHERE id = ? AND subject = ? AND coordinator_id = ?').run(id, subject, coordinatorId)
    .changes === 1
