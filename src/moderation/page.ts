import type { Response } from 'express'
import type { Coordinator } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { awaitsDecision, labelOf, statuses } from '../events/lists.ts'
import type { Errors, Typed } from '../web/fields.ts'
import { privatePage } from '../web/page.ts'
import { decisionForms, identityFields, typedIdentity } from './form.ts'
import { historyOf } from './history.ts'
import { deskAddress, kindNames, type Proposition } from './proposition.ts'
import { countByStatus, findNextWaiting } from './queue.ts'

/** Where a proposition's page lives: at the desk, or behind a mailed link. */
export type Place = {
  base: string
  coordinator: Coordinator
  hrefOfSheet: (sheet: { kind: 'rex' | 'carte-blanche'; reference: string }) => string
  hrefOfDocument: (document: { id: number; name: string }) => string
  /** at the desk only */
  atDesk: boolean
}

type Attempt = { decision?: string; typed: Typed; errors: Errors }

/** The decision page: the whole proposition, its documents, its history, and the three decisions. */
export function showProposition(
  res: Response,
  db: Database,
  proposition: Proposition,
  place: Place,
  attempt: Attempt = { typed: {}, errors: {} },
) {
  const waiting = countByStatus(db, proposition.editionId).pending - (proposition.status === 'pending' ? 1 : 0)
  const next = findNextWaiting(db, proposition.editionId, proposition.reference)
  const { sheet } = proposition
  privatePage(res, 'moderation/show', {
    title: proposition.title,
    proposition: place.atDesk || awaitsDecision(proposition) ? proposition : withoutPrivate(proposition),
    place,
    kindName: kindNames[proposition.kind],
    status: labelOf(statuses, proposition.status),
    undecided: awaitsDecision(proposition),
    done: doneText(res.req.query.fait, proposition),
    script: '/js/once.js',
    forms: decisionForms,
    identity:
      sheet && sheet.source === 'file'
        ? { fields: identityFields(sheet.kind), typed: typedIdentity(db, sheet) }
        : undefined,
    publishable: !sheet || isPublishable(sheet),
    attempt,
    waiting,
    next: next && { ...next, href: deskAddress(next) },
    history: historyOf(db, proposition.reference),
  })
}

/** What a mailed link still shows once the decision is taken. */
const withoutPrivate = (proposition: Proposition): Proposition => ({
  ...proposition,
  sections: proposition.sections.filter((section) => !section.private),
  documents: [],
})

const statusAfter: Record<string, Proposition['status']> = {
  publication: 'published',
  correction: 'changes_requested',
  refus: 'refused',
}

/** What was just done, as the address says that follows a decision. */
function doneText(fait: unknown, { status, privateEmail }: Proposition) {
  if (fait === 'fiche') return 'La fiche est enregistrée.'
  if (statusAfter[String(fait)] !== status) return undefined
  return privateEmail
    ? 'C’est fait : un courriel part à l’organisateur.'
    : 'C’est fait. L’organisateur n’a pas laissé d’adresse : prévenez-le vous-même.'
}

/** Nothing is published that lacks its identity or its author's agreement. */
export const isPublishable = (sheet: NonNullable<Proposition['sheet']>) =>
  Boolean(sheet.title && sheet.organisation && sheet.organisationType && sheet.communeCode && sheet.segment) &&
  sheet.consentPublication === 1
