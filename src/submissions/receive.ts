import type { RequestHandler } from 'express'
import { findDraft } from '../drafts/queries.ts'
import { formKinds } from '../forms/kinds.ts'
import type { Quota } from '../uploads/quota.ts'
import { receiveFiles } from '../uploads/receive.ts'
import { found } from '../web/errors.ts'
import { kindOf } from './address.ts'
import type { Tools } from './routes.ts'

/** The files of whichever form is sent. Who completes what was sent has a part of the room that drafts do not take. */
export function receive({ db, folders, receiving }: Tools): RequestHandler {
  const receiversFor = (quota: Quota) =>
    Object.fromEntries(
      Object.values(formKinds).map((kind) => [
        kind.slug,
        receiveFiles({ folder: folders.documents, questions: kind.allFiles, ...receiving, quota }),
      ]),
    )
  const [drafts, corrections] = [receiversFor(receiving.quota), receiversFor(receiving.quota.ofSent)]
  return (req, res, next) => {
    const corrects = findDraft(db, String(req.params.draft))?.corrects
    found((corrects ? corrections : drafts)[kindOf(req).slug])(req, res, next)
  }
}
