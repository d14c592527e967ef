import type { Database } from '../db/open.ts'

/** Takes an address out of what filled sheets answer. */
export const redactReadings = (db: Database, email: string) =>
  db
    .prepare('UPDATE sheet_readings SET answers = without_address_in(answers, @email) WHERE mentions(@email, answers)')
    .run({ email })
