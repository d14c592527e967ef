import type { Database } from '../db/open.ts'
import { isFeaturable } from '../events/featured.ts'
import { awaitsDecision } from '../events/lists.ts'
import { listFormerSlugs } from '../events/slugs.ts'
import { listNotes } from '../notes/queries.ts'
import { type Proposition, statusOf } from '../propositions/proposition.ts'
import { kindLabel } from '../sheets/lists.ts'
import { listFormerSheetSlugs } from '../sheets/slugs.ts'
import { checksOf } from './checks/checks.ts'
import type { Place } from './page.ts'

/** What a coordinator who is signed in does beside deciding: write it herself, feature it, move it, hand it over, note something down. */
export function deskParts(db: Database, proposition: Proposition, { coordinator }: Place) {
  const { event, sheet, status, reference } = proposition
  const online = status === 'published'
  const former = event ? listFormerSlugs(db, event) : sheet ? listFormerSheetSlugs(db, sheet) : []
  return {
    editable: online || awaitsDecision(proposition),
    featured: event && isFeaturable(db, event) ? event.featured === 1 : undefined,
    former: online ? former : undefined,
    notes: listNotes(db, reference).map((note) => ({ ...note, own: note.coordinatorId === coordinator.id })),
  }
}

/** What the site has looked at by itself: what is to be looked at, and what is in order. A part that the page does not show is not led to. */
export function checksFor(db: Database, proposition: Proposition) {
  const shown = new Set([...proposition.sections.map(({ id }) => `partie-${id}`), 'fichiers', 'texte'])
  const checks = checksOf(db, proposition).map((check) => ({
    ...check,
    to: shown.has(check.to) ? check.to : undefined,
  }))
  return { toLookAt: checks.filter(({ ok }) => !ok), inOrder: checks.filter(({ ok }) => ok) }
}

/** The sheets that came with an event, each with where it stands. */
export const sheetsWith = ({ sheets }: Proposition, { hrefOfSheet }: Place) =>
  sheets.map((sheet) => ({
    label: kindLabel(sheet.kind),
    href: hrefOfSheet(sheet),
    undecided: awaitsDecision(sheet),
    status: statusOf(sheet),
  }))
