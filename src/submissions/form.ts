import type { Database } from '../db/open.ts'
import { type Document, listDraftDocuments, listRevisionDocuments } from '../documents/queries.ts'
import type { Draft } from '../drafts/queries.ts'
import type { Edition } from '../editions/queries.ts'
import type { FormKind } from '../forms/kinds.ts'
import { emptySheets } from '../forms/sheet-notes.ts'
import { findAnyProposition, type Proposition } from '../propositions/proposition.ts'
import { findOpenRevisionOf } from '../revisions/queries.ts'

/** The proposition that a draft corrects, with the documents that are already in the coordination's hands. */
export function correctedBy(db: Database, draft: Pick<Draft, 'corrects'>): Proposition | undefined {
  return draft.corrects ? findAnyProposition(db, draft.corrects) : undefined
}

/** The files that a correction need not bring again: those of the proposition, and of a change to it that already waits. */
export function receivedFor(db: Database, draft: Pick<Draft, 'corrects'>): Document[] {
  const corrected = correctedBy(db, draft)
  const revision = corrected && findOpenRevisionOf(db, corrected)
  return [...(corrected?.documents ?? []), ...(revision ? listRevisionDocuments(db, revision.id) : [])]
}

/** A draft as it would be sent: its content when every answer will do, else what to correct. */
export function readDraft(db: Database, kind: FormKind, edition: Edition, draft: Draft) {
  const documents = listDraftDocuments(db, draft.id)
  const files = [...documents, ...receivedFor(db, draft)].map(({ field }) => field)
  const reading = kind.read(db, edition, draft.typed, files)
  const empty = emptySheets(kind.filesOf(draft.typed), documents)
  if (Object.keys(empty).length === 0) return { documents, reading }
  return { documents, reading: { ok: false as const, errors: { ...(reading.ok ? {} : reading.errors), ...empty } } }
}
