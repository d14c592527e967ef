import type { Database } from '../db/open.ts'
import { redact } from '../db/without-address.ts'
import type { Document } from '../documents/queries.ts'

/** The documents in whose text or answers an address was read: packed, it cannot be seen in their bytes. */
export const documentsSaying = (db: Database, documents: Document[], email: string): Document[] => {
  const saying = new Set(
    db
      .prepare<{ email: string }, number>(`
        SELECT document_id FROM document_texts WHERE instr(lower(content), lower(@email)) > 0
        UNION SELECT document_id FROM sheet_readings WHERE instr(lower(answers), lower(@email)) > 0
      `)
      .pluck()
      .all({ email }),
  )
  return documents.filter(({ id }) => saying.has(id))
}

/** Takes an address out of every text. */
export const redactTexts = (db: Database, email: string) =>
  redact(db, { table: 'document_texts', texts: ['content'], also: 'version = version + 1' }, email)
