import type { Database } from '../db/open.ts'
import type { Draft } from '../drafts/queries.ts'
import type { Edition } from '../editions/queries.ts'
import { isEventReferenceTaken } from '../events/queries.ts'
import { isSheetReferenceTaken } from '../sheets/queries.ts'
import type { Content } from './kinds.ts'

/** The version of the questions about publication: kept with each answer. */
export const consentVersion = '2026-2'

export type Sending = {
  edition: Edition
  draft: Draft
  content: Content
  uidHost: string
  /** what the coordinator should look at twice */
  flags: string[]
  /** of the event that a sheet comes with, sent before */
  eventId?: number | undefined
}

/** What became of a sent form: a new proposition, the correction of one that waits, or a change proposed to a published one. */
export type Sent = 'submitted' | 'corrected' | 'revised'

/** Whether an event or a sheet has this reference: mails and links name both alike. */
export const isTaken = (db: Database) => (reference: string) =>
  isEventReferenceTaken(db, reference) || isSheetReferenceTaken(db, reference)
