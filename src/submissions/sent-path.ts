import { findColleague } from '../colleagues/queries.ts'
import { findDraft } from '../drafts/queries.ts'
import { colleagueToken, followToken } from '../propositions/links.ts'
import { findAnyProposition } from '../propositions/proposition.ts'
import { found } from '../web/errors.ts'
import type { Tools } from './routes.ts'

/** Where whoever sent a draft follows it, and what that page says was done: the same for each press. A link revoked since stays revoked. */
export function sentPath({ db, secret }: Pick<Tools, 'db' | 'secret'>, key: string) {
  const draft = found(findDraft(db, key))
  const proposition = found(findAnyProposition(db, draft.sentAs ?? ''))
  const done = !draft.corrects ? 'envoye' : proposition.status === 'published' ? 'revise' : 'corrige'
  const { reference, linkGeneration } = proposition
  const token =
    draft.colleagueId === null
      ? followToken(secret, { reference, linkGeneration: draft.generation ?? linkGeneration })
      : colleagueToken(secret, found(findColleague(db, draft.colleagueId)), proposition)
  return `/suivi/${token}?fait=${done}`
}
