import type { Clock } from '../clock.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { isSlugTaken } from '../events/queries.ts'
import { markChangesRequested, markPublished, markRefused } from '../events/status.ts'
import { note } from '../journal/queries.ts'
import { addMessage } from '../messages/queries.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { tellOrganisers } from '../propositions/told.ts'
import { isSheetSlugTaken, type Sheet } from '../sheets/queries.ts'
import { markSheetChangesRequested, markSheetPublished, markSheetRefused } from '../sheets/status.ts'
import { identifySheet, type SheetIdentity } from '../sheets/write.ts'
import { newSlug } from '../web/slug.ts'
import { identityNoted } from './noted.ts'

// Words of the agenda's own addresses, which no event may take.
const reserved = new Set(['carte', 'imprimer'])

/** Each act answers false when somebody was faster: nothing has been changed then. */
export function publish(db: Database, clock: Clock, proposition: Proposition, coordinator: Coordinator): boolean {
  return decided(db, clock, proposition, coordinator, 'published', '', () => {
    const { event, sheet, title } = proposition
    if (event)
      return markPublished(
        db,
        clock,
        event,
        event.slug ?? newSlug(title, (slug) => reserved.has(slug) || isSlugTaken(db, slug)),
      )
    if (sheet)
      return markSheetPublished(db, clock, sheet, sheet.slug ?? newSlug(title, (slug) => isSheetSlugTaken(db, slug)))
    return false
  })
}

export function requestChanges(
  db: Database,
  clock: Clock,
  proposition: Proposition,
  coordinator: Coordinator,
  message: string,
): boolean {
  return decided(db, clock, proposition, coordinator, 'changes-requested', message, () => {
    const { event, sheet } = proposition
    if (event) return markChangesRequested(db, clock, event, message)
    return sheet ? markSheetChangesRequested(db, clock, sheet, message) : false
  })
}

export function refuse(
  db: Database,
  clock: Clock,
  proposition: Proposition,
  coordinator: Coordinator,
  reason: string,
): boolean {
  return decided(db, clock, proposition, coordinator, 'refused', reason, () => {
    const { event, sheet } = proposition
    if (event) return markRefused(db, clock, event, reason)
    return sheet ? markSheetRefused(db, clock, sheet, reason) : false
  })
}

/** Writes down what a filed sheet says, so that it can be published. */
export function identify(db: Database, clock: Clock, sheet: Sheet, identity: SheetIdentity, coordinator: Coordinator) {
  return db
    .transaction(() => {
      if (!identifySheet(db, clock, sheet, identity)) return false
      note(
        db,
        clock,
        `coordinator:${coordinator.id}`,
        'identified',
        sheet.reference,
        identityNoted(db, sheet, identity),
      )
      return true
    })
    .immediate()
}

type Act = 'published' | 'changes-requested' | 'refused'

/** One transaction: the change, its line in the journal, the organiser's mail; what is asked of them opens the thread. */
function decided(
  db: Database,
  clock: Clock,
  proposition: Proposition,
  coordinator: Coordinator,
  act: Act,
  message: string,
  mark: () => boolean,
) {
  const { kind, reference } = proposition
  return db
    .transaction(() => {
      if (!mark()) return false
      const author = `coordinator:${coordinator.id}` as const
      note(db, clock, author, act, reference)
      if (act === 'changes-requested') addMessage(db, clock, { subject: reference, author, text: message })
      tellOrganisers(db, proposition, { name: `proposal-${act}`, data: { kind, message } })
      return true
    })
    .immediate()
}
