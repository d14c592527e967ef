import type { Response } from 'express'
import { today } from '../clock.ts'
import { listColleagues } from '../colleagues/queries.ts'
import { listCoordinators } from '../coordinators/queries.ts'
import { isTakenDown } from '../decisions/decision.ts'
import { isForDesk } from '../documents/queries.ts'
import { findOpenCorrection } from '../drafts/corrections.ts'
import { findArchived } from '../editions/archive.ts'
import { isOver } from '../editions/edition.ts'
import { ownEdition } from '../editions/queries.ts'
import { awaitsDecision, labelOf, occasions } from '../events/lists.ts'
import { announcedState, knownLink, occasionQuestions } from '../events/occasion-fields.ts'
import { describeEvent } from '../events/sections.ts'
import { waitingNotes } from '../forms/sheet-notes.ts'
import { contactToken, joinToken } from '../propositions/join.ts'
import { colleagueToken, followToken } from '../propositions/links.ts'
import { kindPhrase, statusOf } from '../propositions/proposition.ts'
import { kindLabel, kinds } from '../sheets/lists.ts'
import { isIncomplete } from '../sheets/queries.ts'
import { describeSheet } from '../sheets/sections.ts'
import type { Errors, Typed } from '../web/fields.ts'
import { formPage, privatePage } from '../web/page.ts'
import { randomToken } from '../web/tokens.ts'
import { isRemovable, ownDocuments } from './documents.ts'
import { doneText } from './done.ts'
import { feedbackOf, readingsOf } from './feedback.ts'
import type { Followed } from './followed.ts'
import { messageFields } from './messages.ts'
import { canChange, holderIn } from './modification.ts'
import { addressFields, colleagueFields, handoverFields } from './people-fields.ts'
import { revisionOf } from './revision.ts'
import type { Tools } from './routes.ts'
import { textPart } from './text.ts'
import { threadOf } from './thread.ts'

/** A form of the page that came back: which one, what was typed in it, what to correct. */
export type Attempt = { form: string; typed: Typed; errors: Errors }

/** The page of one proposition: where it stands, and everything its organiser may do to it. */
export function showFollow(
  res: Response,
  tools: Tools,
  one: Followed,
  attempt: Attempt = { form: '', typed: {}, errors: {} },
  fait: unknown = res.req.query.fait,
) {
  const { db, clock, baseUrl } = tools
  const { proposition, colleague, path } = one
  const { event, sheet, reference } = proposition
  const thread = threadOf(db, one)
  const revision = revisionOf(db, proposition)
  const edition = ownEdition(db, proposition)
  const over = isOver(edition, today(clock, edition.timeZone))
  const archived = findArchived(db, clock, proposition.editionId)

  const answer = res.statusCode === 422 ? formPage : privatePage
  answer(res, 'follow/show', {
    title: 'Suivre ou modifier ma proposition',
    proposition,
    timeZone: edition.timeZone,
    path,
    link: `${baseUrl}${path}`,
    life: event ?? sheet,
    phrase: kindPhrase(proposition.kind),
    past: archived?.over ? archived : undefined,
    status: statusOf(proposition),
    takenDown: isTakenDown(db, proposition),
    occasion: event && labelOf(occasions, event.occasion),
    announced: event && announcedState(event),
    readings: readingsOf(db, proposition),
    feedback: feedbackOf(db, clock, event),
    waiting: awaitsDecision(proposition),
    changeable: canChange(proposition),
    done: doneText(fait, one, { revised: revision !== undefined, wrote: thread.length > 0 }),
    begun: findOpenCorrection(db, holderIn(one)) !== undefined,
    incomplete: sheet && isIncomplete(sheet),
    revision,
    thread,
    sections: sectionsFor(one),
    forDesk: colleague === undefined ? proposition.documents.filter(isForDesk) : [],
    documents: ownDocuments(proposition).map((document) => ({
      ...document,
      removable: isRemovable(document),
      notes: waitingNotes(document),
    })),
    text: textPart(db, proposition, { late: attempt.form === 'texte' }),
    sheets: sheetsOf(tools, one),
    addable: addableKinds(tools, one),
    owner: colleague === undefined,
    colleague,
    colleagues: listColleagues(db, reference),
    coordination: listCoordinators(db)[0]?.email,
    attempt,
    forms: {
      etat:
        event?.status === 'published' && !over
          ? occasionQuestions(event, { back: event.occasion !== 'scheduled' })
          : undefined,
      message: messageFields,
      adresse: addressFields,
      collegue: colleagueFields,
      transmission: handoverFields,
    },
    known: { ...(event && knownLink(event)), contact_courriel: proposition.privateEmail ?? '' },
    copyKey: randomToken(),
    script: '/js/form.js',
  })
}

/** A colleague is not told the main contact's telephone. */
function sectionsFor({ proposition: { event, sheet }, colleague }: Followed) {
  const contact = colleague ? { privatePhone: null } : {}
  if (event) return describeEvent({ ...event, ...contact })
  return sheet ? describeSheet({ ...sheet, ...contact }) : []
}

/** What came with an event, decided on its own: its page opens for whoever manages both. */
function sheetsOf({ secret }: Tools, { proposition, colleague }: Followed) {
  return proposition.sheets.map((sheet) => {
    const token = colleague ? colleagueToken(secret, colleague, sheet) : followToken(secret, sheet)
    return {
      label: kindLabel(sheet.kind),
      title: sheet.title,
      status: statusOf(sheet),
      message: awaitsDecision(sheet) || sheet.status === 'refused' ? sheet.coordinatorMessage : null,
      incomplete: isIncomplete(sheet) && awaitsDecision(sheet),
      documents: sheet.documents.filter((one) => !isForDesk(one)),
      href: sheet.privateEmail === proposition.privateEmail ? `/suivi/${token}` : undefined,
    }
  })
}

/** The kinds of sheet that may still come with an event. */
const addableKinds = ({ secret }: Tools, { proposition, colleague }: Followed) => {
  const { event, sheets, status } = proposition
  const token = colleague ? joinToken(secret, proposition) : contactToken(secret, proposition)
  return event && status !== 'withdrawn' && status !== 'refused'
    ? kinds
        .filter(({ code }) => !sheets.some(({ kind }) => kind === code))
        .map(({ code, label }) => ({
          label: label.replace('Carte', 'carte').replace('Fiche', 'fiche'),
          href: `/proposer/${code}?avec=${token}`,
        }))
    : []
}
