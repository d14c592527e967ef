import type { Database } from '../db/open.ts'
import { eraserFor } from '../db/without-address.ts'
import type { Document } from '../documents/queries.ts'

/** The documents in whose text an address was read: packed, it cannot be seen in their bytes. */
export const documentsSaying = (db: Database, documents: Document[], email: string): Document[] => {
  const saying = new Set(
    db
      .prepare<{ email: string }, number>(
        'SELECT document_id FROM document_texts WHERE instr(lower(content), lower(@email)) > 0',
      )
      .pluck()
      .all({ email }),
  )
  return documents.filter(({ id }) => saying.has(id))
}

/** Takes an address out of every text. */
export function redactTexts(db: Database, email: string) {
  eraserFor(db)
  db.prepare(`
    UPDATE document_texts SET content = without_address(content, @email), version = version + 1
    WHERE instr(lower(content), lower(@email)) > 0
  `).run({ email })
}
