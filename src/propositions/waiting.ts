import { endAssignment } from '../assignments/queries.ts'
import type { Database } from '../db/open.ts'
import { awaitsDecision, type Status } from '../events/lists.ts'

/**
 * Why a proposition waits: it is new or came back corrected, a change is proposed to it, its organiser announced or wrote something, a visitor
 * found a mistake in it; or a visitor wrote, about none.
 */
export type Reason = 'new' | 'corrected' | 'revision' | 'occasion' | 'message' | 'report' | 'contact'

/** How many propositions wait for the coordination, each counted once whatever its reasons, whatever their edition. */
export const countWaiting = (db: Database) =>
  db.prepare<[], number>("SELECT count(*) FROM waiting WHERE reference NOT GLOB 'courrier-*'").pluck().get() ?? 0

export const countWaitingOf = (db: Database, editionId: number) =>
  db
    .prepare<[number], number>("SELECT count(*) FROM waiting WHERE editionId = ? AND reference NOT GLOB 'courrier-*'")
    .pluck()
    .get(editionId) ?? 0

/** Why it waits; nothing when it does not. Read by its reference, however much waits. */
export const reasonsOf = (db: Database, reference: string): Reason[] => [
  ...new Set(
    db.prepare<[string], Reason>('SELECT reason FROM waiting_reasons WHERE reference = ?').pluck().all(reference),
  ),
]

/**
 * Whether a mailed link opens it with its buttons: to decide of it, or of what its organiser announced. A message alone is answered,
 * a mistake corrected at the desk.
 */
export const isOpenByMail = (db: Database, { reference, status }: { reference: string; status: Status }) =>
  awaitsDecision({ status }) || reasonsOf(db, reference).some((reason) => reason !== 'message' && reason !== 'report')

/** The same of many at once: looked for one by one among ten thousand, they take minutes. */
export const reasonsOfAll = (db: Database, references: string[]): Map<string, Reason[]> =>
  new Map(
    db
      .prepare<[string], { reference: string; reasons: string }>(
        'SELECT reference, reasons FROM waiting WHERE reference IN (SELECT value FROM json_each(?))',
      )
      .all(JSON.stringify(references))
      .map(({ reference, reasons }) => [reference, JSON.parse(reasons)]),
  )

/** After an act: what no longer waits is in nobody's hands any more. */
export function endWhenSettled(db: Database, reference: string) {
  if (reasonsOf(db, reference).length === 0) endAssignment(db, reference)
}
