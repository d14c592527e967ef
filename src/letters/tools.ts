import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import type { Mails } from '../mail/worker.ts'

/** `mails` are all those that the site sends, and `mailText` their names in words. */
export type Tools = {
  db: Database
  clock: Clock
  baseUrl: string
  mails: Mails
  mailText: (name: string) => string
}
