import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { isEventReferenceTaken } from '../events/queries.ts'
import { isSheetReferenceTaken } from '../sheets/queries.ts'

/** The version of the questions about publication: kept with each answer. */
const consentVersion = '2026-3'

/** Under which questions, and when, what is said was agreed to. */
export const consentOf = (clock: Clock) => ({ consentVersion, consentAt: instant(clock) })

/** Whether an event or a sheet has this reference: mails and links name both alike. */
export const isTaken = (db: Database) => (reference: string) =>
  isEventReferenceTaken(db, reference) || isSheetReferenceTaken(db, reference)
