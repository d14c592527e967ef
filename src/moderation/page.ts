import type { Response } from 'express'
import type { Clock } from '../clock.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import type { Document } from '../documents/queries.ts'
import { ownEdition } from '../editions/queries.ts'
import { awaitsDecision, labelOf, occasions } from '../events/lists.ts'
import { satisfactionLabel } from '../feedback/fields.ts'
import { findFeedback } from '../feedback/queries.ts'
import { flagsToday, flagText } from '../propositions/flags.ts'
import { sectionsForOthers } from '../propositions/outside.ts'
import { deskAddress, kindNames, type Proposition, statusOf } from '../propositions/proposition.ts'
import type { Errors, Typed } from '../web/fields.ts'
import { answering } from '../web/page.ts'
import { changeOf, withWords } from './changes.ts'
import { checksFor, deskParts, sheetsWith } from './desk-parts.ts'
import { doneText } from './done.ts'
import { filesOf } from './files.ts'
import { formsOn, isOpenAt } from './forms.ts'
import { correctionsOf, historyOf } from './history.ts'
import { holdOf, isUntold } from './hold.ts'
import { identityChoices } from './identity-form.ts'
import type { Overtaken } from './overtaken.ts'
import { findProposed } from './proposed.ts'
import { confirmationOf, doubtful, isComplete, obstacleTo, publishedDocuments } from './publishable.ts'
import type { Opened } from './queue-way.ts'
import { standingOf } from './standing.ts'
import { textPart } from './text.ts'
import { threadOf } from './thread.ts'
import type { GivenBack } from './written.ts'

export type Tools = { db: Database; clock: Clock }

/** Where a proposition's page lives: at the desk, or behind a mailed link. */
export type Place = {
  base: string
  coordinator: Coordinator
  hrefOfSheet: (sheet: { kind: 'rex' | 'carte-blanche'; reference: string }) => string
  hrefOfDocument: (document: { id: number; name: string }) => string
  hrefOfImage: (image: Document) => string
  /** at the desk only */
  atDesk: boolean
  /** false for an account that only reads: it sees nothing private and no button */
  mayDecide: boolean
  /** at the desk, the list that it was opened from */
  opened?: Opened
}

/** What came back: which act, what was typed, what to correct; or that somebody was faster; or that it is done, and what was typed elsewhere. */
type Attempt = { act?: string; typed: Typed; errors: Errors; overtaken?: Overtaken } & Partial<GivenBack>

/** The decision page: the whole proposition, what is proposed to change, its documents, its messages, its history, and what can be done. */
export function showProposition(
  res: Response,
  { db }: Tools,
  proposition: Proposition,
  place: Place,
  attempt: Attempt = { typed: {}, errors: {} },
) {
  const { event, sheet, status } = proposition
  const proposed = findProposed(db, proposition)
  const undecided = awaitsDecision(proposition)
  const open = isOpenAt(db, proposition, place)
  const hold = holdOf(db, proposition, place)
  // a mailed link may have been passed on since, and an account that reads sees nothing private
  const shown = open
    ? proposition
    : { ...proposition, sections: sectionsForOthers(proposition), documents: [], message: null }

  answering(res)(res, 'moderation/show', {
    title: proposition.title,
    proposition: shown,
    timeZone: ownEdition(db, proposition).timeZone,
    place,
    kindName: kindNames[proposition.kind],
    status: statusOf(proposition),
    undecided: undecided && place.mayDecide,
    done: doneText(db, attempt.done ?? res.req.query.fait, proposition),
    script: '/js/form.js',
    flags: open
      ? flagsToday((proposed?.revision ?? proposition).flags, { settled: !undecided && !proposed }).map(flagText)
      : [],
    files: filesOf(shown, shown.documents, place),
    text: open ? textPart(db, proposition) : undefined,
    proposed: open && proposed ? changeOf(proposition, proposed, place) : undefined,
    announced: event && status === 'published' ? announcedOf(event) : undefined,
    messages: open ? threadOf(db, proposition.reference) : [],
    feedback: open && event ? feedbackOf(db, event.id) : undefined,
    forms: formsOn(db, proposition, place),
    acts: open || hold !== undefined,
    hold,
    untold: isUntold(db, proposition),
    reopenable: open && status === 'refused',
    incomplete: sheet !== undefined && !isComplete(sheet),
    obstacle: obstacleTo(proposition),
    doubtful: filesOf(shown, doubtful(publishedDocuments(proposition)), place),
    confirmationOf,
    attempt: { ...attempt, choices: identityChoices(db, attempt.typed, attempt.errors) },
    ...standingOf(db, proposition, place, { seen: open || place.atDesk }),
    deskAddress: deskAddress(proposition),
    history: open ? historyOf(db, proposition.reference) : [],
    corrections: open && status === 'pending' ? withWords(correctionsOf(db, proposition.reference)) : [],
    messageLabel: messageLabels[status],
    checks: open ? checksFor(db, shown) : undefined,
    sheets: sheetsWith(proposition, place),
    desk: place.atDesk && place.mayDecide ? deskParts(db, proposition, place) : undefined,
  })
}

function feedbackOf(db: Database, eventId: number) {
  const feedback = findFeedback(db, eventId)
  return feedback && { ...feedback, satisfaction: satisfactionLabel(feedback.satisfaction) }
}

/** What the coordination's own words were for. */
const messageLabels: Partial<Record<Proposition['status'], string>> = {
  pending: 'Vous aviez demandé :',
  changes_requested: 'Ce que vous avez demandé :',
  refused: 'Motif donné :',
  withdrawn: 'Motif donné :',
}

/** What was announced of an event, by whom and when, while it holds. */
const announcedOf = ({
  occasion,
  occasionBy,
  occasionAt,
  occasionNote,
  occasionLink,
}: NonNullable<Proposition['event']>) =>
  occasion === 'scheduled'
    ? undefined
    : { label: labelOf(occasions, occasion), by: occasionBy, at: occasionAt, note: occasionNote, link: occasionLink }
