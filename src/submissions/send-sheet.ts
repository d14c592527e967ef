import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { giveToSheet } from '../documents/give.ts'
import { giveDocument, listDraftDocuments } from '../documents/queries.ts'
import type { Draft } from '../drafts/queries.ts'
import { awaitsDecision } from '../events/lists.ts'
import { mergeSheet } from '../revisions/merge.ts'
import { findOpenRevisionOf, openRevision } from '../revisions/queries.ts'
import { findSheet, type Sheet } from '../sheets/queries.ts'
import type { ProposedSheet } from '../sheets/reading.ts'
import { addPendingSheet, correctSheet } from '../sheets/write.ts'
import { consentVersion, type Sending, type Sent } from './sending.ts'

/** Sends a fiche REX or a carte blanche with its files. Undefined when the one it corrects can no longer be changed. */
export function sendSheet(
  db: Database,
  clock: Clock,
  { edition, draft, flags, eventId = undefined }: Sending,
  sheet: ProposedSheet,
  reference: string,
): Sent | undefined {
  const consent = { consentVersion, consentAt: instant(clock) }
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
  } else if (corrected && awaitsDecision(corrected)) {
    const merged = mergeSheet(startOf(draft, corrected), corrected, { ...sheet, ...consent })
    if (!correctSheet(db, clock, corrected, merged, flags)) return undefined
    for (const document of documents) giveToSheet(db, document, corrected.id)
    return 'corrected'
  } else if (corrected?.status === 'published') {
    const base = startOf(draft, corrected)
    const waiting = findOpenRevisionOf(db, { sheet: corrected })
    const asked = { ...sheet, ...consent }
    const proposed = waiting ? mergeSheet(base, JSON.parse(waiting.proposed), asked) : asked
    const revisionId = openRevision(db, clock, { eventId: null, sheetId: corrected.id }, { base, proposed, flags })
    for (const document of documents) giveDocument(db, document, { revisionId })
    return 'revised'
  }
}

/** What the form of a correction started from: of what it leaves alone, what others have changed since stays. */
const startOf = ({ startedFrom }: Draft, sheet: Sheet): Sheet => ({ ...sheet, ...JSON.parse(startedFrom ?? '{}') })
