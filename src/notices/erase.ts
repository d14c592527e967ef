import type { Database } from '../db/open.ts'
import { redact } from '../db/without-address.ts'

/** Nothing more is to be read of what is gone, and an address in nothing that is. */
export function eraseNotices(db: Database, email: string, gone: string[]) {
  db.prepare(`DELETE FROM notices WHERE data ->> 'reference' IN (SELECT value FROM json_each(?))`).run(
    JSON.stringify(gone),
  )
  redact(db, { table: 'notices', json: ['data'] }, email)
}
