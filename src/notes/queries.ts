import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'

/** What the desk writes down for itself about a proposition (`subject`, its reference). */
export type Note = { id: number; coordinatorId: number; email: string; text: string; writtenAt: string }

type NewNote = { subject: string; coordinatorId: number; text: string }

export const addNote = (db: Database, clock: Clock, note: NewNote) =>
  db
    .prepare(`
      INSERT INTO notes (subject, coordinator_id, text, written_at) VALUES (@subject, @coordinatorId, @text, @now)
    `)
    .run({ ...note, now: instant(clock) })

/** Oldest first, each with the account that wrote it. */
export const listNotes = (db: Database, subject: string) =>
  db
    .prepare<[string], Note>(`
      SELECT notes.id, coordinator_id AS coordinatorId, email, text, written_at AS writtenAt
      FROM notes
      JOIN coordinators ON coordinators.id = coordinator_id
      WHERE subject = ?
      ORDER BY notes.id
    `)
    .all(subject)

/** Each takes away their own. False when it is not theirs, or not there. */
export const removeNote = (db: Database, subject: string, id: number, coordinatorId: number) =>
  db.prepare('DELETE FROM notes WHERE id = ? AND subject = ? AND coordinator_id = ?').run(id, subject, coordinatorId)
    .changes === 1
