import { listColleagues } from '../colleagues/queries.ts'
import type { Database } from '../db/open.ts'
import { listHistory } from '../journal/queries.ts'
import { listMessages, type Message } from '../messages/queries.ts'
import type { Holder } from '../propositions/links.ts'

/** What was written about a proposition, oldest first, each message with its author as the holder of this link calls them. */
export function threadOf(db: Database, { proposition, colleague: reader }: Holder) {
  const { reference } = proposition
  const names = new Map(listColleagues(db, reference).map(({ id, name }) => [id, name]))
  const handedOver = listHistory(db, reference).findLast(({ act }) => act === 'handed-over')?.at ?? ''

  function nameOf({ author, colleagueId, sentAt }: Message) {
    if (author !== 'organiser') return 'La coordination'
    if (colleagueId !== null) {
      if (reader) return colleagueId === reader.id ? 'Vous' : 'Un collègue'
      return names.get(colleagueId) ?? 'Un collègue'
    }
    if (sentAt < handedOver) return 'Le contact précédent'
    return reader ? 'Le contact principal' : 'Vous'
  }

  return listMessages(db, reference).map((message) => ({
    who: nameOf(message),
    side: message.author === 'organiser' ? 'mine' : 'theirs',
    text: message.text,
    sentAt: message.sentAt,
  }))
}
