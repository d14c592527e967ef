import { realClock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { type Decision, findLastDecision, listBatch } from '../decisions/decision.ts'
import { whyItStands } from '../decisions/undo.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { count } from '../web/french.ts'
import type { Place } from './page.ts'

/** Whoever holds a mailed link undoes what that link decided; at the desk, everyone who decides does. */
export const isTheirs = (db: Database, { batch, coordinatorId }: Decision, place: Place) =>
  place.mayDecide && (place.atDesk || (coordinatorId === place.coordinator.id && listBatch(db, batch).length === 1))

/** While the last decision can be undone: for how long, whether a mail waits, and what was decided with it. */
export function holdOf(db: Database, { reference }: Proposition, place: Place) {
  const last = findLastDecision(db, reference)
  const decisions = last && isTheirs(db, last, place) ? listBatch(db, last.batch) : []
  if (!last || decisions.length === 0 || whyItStands(db, decisions)) return undefined
  return {
    told: decisions.some(({ told }) => told),
    minutes: minutesLeft(last),
    others: decisions.length - 1,
    together: `/moderation/groupe/${last.batch}`,
  }
}

/** « dans 4 minutes » */
export function minutesLeft({ until }: Decision) {
  const minutes = realClock.now().until(until).total('minutes')
  return minutes < 1 ? 'dans moins d’une minute' : `dans ${count(Math.ceil(minutes), 'minute')}`
}

/** Whether it was refused and nobody told. */
export function isUntold(db: Database, { reference, status }: Proposition) {
  const last = findLastDecision(db, reference)
  return status === 'refused' && last?.act === 'refused' && last.undoneAt === null && last.told === 0
}
