import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'

export type DocumentField = 'fiche_rex' | 'carte_blanche'
export type Document = {
  id: number
  draftId: number | null
  sheetId: number | null
  field: DocumentField
  name: string
  storedAs: string
  type: string
  size: number
}

export function addDraftDocument(
  db: Database,
  clock: Clock,
  document: {
    draftId: number
    field: string
    name: string
    storedAs: string
    type: string
    size: number
    sha256: string
  },
) {
  db.prepare(`
    INSERT INTO documents (draft_id, field, name, stored_as, type, size, sha256, created_at)
    VALUES (@draftId, @field, @name, @storedAs, @type, @size, @sha256, @now)
  `).run({ ...document, now: instant(clock) })
}

export const findDocument = (db: Database, id: number) =>
  db.prepare<[number], Document>('SELECT * FROM document_details WHERE id = ?').get(id)

export const listDraftDocuments = (db: Database, draftId: number) =>
  db.prepare<[number], Document>('SELECT * FROM document_details WHERE draftId = ? ORDER BY id').all(draftId)

export const listSheetDocuments = (db: Database, sheetId: number) =>
  db.prepare<[number], Document>('SELECT * FROM document_details WHERE sheetId = ? ORDER BY id').all(sheetId)

/** A draft that is sent hands its document over to the sheet. */
export const giveDocument = (db: Database, document: Document, sheetId: number) =>
  db
    .prepare('UPDATE documents SET draft_id = NULL, sheet_id = ? WHERE id = ? AND draft_id IS NOT NULL')
    .run(sheetId, document.id)

/** A draft's document takes the place of a sheet's; the bytes left over are swept by the daily purge. */
export function replaceDocument(db: Database, document: Document, sheetId: number) {
  for (const old of listSheetDocuments(db, sheetId)) removeDocument(db, old)
  giveDocument(db, document, sheetId)
}

/** Whether these very bytes came with something that was sent. */
export const isHandedIn = (db: Database, sha256: string) =>
  db.prepare('SELECT 1 FROM documents WHERE sha256 = ? AND sheet_id IS NOT NULL').get(sha256) !== undefined

export const removeDocument = (db: Database, document: Document) =>
  db.prepare('DELETE FROM documents WHERE id = ?').run(document.id)

/** Every stored name that a row stands for: what is on disk beside them is left over. */
export const listStoredNames = (db: Database) => db.prepare<[], string>('SELECT stored_as FROM documents').pluck().all()
