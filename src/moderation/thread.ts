import { listColleagues } from '../colleagues/queries.ts'
import { listAccounts } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { listMessages } from '../messages/queries.ts'

/** What the organiser and the coordination wrote to each other, oldest first. */
export function threadOf(db: Database, reference: string) {
  const names = new Map(listAccounts(db).map(({ id, who }) => [`coordinator:${id}`, who]))
  const colleagues = new Map(listColleagues(db, reference).map(({ id, name }) => [id, name]))
  return listMessages(db, reference).map(({ id, author, colleagueId, text, sentAt, handledAt }) => ({
    id,
    who:
      author === 'organiser'
        ? (colleagues.get(colleagueId ?? 0) ?? 'L’organisateur')
        : (names.get(author) ?? 'La coordination'),
    ours: author !== 'organiser',
    unread: author === 'organiser' && handledAt === null,
    text,
    at: sentAt,
  }))
}
