import type { Draft } from '../drafts/queries.ts'
import { awaitsDecision } from '../events/lists.ts'
import { findContact, findJoined } from '../propositions/join.ts'
import { findFollowed } from '../propositions/links.ts'
import type { Tools } from './routes.ts'

/** The event whose page a sheet was begun from, while it is examined or online. Drafts of before hold that page's own token. */
export function joinedEvent({ db, secret }: Pick<Tools, 'db' | 'secret'>, { typed }: Draft) {
  if (typeof typed.avec !== 'string') return undefined
  const token = typed.avec
  const proposition = findJoined(db, secret, token) ?? findContact(db, secret, token) ?? findFollowed(db, secret, token)
  return proposition && (awaitsDecision(proposition) || proposition.status === 'published')
    ? proposition.event
    : undefined
}
