import type { Database } from '../db/open.ts'
import { eraserFor } from '../db/without-address.ts'

/** Takes an address out of what is still to be read. */
export function redactNotices(db: Database, email: string) {
  eraserFor(db)
  db.prepare(`
    UPDATE notices SET data = without_address_in(data, @email) WHERE instr(lower(data), lower(@email)) > 0
  `).run({ email })
}
