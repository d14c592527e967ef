import { type Colleague, findColleague } from '../colleagues/queries.ts'
import type { Database } from '../db/open.ts'
import type { Draft } from '../drafts/queries.ts'
import { findEvent } from '../events/queries.ts'
import { hashToken, sign, unsign } from '../web/tokens.ts'
import { findAnyProposition, type Proposition } from './proposition.ts'

type Followable = Pick<Proposition, 'reference' | 'linkGeneration'>
type Linked = Pick<Colleague, 'id' | 'email'>

/** Who holds a personal link: a colleague, or whoever handed in the proposition. */
export type Holder = { proposition: Proposition; colleague: Colleague | undefined }

/** The personal link's token of whoever handed in a proposition. Raising its generation revokes those given out. */
export const followToken = (secret: string, { reference, linkGeneration }: Followable) =>
  sign(secret, 'follow', reference, linkGeneration)

/** The personal link's token of a colleague: whatever happens to the main one, it lives as long as the colleague manages the proposition. */
export const colleagueToken = (secret: string, colleague: Linked, { reference }: Pick<Followable, 'reference'>) =>
  sign(secret, 'follow', reference, byColleague, colleague.id, markOf(colleague))

/** The proposition that a personal link is about, or undefined. */
export function findFollowed(db: Database, secret: string, token: string): Proposition | undefined {
  const holder = holderOf(db, secret, token)
  return holder === 'over' ? undefined : holder?.proposition
}

/** Undefined when we did not sign this token; `over` when it was revoked, or what it was about is gone. */
export function holderOf(db: Database, secret: string, token: string): Holder | 'over' | undefined {
  const [reference, generation, id, mark] = unsign(secret, 'follow', token) ?? []
  if (!reference) return undefined

  const proposition = findAnyProposition(db, reference)
  if (!proposition) return 'over'
  if (generation !== byColleague)
    return String(proposition.linkGeneration) === generation ? { proposition, colleague: undefined } : 'over'

  const colleague = findColleague(db, Number(id))
  return colleague && manages(db, colleague, proposition) && markOf(colleague) === mark
    ? { proposition, colleague }
    : 'over'
}

/** Whether whoever began a correction may still go on with it: their link still opens. A new proposition is its key's. */
export function isHeld(db: Database, { corrects, colleagueId, generation }: Draft): boolean {
  if (corrects === null) return true
  const proposition = findAnyProposition(db, corrects)
  if (!proposition) return false
  if (colleagueId === null) return proposition.linkGeneration === generation

  const colleague = findColleague(db, colleagueId)
  return colleague !== undefined && manages(db, colleague, proposition)
}

const byColleague = 'collegue'

// The link is the address's too: it was sent there.
const markOf = ({ email }: Linked) => hashToken(email.toLowerCase()).slice(0, 8)

/** Whoever manages an event manages the sheets that came with it, as long as they have the same contact. */
function manages(db: Database, { subject }: Colleague, { reference, sheet, privateEmail }: Proposition) {
  if (subject === reference) return true
  return subject === sheet?.eventReference && findEvent(db, subject)?.privateEmail === privateEmail
}
