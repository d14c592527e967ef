import { realClock } from '../clock.ts'
import { findColleague, listColleagues } from '../colleagues/queries.ts'
import type { Database } from '../db/open.ts'
import { queueMail } from '../mail/outbox.ts'
import { colleagueToken, followToken } from './links.ts'
import type { Proposition } from './proposition.ts'

type Data = Record<string, unknown>

/** Writes to whoever answers for a proposition and to the colleagues who manage it with them, each with a link of their own. */
export function tellOrganisers(
  db: Database,
  { reference, privateEmail }: Pick<Proposition, 'reference' | 'privateEmail'>,
  { name, data = {} }: { name: string; data?: Data },
) {
  const told = { ...data, reference }
  if (privateEmail) queueMail(db, realClock, { name, to: privateEmail, data: told })
  for (const { id, email } of listColleagues(db, reference))
    queueMail(db, realClock, { name, to: email, data: { ...told, colleague: id } })
}

/** The personal link for such a mail, when it leaves; undefined when that address no longer manages the proposition. */
export function linkFor(db: Database, secret: string, proposition: Proposition, { colleague: id }: Data, to: string) {
  if (id === undefined) return proposition.privateEmail === to ? followToken(secret, proposition) : undefined
  const colleague = findColleague(db, Number(id))
  return colleague?.email === to ? colleagueToken(secret, colleague, proposition) : undefined
}
