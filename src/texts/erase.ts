import type { Database } from '../db/open.ts'
import type { Document } from '../documents/queries.ts'

/** The documents in whose text or answers an address was read: packed, it cannot be seen in their bytes. */
export const documentsSaying = (db: Database, documents: Document[], email: string): Document[] => {
  const saying = new Set(
    db
      .prepare<{ email: string }, number>(`
        SELECT document_id FROM document_texts WHERE mentions(@email, content)
        UNION SELECT document_id FROM sheet_readings WHERE mentions(@email, answers)
      `)
      .pluck()
      .all({ email }),
  )
  return documents.filter(({ id }) => saying.has(id))
}

/** Takes an address out of every text. */
export const redactTexts = (db: Database, email: string) =>
  db
    .prepare(`
      UPDATE document_texts SET
        content = without_address(content, @email),
        version = version + 1
      WHERE mentions(@email, content)
    `)
    .run({ email })
