import type { Database } from '../db/open.ts'
import { awaitsDecision } from '../events/lists.ts'
import { listChanges } from '../journal/queries.ts'
import { flagText } from '../propositions/flags.ts'
import { deskAddress, findAnyProposition, kindNames, type Proposition, statusOf } from '../propositions/proposition.ts'
import type { Typed } from '../web/fields.ts'
import type { Decision } from './form.ts'
import { lineInWords } from './history.ts'
import { doubtful, obstacleTo, publishedDocuments } from './publishable.ts'

const most = 100

/** The propositions that were ticked, as a form or an address names them. */
export const chosenIn = (db: Database, typed: Typed): Proposition[] =>
  [...new Set([typed.choix ?? []].flat())].slice(0, most).flatMap((one) => findAnyProposition(db, one) ?? [])

/** Why it cannot be decided so, whatever is ticked; undefined when it can. */
export function obstacleOf(act: Decision, proposition: Proposition): string | undefined {
  if (!awaitsDecision(proposition)) return `déjà décidée : « ${statusOf(proposition)} ».`
  if (act === 'correction' && !proposition.privateEmail)
    return 'l’organisateur n’a pas laissé d’adresse où la demander.'
  return act === 'publication' ? obstacleTo(proposition) : undefined
}

/** The documents that somebody must have looked at before this decision. */
export const documentsToRead = (act: Decision, proposition: Proposition) =>
  act === 'publication' ? doubtful(publishedDocuments(proposition)) : []

/** What happened to it since a line of the history: it is to be read again before it is ticked. */
export const changedSince = (db: Database, { reference }: Proposition, line: number) =>
  listChanges(db, reference, line).map((change) => lineInWords(db, change))

/** A proposition as the list of those to decide together shows it. */
export const rowOf = (act: Decision, proposition: Proposition) => ({
  reference: proposition.reference,
  title: proposition.title,
  kindName: kindNames[proposition.kind],
  organisation: proposition.organisation,
  version: proposition.version,
  href: deskAddress(proposition),
  flags: proposition.flags.map(flagText),
  obstacle: obstacleOf(act, proposition),
  documents: documentsToRead(act, proposition).map(({ id, name, flags }) => ({
    name,
    href: `/documents/${id}/${encodeURIComponent(name)}`,
    flags: flags.map(flagText),
  })),
})
