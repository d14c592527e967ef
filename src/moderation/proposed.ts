import type { Database } from '../db/open.ts'
import { type Document, listRevisionDocuments } from '../documents/queries.ts'
import type { Described, Event, Consent as EventConsent } from '../events/event.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { type Change, outcomeOfEvent, outcomeOfSheet } from '../revisions/compare.ts'
import { findOpenRevisionOf, type Revision } from '../revisions/queries.ts'
import type { Sheet } from '../sheets/queries.ts'
import type { Consent, ProposedSheet } from '../sheets/sheet.ts'

/** A change proposed to something online, and what accepting it makes of it today. */
export type Proposed = {
  revision: Revision
  /** changes with what is proposed, and with what is online */
  version: string
  changes: Change[]
  documents: Document[]
  privateEmail: string | null
  /** its author takes the agreement to publication back: accepting takes the sheet offline */
  endsPublication: boolean
  into: { event: Event; merged: Described & EventConsent } | { sheet: Sheet; merged: ProposedSheet & Consent }
}

export function findProposed(db: Database, proposition: Proposition): Proposed | undefined {
  const { event, sheet, status, version } = proposition
  const revision = status === 'published' ? findOpenRevisionOf(db, proposition) : undefined
  if (!revision) return undefined

  const common = {
    revision,
    version: `${revision.id} ${revision.updatedAt} ${version}`,
    documents: listRevisionDocuments(db, revision.id),
  }
  if (event) {
    const { merged, changes } = outcomeOfEvent(revision, event)
    return { ...common, changes, privateEmail: merged.privateEmail, endsPublication: false, into: { event, merged } }
  }
  if (sheet) {
    const { merged, changes } = outcomeOfSheet(revision, sheet)
    const endsPublication = merged.consentPublication !== 1
    return { ...common, changes, privateEmail: merged.privateEmail, endsPublication, into: { sheet, merged } }
  }
}
