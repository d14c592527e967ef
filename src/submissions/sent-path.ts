import { instantIn } from '../clock.ts'
import { findColleague } from '../colleagues/queries.ts'
import type { Database } from '../db/open.ts'
import { type Draft, findDraft } from '../drafts/queries.ts'
import { colleagueToken, findFollowed, followToken } from '../propositions/links.ts'
import { findAnyProposition, type Proposition } from '../propositions/proposition.ts'
import { found } from '../web/errors.ts'
import type { Tools } from './routes.ts'

type Keys = Pick<Tools, 'db' | 'clock' | 'secret'>

const oneDay = 24

/**
 * Where whoever sent a draft follows it, and what that page says was done: the same for each press, but `again` when the
 * draft's link is only opened. A link revoked since
 * stays revoked. A day later the mail is the way in: the draft's own link may have been passed on.
 */
export function sentPath(keys: Keys, key: string, { again = false } = {}) {
  const draft = found(findDraft(keys.db, key))
  if (draft.updatedAt < instantIn(keys.clock, -oneDay)) return '/suivi?fait=deja-envoye'
  const proposition = found(sentAs(keys.db, draft))
  const done = again ? 'deja' : doneOf(draft, proposition)
  return `/suivi/${found(tokenOf(keys, draft, proposition))}?fait=${done}`
}

function doneOf({ corrects }: Draft, { status }: Proposition) {
  if (!corrects) return 'envoye'
  return status === 'published' ? 'revise' : 'corrige'
}

/** What a draft became, as long as the link of whoever sent it opens. */
export function findSent(keys: Keys, draft: Draft): Proposition | undefined {
  const proposition = sentAs(keys.db, draft)
  const token = proposition && tokenOf(keys, draft, proposition)
  return token ? findFollowed(keys.db, keys.secret, token) : undefined
}

const sentAs = (db: Database, draft: Draft) => findAnyProposition(db, draft.sentAs ?? '')

function tokenOf({ db, secret }: Keys, { colleagueId, generation }: Draft, proposition: Proposition) {
  const { reference, linkGeneration } = proposition
  if (colleagueId === null) return followToken(secret, { reference, linkGeneration: generation ?? linkGeneration })

  const colleague = findColleague(db, colleagueId)
  return colleague && colleagueToken(secret, colleague, proposition)
}
