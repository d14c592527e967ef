import type { Request } from 'express'
import type { Database } from '../db/open.ts'
import { type Draft, findDraft } from '../drafts/queries.ts'
import { found } from '../web/errors.ts'
import { mustBeHeld } from './held.ts'
import { type FormKind, formKinds } from './kinds.ts'

/** The form that an address names. */
export const kindOf = (req: Request): FormKind => {
  const slug = String(req.params.kind)
  return found(Object.hasOwn(formKinds, slug) ? formKinds[slug] : undefined)
}

/** The draft of this address: one of another form is none. */
export function draftOf(db: Database, kind: FormKind, req: Request): Draft {
  const known = findDraft(db, String(req.params.draft))
  const draft = found(known?.kind === kind.slug ? known : undefined)
  mustBeHeld(db, draft)
  return draft
}
