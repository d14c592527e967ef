import { type Clock, instant, realClock } from '../clock.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { lastChange, note } from '../journal/queries.ts'
import { cancelBatch, isUntouched, releaseBatch } from '../mail/batch.ts'
import { findAnyProposition } from '../propositions/proposition.ts'
import { putBack } from './before.ts'
import { type Decision, endHold, listBatch, markUndone } from './decision.ts'
import { forgetOver } from './forget.ts'

/** Why a decision can no longer be undone: it was, it stands, its mail has left, or something has happened since. */
export type Stands = 'undone' | 'over' | 'sent' | 'changed'

export function whyItStands(db: Database, decisions: Decision[]): Stands | undefined {
  if (decisions.some(({ undoneAt }) => undoneAt !== null)) return 'undone'
  if (decisions.some(({ batch }) => !isUntouched(db, batch))) return 'sent'
  if (decisions.some(({ undo, until }) => undo === null || until <= instant(realClock))) return 'over'
  return decisions.some(({ reference, change }) => lastChange(db, reference) !== change) ? 'changed' : undefined
}

/** Undoes what was decided together and takes its mails back, all or nothing. Says why when it stands. */
export const undoBatch = (db: Database, clock: Clock, batch: string, { id }: Coordinator): Stands | undefined =>
  db
    .transaction(() => {
      const decisions = listBatch(db, batch)
      const stands = whyItStands(db, decisions)
      if (stands) return stands

      cancelBatch(db, batch)
      for (const { reference, undo } of decisions) {
        const proposition = findAnyProposition(db, reference)
        if (!proposition || !undo) throw new Error(`${reference} cannot be put back`)
        putBack(db, clock, proposition, undo)
        note(db, clock, `coordinator:${id}`, 'decision-undone', reference)
      }
      markUndone(db, clock, batch)
    })
    .immediate()

/** Its mails wait no longer, and it stands. Says why when there is nothing to send. */
export const sendBatch = (db: Database, batch: string): Stands | undefined =>
  db
    .transaction(() => {
      const stands = whyItStands(db, listBatch(db, batch))
      if (stands) return stands

      releaseBatch(db, batch, instant(realClock))
      endHold(db, batch)
      forgetOver(db)
    })
    .immediate()
