import type { Database } from '../db/open.ts'
import { sign, unsign } from '../web/tokens.ts'
import { findAnyProposition, type Proposition } from './proposition.ts'

type Joinable = Pick<Proposition, 'reference' | 'linkGeneration'>

/** Lets a sheet come with an event, and neither opens nor tells anything: a draft that holds it may be passed on. */
export const joinToken = (secret: string, { reference }: Pick<Joinable, 'reference'>) => sign(secret, 'join', reference)

/** The proposition that such a token joins; undefined when we did not sign it. */
export function findJoined(db: Database, secret: string, token: string): Proposition | undefined {
  const [reference] = unsign(secret, 'join', token) ?? []
  return reference ? findAnyProposition(db, reference) : undefined
}

/** The same, as the page of whoever answers for it gives it: its form may start from their contact. */
export const contactToken = (secret: string, { reference, linkGeneration }: Joinable) =>
  sign(secret, 'join-contact', reference, linkGeneration)

/** Undefined when we did not sign this token, or when the proposition is in other hands since. */
export function findContact(db: Database, secret: string, token: string): Proposition | undefined {
  const [reference, generation] = unsign(secret, 'join-contact', token) ?? []
  const proposition = reference ? findAnyProposition(db, reference) : undefined
  return proposition && String(proposition.linkGeneration) === generation ? proposition : undefined
}
