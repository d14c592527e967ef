import { listAccounts } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { type Actor, type JournalLine, listHistory } from '../journal/queries.ts'
import { actText } from '../journal/words.ts'
import { announcementText } from '../propositions/announcements.ts'

/** What happened to a proposition, oldest first, in words: who, and what was public before and after. */
export function historyOf(db: Database, reference: string) {
  const whoOf = namesOf(db)
  return listHistory(db, reference).map((line) => ({
    at: line.at,
    what: announcementOf(line) ?? (line.act === 'entered' ? `${actText(line.act)},` : actText(line.act)),
    who: whoOf(line.actor),
    changes: announcementOf(line) ? [] : changesIn(line),
  }))
}

/** « Publiée par … » */
export const lineInWords = (db: Database, { act, actor }: Pick<JournalLine, 'act' | 'actor'>) =>
  `${actText(act)} ${namesOf(db)(actor)}`

function namesOf(db: Database) {
  const names = new Map(listAccounts(db).map(({ id, who }) => [`coordinator:${id}`, who]))
  return (actor: Actor) => actorWords[actor] ?? `par ${names.get(actor) ?? 'la coordination'}`
}

/** What a proposition's author has changed since a correction was asked for, in the order in which it came back. */
export function correctionsOf(db: Database, reference: string) {
  const history = listHistory(db, reference)
  const asked = history.findLastIndex(({ act }) => act === 'changes-requested')
  return history.slice(asked + 1).flatMap((line) => (line.act === 'corrected' && asked >= 0 ? changesIn(line) : []))
}

/** « Changement annoncé : Complet, » */
function announcementOf(line: JournalLine) {
  const text = announcementText(line)
  return text && `${text},`
}

const changesIn = ({ before, after }: JournalLine) =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].map((label) => ({
    label,
    before: before[label] ?? '',
    after: after[label] ?? '',
  }))

const actorWords: { [A in Actor]?: string } = { organiser: 'par l’organisateur', system: 'par le site' }
