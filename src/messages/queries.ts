import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'

/** A line of the thread about one proposition (`subject`, its reference). */
export type Message = {
  id: number
  subject: string
  author: 'organiser' | `coordinator:${number}`
  text: string
  sentAt: string
}

export const addMessage = (db: Database, clock: Clock, message: Pick<Message, 'subject' | 'author' | 'text'>) =>
  db
    .prepare('INSERT INTO messages (subject, author, text, sent_at) VALUES (@subject, @author, @text, @now)')
    .run({ ...message, now: instant(clock) })

export const listMessages = (db: Database, subject: string) =>
  db
    .prepare<[string], Message>(
      'SELECT id, subject, author, text, sent_at AS sentAt FROM messages WHERE subject = ? ORDER BY id',
    )
    .all(subject)
