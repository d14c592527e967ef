import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { giveToSheet } from '../documents/give.ts'
import { giveDocument, listDraftDocuments } from '../documents/queries.ts'
import { awaitsDecision } from '../events/lists.ts'
import { consentOf } from '../propositions/handed-in.ts'
import { mergeSheet } from '../revisions/merge.ts'
import { findOpenRevisionOf, openRevision } from '../revisions/queries.ts'
import { findSheet } from '../sheets/queries.ts'
import type { ProposedSheet } from '../sheets/reading.ts'
import { addPendingSheet, correctSheet } from '../sheets/write.ts'
import { type Sending, type Sent, startOf, withContactOf } from './sending.ts'

/** Sends a fiche REX or a carte blanche with its files. Undefined when the one it corrects can no longer be changed. */
export function sendSheet(
  db: Database,
  clock: Clock,
  { edition, draft, flags, eventId = undefined }: Sending,
  sheet: ProposedSheet,
  reference: string,
): Sent | undefined {
  const consent = consentOf(clock)
  const documents = listDraftDocuments(db, draft.id)
  const corrected = draft.corrects ? findSheet(db, draft.corrects) : undefined
  if (!draft.corrects) {
    const sheetId = addPendingSheet(db, {
      ...sheet,
      ...consent,
      reference,
      editionId: edition.id,
      eventId: eventId ?? null,
      flags,
      submittedAt: instant(clock),
    })
    for (const document of documents) giveToSheet(db, document, sheetId)
    return 'submitted'
  }
  if (!corrected) return undefined

  const start = startOf(db, draft, corrected)
  const asked = withContactOf(corrected, { ...sheet, ...consent }, draft)
  if (awaitsDecision(corrected)) {
    const merged = mergeSheet(start, corrected, asked)
    if (!correctSheet(db, clock, corrected, merged, flags)) return undefined
    for (const document of documents) giveToSheet(db, document, corrected.id)
    return 'corrected'
  } else if (corrected.status === 'published') {
    const waiting = findOpenRevisionOf(db, { sheet: corrected })
    const proposed = waiting ? mergeSheet(start, JSON.parse(waiting.proposed), asked) : asked
    const revisionId = openRevision(
      db,
      clock,
      { eventId: null, sheetId: corrected.id },
      { base: start, proposed, flags },
    )
    for (const document of documents) giveDocument(db, document, { revisionId })
    return 'revised'
  }
}
