import type { Request, Response } from 'express'
import { type Clock, today } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { listDraftDocuments } from '../documents/queries.ts'
import { type Draft, findDraft, isDraftKey } from '../drafts/queries.ts'
import { acceptsSubmissions } from '../editions/edition.ts'
import { type Edition, findCurrentEdition } from '../editions/queries.ts'
import { followToken } from '../events/links.ts'
import { readProposal } from '../events/proposal.ts'
import { findEvent } from '../events/queries.ts'
import { describeEvent } from '../events/sections.ts'
import { receivedFiles, receiveFiles } from '../uploads/receive.ts'
import { found } from '../web/errors.ts'
import type { Errors } from '../web/fields.ts'
import { page, privatePage } from '../web/page.ts'
import { openRoom } from '../web/room.ts'
import { randomToken } from '../web/tokens.ts'
import { attachmentNames, formOf, readAttachments, typedFrom } from './form.ts'
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
    if (edition) showForm(res, edition, { key: randomToken(), action: '/proposer/evenement', typed: {}, documents: [] })
  })

  room.post('/evenement', receive, (req, res) => {
    const { cle } = req.body ?? {}
    return keep(req, res, isDraftKey(cle) ? cle : randomToken())
  })

  room.get('/evenement/:draft', (req, res) => {
    const draft = unsent(res, found(findDraft(db, req.params.draft as string)))
    const edition = draft && openEdition(res)
    if (draft && edition) showForm(res, edition, draftForm(draft))
  })

  room.post('/evenement/:draft', receive, (req, res) =>
    keep(req, res, found(findDraft(db, req.params.draft as string)).key),
  )

  room.get('/evenement/:draft/verification', (req, res) => {
    const draft = unsent(res, found(findDraft(db, req.params.draft as string)))
    const edition = draft && openEdition(res)
    if (!draft || !edition) return

    const reading = readProposal(db, edition, draft.typed)
    const documents = listDraftDocuments(db, draft.id)
    const { accord, errors } = readAttachments(draft.typed, documents.length > 0)
    if (!reading.ok || Object.keys(errors).length > 0) return res.redirect(303, `/proposer/evenement/${draft.key}`)

    privatePage(res, 'submissions/check', {
      title: 'Vérifiez votre proposition',
      draft,
      sections: describeEvent(reading.proposal),
      documents,
      accord,
      script: '/js/once.js',
    })
  })

  room.post('/evenement/:draft/verification', (req, res) => {
    const draft = unsent(res, found(findDraft(db, req.params.draft as string)))
    const edition = draft && openEdition(res)
    if (!draft || !edition) return

    const reading = readProposal(db, edition, draft.typed)
    const { accord, errors } = readAttachments(draft.typed, listDraftDocuments(db, draft.id).length > 0)
    if (!reading.ok || Object.keys(errors).length > 0) return res.redirect(303, `/proposer/evenement/${draft.key}`)

    const uidHost = new URL(baseUrl).hostname
    const reference = submit(db, clock, {
      edition,
      draft,
      proposal: reading.proposal,
      mayPublishDocuments: accord === 'oui',
      uidHost,
    })
    res.redirect(303, followPath(reference))
  })

  async function keep(req: Request, res: Response, key: string) {
    const edition = openEdition(res)
    if (!edition) return

    const { accepted, errors: fileErrors } = await receivedFiles(req)
    const draft = await keepTyped(db, clock, folder, { key, typed: typedFrom(req.body ?? {}), files: accepted })
    if (draft.sentAs) return res.redirect(303, followPath(draft.sentAs))

    const address = `/proposer/evenement/${draft.key}`
    if (req.body?.retirer) {
      await dropDocument(db, folder, draft, Number(req.body.retirer))
      return res.redirect(303, `${address}#documents`)
    }

    const reading = readProposal(db, edition, draft.typed)
    const documents = listDraftDocuments(db, draft.id)
    const errors = {
      ...(reading.ok ? {} : reading.errors),
      ...fileErrors,
      ...readAttachments(draft.typed, documents.length > 0).errors,
    }
    if (Object.keys(errors).length > 0) showForm(res.status(422), edition, draftForm(draft), errors)
    else res.redirect(303, `${address}/verification`)
  }

  function draftForm(draft: Draft) {
    return {
      key: draft.key,
      action: `/proposer/evenement/${draft.key}`,
      typed: draft.typed,
      documents: listDraftDocuments(db, draft.id),
      corrects: draft.corrects,
    }
  }

  function showForm(
    res: Response,
    edition: Edition,
    draft: ReturnType<typeof draftForm> | Omit<ReturnType<typeof draftForm>, 'corrects'>,
    errors: Errors = {},
  ) {
    const title = 'corrects' in draft && draft.corrects ? 'Modifier votre proposition' : 'Proposer un événement'
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

  /** The edition when it takes propositions; otherwise the page that says what to do, and what was typed stays in its draft. */
  function openEdition(res: Response) {
    const edition = found(findCurrentEdition(db))
    if (acceptsSubmissions(edition, today(clock, edition.timeZone))) return edition
    page(res.status(403), 'submissions/closed', { title: 'Les propositions sont closes' })
  }

  const followPath = (reference: string) => `/suivi/${followToken(secret, found(findEvent(db, reference)))}`

  return room
}
