import { endAssignment } from '../assignments/queries.ts'
import { redactReadings } from '../blanks/erase.ts'
import type { Clock } from '../clock.ts'
import { removeColleagues } from '../colleagues/erase.ts'
import type { Database } from '../db/open.ts'
import { redactDocumentNames, takeDocuments } from '../documents/erase.ts'
import {
  type Document,
  isForDesk,
  listDraftDocuments,
  listEventDocuments,
  listRevisionDocuments,
  listSheetDocuments,
} from '../documents/queries.ts'
import { listDraftsAbout, redactDrafts } from '../drafts/erase.ts'
import { removeDraft } from '../drafts/queries.ts'
import { redactEditions } from '../editions/erase.ts'
import { forgetEventContact, redactEvents, stripEvent } from '../events/erase.ts'
import { removeEvent } from '../events/purge.ts'
import { redactComments, removeComment } from '../feedback/erase.ts'
import type { Actor } from '../journal/queries.ts'
import { type Erased, eraseMails } from '../mail/erase.ts'
import { redactMessages, removeMessages } from '../messages/erase.ts'
import { redactNotes, removeNotes } from '../notes/erase.ts'
import { eraseNotices } from '../notices/erase.ts'
import { redactPages } from '../pages/erase.ts'
import { eraseRemarks, redactRemarks, removeRemarksAbout } from '../remarks/erase.ts'
import { redactResources } from '../resources/erase.ts'
import { listRevisions, redactRevisions, removeRevision } from '../revisions/erase.ts'
import { forgetSheetContact, redactSheets, stripSheet } from '../sheets/erase.ts'
import { releaseSheets, removeSheet } from '../sheets/purge.ts'
import { redactTexts } from '../texts/erase.ts'
import type { PropositionKind } from './proposition.ts'

/** A proposition as far as erasing it goes. */
export type Erasable = { kind: PropositionKind; id: number; reference: string }

// Each returns the documents whose rows are gone: their bytes go once that is committed.

/** Nothing of it is left but the lines of the journal. */
export function removeProposition(db: Database, erasable: Erasable): Document[] {
  const { kind, id, reference } = erasable
  removeRemarksAbout(db, reference)
  const documents = [...removeSurroundings(db, erasable), ...takeDocuments(db, documentsOf(db, erasable))]
  if (kind === 'evenement') {
    releaseSheets(db, id)
    removeEvent(db, id)
  } else {
    removeSheet(db, id)
  }
  return documents
}

/** Leaves of something taken back what its address still says. */
export function stripProposition(db: Database, clock: Clock, erasable: Erasable): Document[] {
  const { kind, id, reference } = erasable
  removeRemarksAbout(db, reference)
  if (kind === 'evenement') stripEvent(db, clock, id)
  else stripSheet(db, clock, id)
  return [...removeSurroundings(db, erasable), ...takeDocuments(db, documentsOf(db, erasable))]
}

/** Leaves what is online without any contact; `over`, nobody registers for it any more. */
export function forgetContact(db: Database, clock: Clock, erasable: Erasable, { over }: { over: boolean }): Document[] {
  const { kind, id } = erasable
  if (kind === 'evenement') forgetEventContact(db, clock, id, { over })
  else forgetSheetContact(db, clock, id)
  return removeSurroundings(db, erasable)
}

/** The drafts, changes, messages, comment and colleagues around a proposition, and the filled sheet that holds its contacts. */
export function removeSurroundings(db: Database, erasable: Erasable): Document[] {
  const { kind, id, reference } = erasable
  const documents = takeDocuments(db, documentsOf(db, erasable).filter(isForDesk))
  for (const draft of listDraftsAbout(db, reference)) documents.push(...removeDraftWhole(db, draft))
  const subject = kind === 'evenement' ? { eventId: id, sheetId: null } : { eventId: null, sheetId: id }
  for (const revision of listRevisions(db, subject)) documents.push(...removeRevisionWhole(db, revision.id))
  if (kind === 'evenement') removeComment(db, id)
  removeMessages(db, reference)
  removeNotes(db, reference)
  removeColleagues(db, reference)
  endAssignment(db, reference)
  return documents
}

export function removeDraftWhole(db: Database, id: number): Document[] {
  const documents = takeDocuments(db, listDraftDocuments(db, id))
  removeDraft(db, id)
  return documents
}

export function removeRevisionWhole(db: Database, id: number): Document[] {
  const documents = takeDocuments(db, listRevisionDocuments(db, id))
  removeRevision(db, id)
  return documents
}

export const documentsOf = (db: Database, { kind, id }: Erasable) =>
  kind === 'evenement' ? listEventDocuments(db, id) : listSheetDocuments(db, id)

/** What has lost its contact, unchanged since an instant, and still has changes, messages, notes or colleagues around it. */
export const listForsaken = (db: Database, before: string) =>
  db
    .prepare<{ before: string }, Erasable>(`
      SELECT 'evenement' AS kind, id, reference FROM events
      WHERE updated_at < @before AND private_email IS NULL AND (
        EXISTS (SELECT 1 FROM revisions WHERE event_id = events.id) OR reference IN (SELECT subject FROM messages)
        OR reference IN (SELECT subject FROM notes) OR reference IN (SELECT subject FROM colleagues)
        OR EXISTS (SELECT 1 FROM feedback WHERE event_id = events.id AND comment IS NOT NULL))
      UNION ALL
      SELECT kind, id, reference FROM sheets
      WHERE updated_at < @before AND private_email IS NULL AND (
        EXISTS (SELECT 1 FROM revisions WHERE sheet_id = sheets.id) OR reference IN (SELECT subject FROM messages)
        OR reference IN (SELECT subject FROM notes) OR reference IN (SELECT subject FROM colleagues)
        OR EXISTS (SELECT 1 FROM documents WHERE sheet_id = sheets.id AND flags LIKE '%filled-sheet%'))
    `)
    .all({ before })

type Forgotten = Erased & { by: Actor }

/** Takes an address out of everything that is left, and what mails and notices quote of its propositions. */
export function eraseMentions(db: Database, clock: Clock, email: string, { by, ...erased }: Forgotten) {
  redactDrafts(db, email)
  redactEvents(db, clock, email)
  redactSheets(db, clock, email)
  redactDocumentNames(db, email)
  redactTexts(db, email)
  redactReadings(db, email)
  redactRevisions(db, email)
  redactMessages(db, email)
  redactComments(db, email)
  redactNotes(db, email)
  eraseRemarks(db, email)
  redactRemarks(db, email)
  redactPages(db, clock, by, email)
  redactEditions(db, email)
  redactResources(db, email)
  eraseMails(db, email, erased)
  eraseNotices(db, email, erased.gone)
}
