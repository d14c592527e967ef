import type { Database } from '../db/open.ts'
import { redact } from '../db/without-address.ts'

/** Takes an address out of what an edition and its webinar say. */
export function redactEditions(db: Database, email: string) {
  redact(db, { table: 'editions', json: ['texts'] }, email)
  redact(db, { table: 'webinars', texts: ['sharing', 'transcript'] }, email)
}
