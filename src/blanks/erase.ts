import type { Database } from '../db/open.ts'
import { redact } from '../db/without-address.ts'

/** Takes an address out of what filled sheets answer. */
export const redactReadings = (db: Database, email: string) =>
  redact(db, { table: 'sheet_readings', json: ['answers'] }, email)
