import { realClock } from '../clock.ts'
import { type Colleague, findColleague, listColleagues } from '../colleagues/queries.ts'
import type { Database } from '../db/open.ts'
import { findEvent } from '../events/queries.ts'
import { queueMail } from '../mail/outbox.ts'
import { findSheet } from '../sheets/queries.ts'
import { isSame } from '../web/addresses.ts'
import { colleagueToken, followToken, holderOf } from './links.ts'
import type { Proposition } from './proposition.ts'

type Data = Record<string, unknown>
export type Held = Pick<Proposition, 'reference' | 'privateEmail'>

/**
 * Writes to whoever answers for a proposition and to the colleagues who manage it with them, each with a link of their own:
 * `atOnce`, or once what was decided before has left.
 */
export function tellOrganisers(
  db: Database,
  held: Held,
  { name, data = {}, atOnce = false }: { name: string; data?: Data; atOnce?: boolean },
) {
  const { reference } = held
  for (const { to, colleague } of recipientsOf(db, held))
    queueMail(
      db,
      realClock,
      { name, to, data: { ...data, reference, ...(colleague ? { colleague } : {}) } },
      atOnce ? {} : { about: reference },
    )
}

/** Whoever answers for it, if they left an address, and the colleagues, by their numbers. */
export function recipientsOf(db: Database, held: Held): { to: string; colleague?: number }[] {
  const colleagues = colleaguesOf(db, held).map(({ id, email }) => ({ to: email, colleague: id }))
  return held.privateEmail ? [{ to: held.privateEmail }, ...colleagues] : colleagues
}

/** Its own colleagues; of a sheet, those of the event that it came with too, as long as both have the same contact. Nobody twice. */
function colleaguesOf(db: Database, { reference, privateEmail }: Held): Colleague[] {
  const own = listColleagues(db, reference)
  const event = findEvent(db, findSheet(db, reference)?.eventReference ?? '')
  if (event?.privateEmail !== privateEmail) return own

  const known = new Set(own.map(({ email }) => email.toLowerCase()))
  return [...own, ...listColleagues(db, event.reference).filter(({ email }) => !known.has(email.toLowerCase()))]
}

/** The personal link for such a mail, when it leaves; undefined when that address no longer manages the proposition. */
export function linkFor(db: Database, secret: string, proposition: Proposition, { colleague: id }: Data, to: string) {
  if (id === undefined) return isSame(to, proposition.privateEmail) ? followToken(secret, proposition) : undefined
  const colleague = findColleague(db, Number(id))
  if (!colleague || !isSame(to, colleague.email)) return undefined
  const token = colleagueToken(secret, colleague, proposition)
  // a sheet that was handed over alone is no longer that of its event's colleagues
  return holderOf(db, secret, token) === 'over' ? undefined : token
}
