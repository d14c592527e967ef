import type { Response } from 'express'
import { type Document, listDraftDocuments } from '../documents/queries.ts'
import { lastDraftDay } from '../drafts/erase.ts'
import type { Draft } from '../drafts/queries.ts'
import type { Edition } from '../editions/queries.ts'
import { adviseSlots } from '../events/slot-advice.ts'
import { outsideText, typedDays } from '../events/slot-reading.ts'
import { formOf } from '../forms/form.ts'
import type { FormKind } from '../forms/kinds.ts'
import { replacedAnswers } from '../forms/typed-sections.ts'
import { findContact, joinToken } from '../propositions/join.ts'
import { findOpenRevisionOf } from '../revisions/queries.ts'
import type { Errors, Typed } from '../web/fields.ts'
import { formPage } from '../web/page.ts'
import { openedAt } from '../web/suspicion.ts'
import { randomToken } from '../web/tokens.ts'
import { leftToFinish } from './bulk/finish.ts'
import { addressOf } from './draft-link.ts'
import { removedIn } from './errands.ts'
import { correctedBy, receivedFor } from './form.ts'
import { previewPath } from './preview.ts'
import type { Tools } from './routes.ts'
import { traceOf } from './sent-page.ts'

type Shown = Pick<Draft, 'id' | 'key' | 'typed' | 'corrects' | 'colleagueId' | 'faults' | 'replaced' | 'warnedAt'> & {
  /** none before anything was kept */
  updatedAt?: string
}

/** The form before anything was sent. `remise` and `avec` of the address say how a sheet is handed in, and with which event. */
export function blankForm({ db, clock, secret }: Tools, kind: FormKind, query: Record<string, unknown>): Shown {
  const asked: Record<string, string> = Object.fromEntries(
    kind.unasked.flatMap((name) => (typeof query[name] === 'string' ? [[name, query[name]] as const] : [])),
  )
  // a colleague's page does not tell who the main contact is, and a draft that is passed on neither
  const contact = asked.avec ? findContact(db, secret, asked.avec) : undefined
  if (contact) asked.avec = joinToken(secret, contact)
  const event = contact?.event
  const known: Typed = event
    ? {
        contact_nom: event.privateName ?? '',
        contact_courriel: event.privateEmail ?? '',
        contact_telephone: event.privatePhone ?? '',
        contact_fonction: event.publicContactRole ?? '',
      }
    : {}
  return {
    id: 0,
    key: randomToken(),
    corrects: null,
    colleagueId: null,
    faults: null,
    warnedAt: null,
    replaced: {},
    typed: { ...known, ...asked, ouvert: openedAt(clock) },
  }
}

export function showForm(
  res: Response,
  { db, secret }: Tools,
  kind: FormKind,
  edition: Edition,
  draft: Shown,
  errors: Errors = draft.faults ? leftToFinish(db, kind, edition, draft) : {},
) {
  const corrected = correctedBy(db, draft)
  const documents = listDraftDocuments(db, draft.id)
  const received = receivedFor(db, draft)
  formPage(res, 'submissions/form', {
    title: corrected ? kind.correcting : kind.title,
    kind,
    week: edition,
    draft: { ...draft, documents },
    action: draft.id ? `/proposer/${kind.slug}/${draft.key}` : `/proposer/${kind.slug}`,
    corrected,
    received,
    resumed: corrected !== undefined && findOpenRevisionOf(db, corrected) !== undefined,
    preview: draft.id ? previewPath(secret, draft) : undefined,
    kept: res.req.query.garde,
    removed: removedIn(res.req.query),
    until: res.statusCode === 200 && isBegun(kind, draft, documents) ? lastDayOf(draft, edition) : undefined,
    mailedTo: addressOf(db, draft),
    advice: kind.slug === 'evenement' ? adviseSlots(db, edition, draft.typed) : undefined,
    outside: kind.slug === 'evenement' ? outsideText(edition, typedDays(edition, draft.typed)) : undefined,
    trace: traceOf(kind, draft.typed),
    replaced: replacedAnswers(kind, draft),
    form: formOf(db, kind, { typed: draft.typed, documents, received }, errors),
    script: '/js/form.js',
  })
}

/** What is kept of a form where nothing was written yet is not worth a word. */
const isBegun = ({ fields }: FormKind, { typed }: Shown, documents: Document[]) =>
  documents.length > 0 || Object.keys(fields).some((name) => [typed[name] ?? ''].flat().some(Boolean))

const lastDayOf = ({ updatedAt, warnedAt }: Shown, { timeZone }: Edition) =>
  updatedAt && lastDraftDay({ updatedAt, warnedAt }, timeZone)
