import type { Request, Response } from 'express'
import { today } from '../clock.ts'
import type { Document } from '../documents/queries.ts'
import type { Draft } from '../drafts/queries.ts'
import type { Edition } from '../editions/queries.ts'
import type { FormKind, Reading } from '../forms/kinds.ts'
import { replacedAnswers } from '../forms/typed-sections.ts'
import type { Errors } from '../web/fields.ts'
import { digest, unconfirmed, type Warning } from '../web/forms.ts'
import { formPage, privatePage } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import { suspicionsOf } from '../web/suspicion.ts'
import { draftOf, kindOf } from './address.ts'
import { nounOf, waitingBeside, withChanges } from './changes.ts'
import { papersOf, sendDraftDocument } from './documents.ts'
import { addressOf, kept, sendDraftLink } from './draft-link.ts'
import { readDraft, receivedFor } from './form.ts'
import { joinedEvent } from './joined.ts'
import { openEdition } from './open.ts'
import { previewPath } from './preview.ts'
import type { Tools } from './routes.ts'
import { sentPath } from './sent-path.ts'
import { showForm } from './show.ts'
import { submit } from './submit.ts'
import { flagsOf, isStoryless, warningsOf } from './warnings.ts'

type Checked = {
  kind: FormKind
  edition: Edition
  draft: Draft
  reading: Extract<Reading, { ok: true }>
  documents: Document[]
  warnings: Warning[]
}

/** « Vérifiez votre proposition »: everything in words, what to confirm, and the button that sends. */
export function openCheckRoom(room: Room, tools: Tools) {
  const { db, clock, secret, baseUrl } = tools

  room.get('/:kind/:draft/verification', (req, res) => {
    const checked = check(req, res)
    if (checked) showCheck(res, checked)
  })

  room.get('/:kind/:draft/documents/:id', (req, res) =>
    sendDraftDocument(req, res, tools, draftOf(db, kindOf(req), req)),
  )

  room.post('/:kind/:draft/lien', (req, res) => {
    const checked = check(req, res)
    if (!checked) return

    const link = sendDraftLink(db, checked.draft)
    res.redirect(303, `${pathOf(checked)}/verification?garde=${kept[link]}#reprendre`)
  })

  room.post('/:kind/:draft/verification', (req, res) => {
    const checked = check(req, res)
    if (!checked) return

    const { edition, draft, reading, warnings, documents } = checked
    const { vu } = req.body ?? {}
    if (vu !== undefined && vu !== digest(draft.typed)) return showCheck(res.status(409), checked)

    const confirmed = [req.body?.confirmer ?? []].flat()
    const open = warnings.filter(({ name }) => !confirmed.includes(name))
    if (open.length > 0) return showCheck(res.status(422), checked, confirmed, unconfirmed(open))

    submit(db, clock, {
      edition,
      draft,
      content: reading.content,
      uidHost: new URL(baseUrl).hostname,
      flags: [...doubtsOf(draft, documents), ...flagsOf(warnings)],
      eventId: joinedEvent(tools, draft)?.id,
    })
    res.redirect(303, sentPath(tools, draft.key))
  })

  /** Whoever joins a sheet, which answers the form or stands in its place, had written before: that is quick. */
  const doubtsOf = ({ typed }: Draft, documents: Document[]) =>
    suspicionsOf(clock, typed).filter((one) => one !== 'fast' || !documents.some(({ field }) => field === 'fiche'))

  /** The draft as it would be sent; undefined when the answer was given: it was sent already, or there is something to correct. */
  function check(req: Request, res: Response): Checked | undefined {
    const kind = kindOf(req)
    const draft = draftOf(db, kind, req)
    if (draft.sentAs) return void res.redirect(303, sentPath(tools, draft.key, { again: req.method === 'GET' }))

    const edition = openEdition(res, tools, draft)
    if (!edition) return

    const { reading, documents } = readDraft(db, kind, edition, draft)
    if (!reading.ok) return void showForm(res.status(422), tools, kind, edition, draft, reading.errors)

    return { kind, edition, draft, reading, documents, warnings: warningsOf(tools, edition, draft, reading) }
  }

  function showCheck(res: Response, checked: Checked, confirmed: string[] = [], errors: Errors = {}) {
    const { kind, draft, reading, documents, warnings, edition } = checked
    const answer = res.statusCode === 200 ? privatePage : formPage
    const noun = nounOf(db, draft)
    const path = pathOf(checked)
    const received = receivedFor(db, draft)
    const preview = previewPath(secret, draft)
    answer(res, 'submissions/check', {
      title: `Vérifiez votre ${noun}`,
      kind,
      draft,
      noun,
      path,
      week: edition,
      today: today(clock, edition.timeZone),
      sections: withChanges(db, draft, reading.sections),
      sectionOf: sectionNames(kind, draft),
      documents: papersOf(draft, documents, path),
      received,
      storyless: isStoryless(db, reading, [...received, ...documents]),
      files: kind.filesOf(draft.typed),
      warnings,
      confirmed,
      state: digest(draft.typed),
      overtaken: res.statusCode === 409,
      replaced: replacedAnswers(kind, draft),
      another: res.req.query.nouvelle === 'oui',
      waiting: waitingBeside(db, draft),
      errors,
      preview,
      link: `${baseUrl}${preview}`,
      kept: res.req.query.garde,
      mailedTo: addressOf(db, draft),
      script: '/js/once.js',
    })
  }
}

const pathOf = ({ kind, draft }: Checked) => `/proposer/${kind.slug}/${draft.key}`

/** The part of the form where a section of the check page is changed: the last contact section for the private ones. */
const sectionNames = (kind: FormKind, draft: Draft) => {
  const ids = kind.sectionsOf(draft.typed).map(({ id }) => id)
  return (id: string) => (ids.includes(id) ? id : 'contacts')
}
