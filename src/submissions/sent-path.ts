import { findDraft } from '../drafts/queries.ts'
import { followToken } from '../propositions/links.ts'
import { findAnyProposition } from '../propositions/proposition.ts'
import { found } from '../web/errors.ts'
import type { Tools } from './routes.ts'

/** Where the author of a sent draft follows it, and what that page says was done: the same for each press. */
export function sentPath({ db, secret }: Pick<Tools, 'db' | 'secret'>, key: string) {
  const draft = found(findDraft(db, key))
  const proposition = found(findAnyProposition(db, draft.sentAs ?? ''))
  const done = !draft.corrects ? 'envoye' : proposition.status === 'published' ? 'revise' : 'corrige'
  return `/suivi/${followToken(secret, proposition)}?fait=${done}`
}
