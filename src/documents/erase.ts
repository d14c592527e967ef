import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Database } from '../db/open.ts'
import { removeImage } from '../uploads/images.ts'
import { removeStored } from '../uploads/keep.ts'
import { type Document, findDocument, removeDocument } from './queries.ts'

/** Where documents are kept, and where images are. */
export type Folders = { documents: string; images: string }

/** Takes the rows of documents away, and returns them: their bytes go once that is committed. */
export function takeDocuments(db: Database, documents: Document[]): Document[] {
  for (const document of documents) removeDocument(db, document)
  return documents
}

/** The filled sheets of what was taken back in an edition that ended before a day: they hold its private contacts. */
export const listWithdrawnFilled = (db: Database, before: string): Document[] =>
  db
    .prepare<[string], number>(`
      SELECT documents.id
      FROM documents
      JOIN sheets ON sheets.id = sheet_id
      JOIN editions ON editions.id = edition_id
      WHERE sheets.status = 'withdrawn' AND last_day < ? AND documents.flags LIKE '%filled-sheet%'
    `)
    .pluck()
    .all(before)
    .flatMap((id) => findDocument(db, id) ?? [])

/** Removes the bytes of documents that have no row any more. */
export async function removeFiles(folders: Folders, documents: Pick<Document, 'storedAs' | 'widths'>[]) {
  for (const { storedAs, widths } of documents) {
    if (widths) await removeImage(folders.images, storedAs)
    else await removeStored(folders.documents, storedAs)
  }
}

/** The documents in whose bytes an address can be read. */
export async function documentsHolding(folders: Folders, documents: Document[], email: string): Promise<Document[]> {
  const holding: Document[] = []
  for (const document of documents) {
    if (document.widths) continue
    const bytes = await readFile(path.join(folders.documents, document.storedAs), 'latin1').catch(() => '')
    if (bytes.toLowerCase().includes(email.toLowerCase())) holding.push(document)
  }
  return holding
}

/** Takes an address out of the names of documents. */
export const redactDocumentNames = (db: Database, email: string) =>
  db.prepare('UPDATE documents SET name = without_address(name, @email) WHERE mentions(@email, name)').run({ email })
