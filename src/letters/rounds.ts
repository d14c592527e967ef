import { type Clock, realClock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { sendDigests } from './digest.ts'
import { remind } from './reminders.ts'
import { tellUndelivered } from './undelivered.ts'

/** What is looked at every minute: what is to be gathered, recalled, or told of the mail itself. Mail lives in the real time, waits in the site's. */
export function goRound({ db, clock, mailClock = realClock }: { db: Database; clock: Clock; mailClock?: Clock }) {
  sendDigests(db, mailClock)
  remind(db, clock)
  tellUndelivered(db, mailClock)
}
