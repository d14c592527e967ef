import type { Request, Response } from 'express'
import { keepDraft } from '../../drafts/keep.ts'
import { findDraft, isDraftKey } from '../../drafts/queries.ts'
import { findCurrentEdition } from '../../editions/queries.ts'
import { typedFrom } from '../../forms/form.ts'
import { dropDocument, keepTyped } from '../../forms/keep.ts'
import { receivedFiles, receiveFiles } from '../../uploads/receive.ts'
import { found } from '../../web/errors.ts'
import type { Room } from '../../web/room.ts'
import { trapNames } from '../../web/suspicion.ts'
import { randomToken } from '../../web/tokens.ts'
import { lateOf, openEdition } from '../open.ts'
import type { Tools } from '../routes.ts'
import { blankForm } from '../show.ts'
import { openBulkCheckRoom } from './check.ts'
import { bulkForm, tableQuestion } from './form.ts'
import { addressOf, bulkDraft, showBulkForm } from './show.ts'
import { readBulk } from './table.ts'
import { templateCsv } from './template.ts'
import { templateXlsx } from './template-xlsx.ts'

/** Propose several events in one file: its template, its form, then the pages where it is checked and sent. */
export function openBulkRoom(room: Room, tools: Tools) {
  const { db, clock, folders, receiving } = tools
  const receive = receiveFiles({ folder: folders.documents, questions: [tableQuestion], ...receiving })

  room.get('/plusieurs', (req, res) => {
    if (openEdition(res, tools)) showBulkForm(res, tools, blankForm(tools, bulkForm, req.query))
  })

  room.get('/plusieurs/modele.csv', (_req, res) => {
    res
      .attachment('modele-semaine-aser.csv')
      .type('text/csv')
      .send(templateCsv(found(findCurrentEdition(db))))
  })

  room.get('/plusieurs/modele.xlsx', async (_req, res) => {
    const workbook = await templateXlsx(found(findCurrentEdition(db)))
    res.attachment('modele-semaine-aser.xlsx').send(workbook)
  })

  room.post('/plusieurs', receive, (req, res) => {
    const { cle } = req.body ?? {}
    const known = isDraftKey(cle) ? findDraft(db, cle) : undefined
    const usable = isDraftKey(cle) && (!known || known.kind === 'plusieurs')
    return keep(req, res, usable ? cle : randomToken())
  })

  room.get('/plusieurs/:draft', (req, res) => {
    const draft = bulkDraft(tools, req)
    if (draft.sentAs) res.redirect(303, `${addressOf(draft)}/envoi`)
    else if (openEdition(res, tools, draft)) showBulkForm(res, tools, draft)
  })

  room.post('/plusieurs/:draft', receive, (req, res) => keep(req, res, bulkDraft(tools, req).key))

  openBulkCheckRoom(room, tools)

  /** What is typed is kept first, with the file; then it is read. */
  async function keep(req: Request, res: Response, key: string) {
    const { accepted, errors: fileErrors } = await receivedFiles(req)
    const known = findDraft(db, key)
    // The file is part of what was sent: the same form with the same file, sent again, is found to be so.
    const fichier = accepted[0]?.sha256 ?? known?.typed.fichier ?? ''
    const typed = { ...typedFrom(bulkForm, req.body ?? {}, trapNames), fichier }
    const sent = keepDraft(db, clock, { key, kind: 'plusieurs', typed, late: lateOf(tools, req) })
    if (sent.sentAs) return res.redirect(303, `${addressOf(sent)}/envoi`)

    const questions = [tableQuestion]
    const draft = await keepTyped(db, clock, folders, {
      key: sent.key,
      kind: 'plusieurs',
      typed,
      files: accepted,
      questions,
    })
    const edition = openEdition(res, tools, draft)
    if (!edition) return

    if (req.body?.retirer) {
      await dropDocument(db, folders, draft, Number(req.body.retirer))
      return res.redirect(303, `${addressOf(draft)}#tableau`)
    }
    const reading = await readBulk(tools, edition, draft)
    const errors = { ...(reading.ok ? {} : reading.errors), ...fileErrors }
    if (Object.keys(errors).length > 0) showBulkForm(res.status(422), tools, draft, errors)
    else res.redirect(303, `${addressOf(draft)}/verification`)
  }
}
