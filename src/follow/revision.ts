import type { Database } from '../db/open.ts'
import { listRevisionDocuments } from '../documents/queries.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { changesOf } from '../revisions/compare.ts'
import { findOpenRevisionOf } from '../revisions/queries.ts'

/** What the change that waits would change of what is online today, as its author reads it, and the files that come with it. */
export function revisionOf(db: Database, proposition: Proposition) {
  const revision = findOpenRevisionOf(db, proposition)
  if (!revision) return undefined

  return {
    sentAt: revision.updatedAt,
    changes: changesOf(revision, proposition),
    documents: listRevisionDocuments(db, revision.id),
  }
}
