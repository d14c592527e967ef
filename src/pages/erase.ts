import type { Database } from '../db/open.ts'
import { eraserFor } from '../db/without-address.ts'

/** Takes an address out of what the pages say and have said; a legal fact that held it is to be said again. */
export function redactPages(db: Database, email: string) {
  eraserFor(db)
  db.prepare(`
    UPDATE page_versions SET text = without_address(text, @email) WHERE instr(lower(text), lower(@email)) > 0
  `).run({ email })
  db.prepare('DELETE FROM legal_facts WHERE instr(lower(value), lower(?)) > 0').run(email)
}
