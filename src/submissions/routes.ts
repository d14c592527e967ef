import type { Request, Response } from 'express'
import { type Clock, today } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { listDraftDocuments } from '../documents/queries.ts'
import { type Draft, findDraft, isDraftKey } from '../drafts/queries.ts'
import { acceptsSubmissions } from '../editions/edition.ts'
import { type Edition, findCurrentEdition } from '../editions/queries.ts'
import { followToken } from '../events/links.ts'
import { findEvent } from '../events/queries.ts'
import { describeEvent } from '../events/sections.ts'
import { receivedFiles, receiveFiles } from '../uploads/receive.ts'
import { found } from '../web/errors.ts'
import type { Errors } from '../web/fields.ts'
import { page, privatePage } from '../web/page.ts'
import { openRoom } from '../web/room.ts'
import { randomToken } from '../web/tokens.ts'
import { attachmentNames, correctionOf, formOf, readDraft, typedFrom } from './form.ts'
import { dropDocument, keepTyped } from './keep.ts'
import { submit } from './submit.ts'

type Tools = { db: Database; clock: Clock; secret: string; baseUrl: string; folder: string }

export function submissionRoutes({ db, clock, secret, baseUrl, folder }: Tools) {
  const room = openRoom()
  const receive = receiveFiles({ folder, fields: attachmentNames })

  room.get('/', (_req, res) => {
    const edition = found(findCurrentEdition(db))
    page(res, 'submissions/index', { title: 'Contribuer', deadline: edition.submissionsDeadline })
  })

  room.get('/evenement', (_req, res) => {
    const edition = openEdition(res)
    const blank = { key: randomToken(), action: '/proposer/evenement', typed: {}, documents: [], corrects: undefined }
    if (edition) showForm(res, edition, blank)
  })

  room.post('/evenement', receive, (req, res) => {
    const { cle } = req.body ?? {}
    return keep(req, res, isDraftKey(cle) ? cle : randomToken())
  })

  room.get('/evenement/:draft', (req, res) => {
    const draft = unsent(res, found(findDraft(db, req.params.draft as string)))
    const edition = draft && openEdition(res, draft)
    if (draft && edition) showForm(res, edition, draftForm(draft))
  })

  room.post('/evenement/:draft', receive, (req, res) =>
    keep(req, res, found(findDraft(db, req.params.draft as string)).key),
  )

  room.get('/evenement/:draft/verification', (req, res) => {
    const draft = unsent(res, found(findDraft(db, req.params.draft as string)))
    const edition = draft && openEdition(res, draft)
    if (!draft || !edition) return

    const { proposal, documents, accord, errors } = readDraft(db, edition, draft)
    if (!proposal) return showForm(res.status(422), edition, draftForm(draft), errors)

    const sections = describeEvent(proposal)
    const title = 'Vérifiez votre proposition'
    privatePage(res, 'submissions/check', { title, draft, sections, documents, accord, script: '/js/once.js' })
  })

  room.post('/evenement/:draft/verification', (req, res) => {
    const draft = unsent(res, found(findDraft(db, req.params.draft as string)))
    const edition = draft && openEdition(res, draft)
    if (!draft || !edition) return

    const { proposal, accord, errors } = readDraft(db, edition, draft)
    if (!proposal) return showForm(res.status(422), edition, draftForm(draft), errors)

    const sending = {
      edition,
      draft,
      proposal,
      mayPublishDocuments: accord === 'oui',
      uidHost: new URL(baseUrl).hostname,
    }
    res.redirect(303, followPath(submit(db, clock, sending)))
  })

  /** What is typed is kept first, whatever is then said of it. */
  async function keep(req: Request, res: Response, key: string) {
    found(findCurrentEdition(db))
    const { accepted, errors: fileErrors } = await receivedFiles(req)
    const draft = await keepTyped(db, clock, folder, { key, typed: typedFrom(req.body ?? {}), files: accepted })
    if (draft.sentAs) return res.redirect(303, followPath(draft.sentAs))

    const edition = openEdition(res, draft)
    if (!edition) return

    if (req.body?.retirer) {
      await dropDocument(db, folder, draft, Number(req.body.retirer))
      return res.redirect(303, `/proposer/evenement/${draft.key}#documents`)
    }

    const errors = { ...readDraft(db, edition, draft).errors, ...fileErrors }
    if (Object.keys(errors).length > 0) showForm(res.status(422), edition, draftForm(draft), errors)
    else res.redirect(303, `/proposer/evenement/${draft.key}/verification`)
  }

  function draftForm(draft: Draft) {
    const event = draft.corrects ? findEvent(db, draft.corrects) : undefined
    return {
      key: draft.key,
      action: `/proposer/evenement/${draft.key}`,
      typed: draft.typed,
      documents: listDraftDocuments(db, draft.id),
      corrects: event && correctionOf(db, event),
    }
  }

  function showForm(res: Response, edition: Edition, draft: ReturnType<typeof draftForm>, errors: Errors = {}) {
    const title = draft.corrects ? 'Modifier votre proposition' : 'Proposer un événement'
    privatePage(res, 'submissions/form', {
      title,
      draft,
      form: formOf(edition, draft.typed, errors),
      script: '/js/form.js',
    })
  }

  /** The draft, unless it was sent: then its page is the proposition's. */
  function unsent(res: Response, draft: Draft) {
    if (draft.sentAs) res.redirect(303, followPath(draft.sentAs))
    return draft.sentAs ? undefined : draft
  }

  /** The edition while it takes propositions; a correction that was asked for is taken at any time. Otherwise the page that says what to do. */
  function openEdition(res: Response, draft?: Draft) {
    const edition = found(findCurrentEdition(db))
    if (draft?.corrects || acceptsSubmissions(edition, today(clock, edition.timeZone))) return edition
    privatePage(res.status(403), 'submissions/closed', { title: 'Les propositions sont closes', draft })
  }

  const followPath = (reference: string) => `/suivi/${followToken(secret, found(findEvent(db, reference)))}`

  return room
}
