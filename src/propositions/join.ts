import type { Database } from '../db/open.ts'
import { sign, unsign } from '../web/tokens.ts'
import { findAnyProposition, type Proposition } from './proposition.ts'

type Joinable = Pick<Proposition, 'reference' | 'linkGeneration'>

/** Lets a sheet come with an event, and opens nothing: a draft that holds it may be passed on. `own` tells whose page it was given on. */
export const joinToken = (secret: string, { reference, linkGeneration }: Joinable, { own }: { own: boolean }) =>
  sign(secret, 'join', reference, linkGeneration, own ? 'contact' : 'collegue')

/** The proposition that such a token joins; undefined when we did not sign it, or when it is in other hands since. */
export function findJoined(db: Database, secret: string, token: string) {
  const [reference, generation, giver] = unsign(secret, 'join', token) ?? []
  const proposition = reference ? findAnyProposition(db, reference) : undefined
  return proposition && String(proposition.linkGeneration) === generation
    ? { proposition, own: giver === 'contact' }
    : undefined
}
