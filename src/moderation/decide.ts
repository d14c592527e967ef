import type { Clock } from '../clock.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { lifeBefore } from '../decisions/before.ts'
import { recordDecision, type Said } from '../decisions/record.ts'
import { slugFor } from '../events/slugs.ts'
import { markChangesRequested, markPublished, markRefused } from '../events/status.ts'
import { note } from '../journal/queries.ts'
import { addMessage } from '../messages/queries.ts'
import { findProposition, type Proposition } from '../propositions/proposition.ts'
import { endWhenSettled } from '../propositions/waiting.ts'
import type { Sheet } from '../sheets/queries.ts'
import { sheetSlugFor } from '../sheets/slugs.ts'
import { markSheetChangesRequested, markSheetPublished, markSheetRefused } from '../sheets/status.ts'
import { identifySheet, type SheetIdentity } from '../sheets/write.ts'
import { identityNoted } from './noted.ts'

/** Each act answers false when somebody was faster: nothing has been changed then. */
export function publish(db: Database, clock: Clock, proposition: Proposition, coordinator: Coordinator, said: Said) {
  return decided(db, clock, proposition, coordinator, 'published', said, () => {
    const { event, sheet, title } = proposition
    if (event) return markPublished(db, clock, event, event.slug ?? slugFor(db, title))
    if (sheet) return markSheetPublished(db, clock, sheet, sheet.slug ?? sheetSlugFor(db, title))
    return false
  })
}

export function requestChanges(
  db: Database,
  clock: Clock,
  proposition: Proposition,
  coordinator: Coordinator,
  said: Said,
) {
  return decided(db, clock, proposition, coordinator, 'changes-requested', said, () => {
    const { event, sheet } = proposition
    if (event) return markChangesRequested(db, clock, event, said.message)
    return sheet ? markSheetChangesRequested(db, clock, sheet, said.message) : false
  })
}

export function refuse(db: Database, clock: Clock, proposition: Proposition, coordinator: Coordinator, said: Said) {
  return decided(db, clock, proposition, coordinator, 'refused', said, () => {
    const { event, sheet } = proposition
    const reason = said.message || null
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

/** Nobody has done anything to it since it was read. */
export const isCurrent = (db: Database, { kind, reference, version }: Proposition) =>
  findProposition(db, kind, reference)?.version === version

/**
 * One transaction: the change, its line in the journal, the organiser's mail, which can be taken back for a while; what is
 * asked of them opens the thread.
 */
function decided(
  db: Database,
  clock: Clock,
  proposition: Proposition,
  { id }: Coordinator,
  act: Act,
  said: Said,
  mark: () => boolean,
): boolean {
  const { reference } = proposition
  const author = `coordinator:${id}` as const
  return db
    .transaction(() => {
      if (!isCurrent(db, proposition) || !mark()) return false
      note(db, clock, author, said.silent ? 'refused-silently' : act, reference)
      const undo = lifeBefore(proposition)
      if (act === 'changes-requested')
        undo.message = addMessage(db, clock, { subject: reference, author, text: said.message })
      recordDecision(db, clock, proposition, { ...said, act, coordinator: id }, undo)
      endWhenSettled(db, reference)
      return true
    })
    .immediate()
}
