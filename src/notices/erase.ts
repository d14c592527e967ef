import type { Database } from '../db/open.ts'

/** Nothing more is to be read of what is gone, and an address in nothing that is. */
export function eraseNotices(db: Database, email: string, gone: string[]) {
  db.prepare(`DELETE FROM notices WHERE data ->> 'reference' IN (SELECT value FROM json_each(?))`).run(
    JSON.stringify(gone),
  )
  db.prepare('UPDATE notices SET data = without_address_in(data, @email) WHERE mentions(@email, data)').run({ email })
}
