import type { Database } from '../db/open.ts'
import type { Sheet } from '../sheets/queries.ts'
import { type Document, type DocumentRecord, isForDesk, whole } from './queries.ts'

/** The first image of each of these sheets that has one, by the number of its sheet. */
export const listCardImages = (db: Database, sheetIds: number[]) =>
  new Map(
    db
      .prepare<[string], DocumentRecord>(`
        SELECT * FROM document_details
        WHERE sheetId IN (SELECT value FROM json_each(?)) AND widths IS NOT NULL
        ORDER BY field DESC, id DESC
      `)
      .all(JSON.stringify(sheetIds))
      .map((record) => [record.sheetId, whole(record)] as const),
  )

/** The file of each published sheet that is one, by the number of its sheet; those for the desk are not given. */
export const listSheetFiles = (db: Database) =>
  new Map(
    db
      .prepare<[], DocumentRecord>(`
        SELECT document_details.* FROM document_details JOIN sheets ON sheets.id = sheetId
        WHERE field = 'fiche' AND sheets.source = 'file' AND sheets.status = 'published'
        ORDER BY document_details.id
      `)
      .all()
      .map(whole)
      .filter((document) => !isForDesk(document))
      .map((document) => [document.sheetId, document] as const),
  )

/** Whether a sheet is a file that the desk alone may read: its page would be empty. */
export function isHidden({ source }: Pick<Sheet, 'source'>, documents: Document[]): boolean {
  const file = documents.findLast(({ field }) => field === 'fiche')
  return source === 'file' && file !== undefined && isForDesk(file)
}
