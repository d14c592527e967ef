import type { Database } from '../db/open.ts'
import type { Draft } from '../drafts/queries.ts'
import type { Edition } from '../editions/queries.ts'
import type { Content } from '../forms/kinds.ts'
import { findRevision } from '../revisions/queries.ts'

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

/**
 * What the form of a correction started from: of what it leaves alone, what others have changed since stays. A change that it
 * took up, and that was refused or taken back since, is asked for anew: the form says it.
 */
export function startOf<T extends object>(db: Database, { startedFrom, revisionId }: Draft, now: T): T {
  const revision = revisionId === null ? undefined : findRevision(db, revisionId)
  const gone = revision?.status === 'refused' || revision?.status === 'withdrawn'
  return { ...now, ...JSON.parse((gone ? revision.base : startedFrom) ?? '{}') }
}

type Contact = { privateName: string | null; privateEmail: string | null; privatePhone: string | null }

/** A colleague changes what is said, not who answers for it: that is handed over by the main contact. */
export function withContactOf<T extends Contact>(
  { privateName, privateEmail, privatePhone }: Contact,
  changed: T,
  { colleagueId }: Draft,
): T {
  return colleagueId === null ? changed : { ...changed, privateName, privateEmail, privatePhone }
}

/** What became of a sent form: a new proposition, the correction of one that waits, or a change proposed to a published one. */
export type Sent = 'submitted' | 'corrected' | 'revised'
