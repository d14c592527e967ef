import { listAccounts } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { type Actor, listHistory } from '../journal/queries.ts'
import { actText } from '../journal/words.ts'

/** What happened to a proposition, oldest first, in words. */
export function historyOf(db: Database, reference: string) {
  const names = new Map(listAccounts(db).map(({ id, who }) => [`coordinator:${id}`, who]))
  return listHistory(db, reference).map(({ at, act, actor }) => ({
    at,
    what: actText(act),
    who: actorWords[actor] ?? `par ${names.get(actor) ?? 'la coordination'}`,
  }))
}

const actorWords: { [A in Actor]?: string } = { organiser: 'par l’organisateur', system: 'par le site' }
