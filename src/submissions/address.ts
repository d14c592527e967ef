import type { Request, Response } from 'express'
import type { Database } from '../db/open.ts'
import { isFormerKey } from '../drafts/corrections.ts'
import { type Draft, findDraft } from '../drafts/queries.ts'
import { mustBeHeld, noLongerHeld } from '../forms/held.ts'
import { type FormKind, formKinds } from '../forms/kinds.ts'
import { found } from '../web/errors.ts'
import { privatePage } from '../web/page.ts'
import type { Room } from '../web/room.ts'

/** The form that an address names. */
export const kindOf = (req: Request): FormKind => {
  const slug = String(req.params.kind)
  return found(Object.hasOwn(formKinds, slug) ? formKinds[slug] : undefined)
}

/** A draft that is not there any more, or whose link was cut, is explained the same way whatever was asked behind it. */
export function explainMissing(room: Room, db: Database) {
  room.param('draft', (_req, res, next, key: string) => {
    if (findDraft(db, key) || isFormerKey(db, key)) next()
    else showNoDraft(res)
  })
}

export const showNoDraft = (res: Response) =>
  privatePage(res.status(404), 'submissions/no-draft', {
    title: 'Ce brouillon n’est plus là, ou son lien est incomplet',
  })

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
