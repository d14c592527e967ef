import type { Database } from '../db/open.ts'
import {
  type Document,
  giveDocument,
  haveSameBytes,
  listEventDocuments,
  listSheetDocuments,
  removeDocument,
} from './queries.ts'

const mostProgrammes = 2

/** What becomes of a file that another takes the place of. */
type Retire = (old: Document) => unknown

/** A new image takes the place of the one before, a programme too many that of the oldest; the same file again, its own. */
export function giveToEvent(
  db: Database,
  document: Document,
  eventId: number,
  retire: Retire = (old) => removeDocument(db, old),
) {
  const known = listEventDocuments(db, eventId).filter(({ field }) => field === document.field)
  const [same, before] = [true, false].map((is) => known.filter((old) => haveSameBytes(db, old, document) === is))
  const most = document.field === 'programme' ? mostProgrammes : 1
  const tooMany = before?.slice(0, Math.max(0, before.length + 1 - most))
  for (const old of [...(same ?? []), ...(tooMany ?? [])]) retire(old)
  giveDocument(db, document, { eventId })
}

/** A new file takes the place of the one under the same question. */
export function giveToSheet(
  db: Database,
  document: Document,
  sheetId: number,
  { field = document.field, retire = (old) => removeDocument(db, old) }: { field?: string; retire?: Retire } = {},
) {
  for (const old of listSheetDocuments(db, sheetId).filter((one) => one.field === field)) retire(old)
  giveDocument(db, document, { sheetId }, field)
}
