import type { Database } from '../db/open.ts'
import {
  type Document,
  findDocument,
  giveDocument,
  haveSameBytes,
  listEventDocuments,
  listSheetDocuments,
  removeDocument,
} from './queries.ts'

const mostProgrammes = 2

/** A new image takes the place of the one before, a programme too many that of the oldest; the same file again, its own. */
export function giveToEvent(db: Database, document: Document, eventId: number) {
  const known = listEventDocuments(db, eventId).filter(({ field }) => field === document.field)
  for (const old of known) if (haveSameBytes(db, old, document)) removeDocument(db, old)
  const before = known.filter(({ id }) => findDocument(db, id))
  const most = document.field === 'programme' ? mostProgrammes : 1
  for (const old of before.slice(0, Math.max(0, before.length + 1 - most))) removeDocument(db, old)
  giveDocument(db, document, { eventId })
}

/** A new file takes the place of the one under the same question. */
export function giveToSheet(db: Database, document: Document, sheetId: number, field = document.field) {
  for (const old of listSheetDocuments(db, sheetId).filter((one) => one.field === field)) removeDocument(db, old)
  giveDocument(db, document, { sheetId }, field)
}
