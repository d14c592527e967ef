import { listAccounts } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { type Actor, type JournalLine, listHistory } from '../journal/queries.ts'
import { actText } from '../journal/words.ts'

/** What happened to a proposition, oldest first, in words. */
export function historyOf(db: Database, reference: string) {
  const whoOf = namesOf(db)
  return listHistory(db, reference).map(({ at, act, actor }) => ({ at, what: actText(act), who: whoOf(actor) }))
}

/** « Publiée par … » */
export const lineInWords = (db: Database, { act, actor }: Pick<JournalLine, 'act' | 'actor'>) =>
  `${actText(act)} ${namesOf(db)(actor)}`

function namesOf(db: Database) {
  const names = new Map(listAccounts(db).map(({ id, who }) => [`coordinator:${id}`, who]))
  return (actor: Actor) => actorWords[actor] ?? `par ${names.get(actor) ?? 'la coordination'}`
}

const actorWords: { [A in Actor]?: string } = { organiser: 'par l’organisateur', system: 'par le site' }
