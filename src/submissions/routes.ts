import type { Request, Response } from 'express'
import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import type { Folders } from '../documents/erase.ts'
import { type Draft, findDraft, isDraftKey } from '../drafts/queries.ts'
import { findCurrentEdition } from '../editions/queries.ts'
import { changed } from '../forms/buttons.ts'
import { inFormOrder, typedFrom } from '../forms/form.ts'
import { mustBeHeld } from '../forms/held.ts'
import { keepTyped } from '../forms/keep.ts'
import { receiveSheets } from '../forms/sheets.ts'
import type { Quota } from '../uploads/quota.ts'
import { receivedFiles } from '../uploads/receive.ts'
import { found } from '../web/errors.ts'
import { page } from '../web/page.ts'
import { openRoom } from '../web/room.ts'
import { trapNames } from '../web/suspicion.ts'
import { randomToken } from '../web/tokens.ts'
import { draftOf, explainMissing, kindOf } from './address.ts'
import { openBulkRoom } from './bulk/routes.ts'
import { openCheckRoom } from './check.ts'
import { errandOf, nothingToRead } from './errands.ts'
import { readDraft } from './form.ts'
import { lateOf, openEdition, openLateDraftRoom } from './open.ts'
import { openPreviewRoom } from './preview.ts'
import { receive } from './receive.ts'
import { openRepeatRoom } from './repeat.ts'
import { pageOf } from './sent-page.ts'
import { sentPath } from './sent-path.ts'
import { blankForm, showForm } from './show.ts'
import { weighTexts } from './weight.ts'

export type Tools = {
  db: Database
  clock: Clock
  secret: string
  baseUrl: string
  folders: Folders
  receiving: { clamd: string | undefined; quota: Quota & { ofSent: Quota } }
}

/** Propose: the three forms, their drafts, the page where everything is checked before it is sent. */
export function submissionRoutes(tools: Tools) {
  const { db, clock, folders } = tools
  const room = openRoom()

  explainMissing(room, db)

  room.get('/', (req, res) => {
    const edition = found(findCurrentEdition(db))
    const late = lateOf(tools, req)
    page(res, 'submissions/index', {
      title: 'Contribuer',
      deadline: late?.until ?? edition.submissionsDeadline,
      ...(late ? { open: true, pass: `?retard=${req.query.retard}` } : {}),
    })
  })

  openBulkRoom(room, tools)
  openPreviewRoom(room, tools)
  openRepeatRoom(room, tools)
  openLateDraftRoom(room, tools)
  openCheckRoom(room, tools)

  room.get('/:kind', (req, res) => {
    const kind = kindOf(req)
    const edition = openEdition(res, tools)
    if (edition) showForm(res, tools, kind, edition, blankForm(tools, kind, req.query))
  })

  room.post('/:kind', receive(tools), (req, res) => {
    const { cle } = req.body ?? {}
    const known = isDraftKey(cle) ? findDraft(db, cle) : undefined
    if (known) mustBeHeld(db, known)
    const usable = isDraftKey(cle) && (!known || known.kind === kindOf(req).slug)
    return usable ? keep(req, res, cle, known) : keep(req, res, randomToken())
  })

  room.get('/:kind/:draft', (req, res) => {
    const kind = kindOf(req)
    const draft = unsent(res, draftOf(db, kind, req))
    const edition = draft && openEdition(res, tools, draft)
    if (draft && edition) showForm(res, tools, kind, edition, draft)
  })

  room.post('/:kind/:draft', receive(tools), (req, res) => {
    const draft = draftOf(db, kindOf(req), req)
    return keep(req, res, draft.key, draft)
  })

  /** What is typed is kept first, whatever is then said of it. */
  async function keep(req: Request, res: Response, key: string, known?: Draft) {
    found(findCurrentEdition(db))
    const kind = kindOf(req)
    const { accepted, errors: fileErrors } = await receivedFiles(req)
    const body = req.body ?? {}
    const typed = typedFrom(kind, body, trapNames)
    weighTexts(tools.receiving.quota, req.ip ?? '', typed)
    const { returned, fill } = await receiveSheets(db, kind, { files: accepted, typed, body, draft: known })
    for (const { sheet } of returned) weighTexts(tools.receiving.quota, req.ip ?? '', sheet?.answers ?? {})
    const draft = await keepTyped(db, clock, folders, {
      key,
      kind: kind.slug,
      draft: known,
      typed,
      page: pageOf(kind, typed, body),
      change: fill,
      files: accepted,
      returned,
      questions: kind.filesOf(changed(typed, body)),
      late: lateOf(tools, req),
    })
    if (draft.sentAs) return res.redirect(303, sentPath(tools, draft.key))

    const edition = openEdition(res, tools, draft)
    if (!edition) return

    const address = `/proposer/${kind.slug}/${draft.key}`
    const errand = await errandOf(tools, draft, { kind, body, typed, files: accepted, returned })
    Object.assign(fileErrors, nothingToRead(tools, draft, body, fileErrors))
    if (errand && Object.keys(fileErrors).length === 0) return res.redirect(303, `${address}${errand}`)
    if (errand) return showForm(res.status(422), tools, kind, edition, draft, fileErrors)

    const { reading } = readDraft(db, kind, edition, draft)
    const errors = inFormOrder(kind, draft.typed, { ...(reading.ok ? {} : reading.errors), ...fileErrors })
    if (Object.keys(errors).length > 0) showForm(res.status(422), tools, kind, edition, draft, errors)
    else res.redirect(303, `${address}/verification${known?.sentAs && !draft.corrects ? '?nouvelle=oui' : ''}`)
  }

  /** The draft, unless it was sent: then its page is the proposition's. */
  function unsent(res: Response, draft: Draft) {
    if (draft.sentAs) res.redirect(303, sentPath(tools, draft.key, { again: true }))
    return draft.sentAs ? undefined : draft
  }

  return room
}
