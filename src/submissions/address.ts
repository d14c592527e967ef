import type { Request } from 'express'
import type { Database } from '../db/open.ts'
import { isFormerKey } from '../drafts/corrections.ts'
import { type Draft, findDraft } from '../drafts/queries.ts'
import { mustBeHeld, noLongerHeld } from '../forms/held.ts'
import { type FormKind, formKinds } from '../forms/kinds.ts'
import { found } from '../web/errors.ts'

/** The form that an address names. */
export const kindOf = (req: Request): FormKind => {
  const slug = String(req.params.kind)
  return found(Object.hasOwn(formKinds, slug) ? formKinds[slug] : undefined)
}

/** Where a draft is written. */
export const addressOfDraft = ({ kind, key }: Pick<Draft, 'kind' | 'key'>) => `/proposer/${kind}/${key}`

/** The draft of this address: one of another form is none. */
export function draftOf(db: Database, kind: FormKind, req: Request): Draft {
  const key = String(req.params.draft)
  const known = findDraft(db, key)
  if (!known && isFormerKey(db, key)) throw noLongerHeld()
  const draft = found(known?.kind === kind.slug ? known : undefined)
  mustBeHeld(db, draft)
  return draft
}
