import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import type { Answers } from './fields.ts'

export type Feedback = Answers & { answeredAt: string }

/** What was answered about an event, if it was. */
export const findFeedback = (db: Database, eventId: number) =>
  db
    .prepare<[number], Feedback>(`
      SELECT participants, buyers, satisfaction, comment, answered_at AS answeredAt
      FROM feedback
      WHERE event_id = ? AND answered_at IS NOT NULL
    `)
    .get(eventId)

/** Keeps an answer, in the place of the one before. */
export const keepFeedback = (db: Database, clock: Clock, eventId: number, answers: Answers) =>
  db
    .prepare(`
      INSERT INTO feedback (event_id, participants, buyers, satisfaction, comment, answered_at)
      VALUES (@eventId, @participants, @buyers, @satisfaction, @comment, @now)
      ON CONFLICT (event_id) DO UPDATE SET
        participants = excluded.participants, buyers = excluded.buyers, satisfaction = excluded.satisfaction,
        comment = excluded.comment, answered_at = excluded.answered_at
    `)
    .run({ ...answers, eventId, now: instant(clock) })

export const markAsked = (db: Database, clock: Clock, eventId: number) =>
  db
    .prepare(`
      INSERT INTO feedback (event_id, asked_at) VALUES (?, ?)
      ON CONFLICT (event_id) DO UPDATE SET asked_at = excluded.asked_at
    `)
    .run(eventId, instant(clock))
