import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'

/** A line of the thread about one proposition (`subject`, its reference). */
export type Message = {
  id: number
  subject: string
  author: 'organiser' | `coordinator:${number}`
  /** the colleague of the organiser who wrote it, unless it was the main contact */
  colleagueId: number | null
  text: string
  sentAt: string
  /** of the organiser's, when the coordination answered it or marked it as read */
  handledAt: string | null
}

type NewMessage = Pick<Message, 'subject' | 'author' | 'text'> & Partial<Pick<Message, 'colleagueId'>>

/** Returns its number. */
export const addMessage = (db: Database, clock: Clock, message: NewMessage) =>
  Number(
    db
      .prepare(`
        INSERT INTO messages (subject, author, colleague_id, text, sent_at) VALUES (@subject, @author, @colleagueId, @text, @now)
      `)
      .run({ colleagueId: null, ...message, now: instant(clock) }).lastInsertRowid,
  )

export const listMessages = (db: Database, subject: string) =>
  db
    .prepare<[string], Message>(`
      SELECT id, subject, author, colleague_id AS colleagueId, text, sent_at AS sentAt, handled_at AS handledAt
      FROM messages
      WHERE subject = ?
      ORDER BY id
    `)
    .all(subject)

/** Ends the waiting of what the organiser wrote, up to the last message that was read. False when nothing waited. */
export const handleMessages = (db: Database, clock: Clock, subject: string, upTo: number) =>
  db
    .prepare(`
      UPDATE messages SET handled_at = @now
      WHERE subject = @subject AND author = 'organiser' AND handled_at IS NULL AND id <= @upTo
    `)
    .run({ subject, upTo, now: instant(clock) }).changes > 0

/** Takes one line back. */
export const removeMessage = (db: Database, id: number) => db.prepare('DELETE FROM messages WHERE id = ?').run(id)
