import type { Clock } from '../clock.ts'
import { listCoordinators } from '../coordinators/queries.ts'
import { type Rhythm, rhythmOf } from '../coordinators/rhythm.ts'
import type { Database } from '../db/open.ts'
import { currentZone } from '../editions/queries.ts'
import { queueMail } from '../mail/outbox.ts'
import { dropForsakenNotices, takeNotices } from '../notices/queries.ts'
import { isWorkingDay } from '../web/working-days.ts'
import { newsOf } from './news.ts'

/** When the day's mail leaves. */
export const digestHour = 8

/**
 * Gathers what is held for each coordinator into one mail, once its hour or its day is over. The notices go as the mail is
 * queued: stopped in between, nothing is told twice and nothing is lost. What is settled by now makes no mail.
 */
export function sendDigests(db: Database, clock: Clock) {
  db.transaction(() => {
    dropForsakenNotices(db)
    for (const { id, email } of listCoordinators(db)) {
      const notices = takeNotices(db, id, dueBefore(db, clock, rhythmOf(db, id)))
      if (newsOf(db, notices).length > 0)
        queueMail(db, clock, { name: 'notices-digest', to: email, data: { coordinator: id, notices } })
    }
  }).immediate()
}

/** What happened before this instant is to be told now: the hour that runs, or the last working morning. */
function dueBefore(db: Database, clock: Clock, rhythm: Rhythm): string {
  const now = clock.now().toZonedDateTimeISO(currentZone(db))
  if (rhythm !== 'daily') return instantOf(now.round({ smallestUnit: 'hour', roundingMode: 'floor' }))

  let morning = now.toPlainDate().toZonedDateTime({ timeZone: now.timeZoneId, plainTime: { hour: digestHour } })
  if (Temporal.ZonedDateTime.compare(morning, now) > 0) morning = morning.subtract({ days: 1 })
  while (!isWorkingDay(morning.toPlainDate().toString())) morning = morning.subtract({ days: 1 })
  return instantOf(morning)
}

const instantOf = (moment: Temporal.ZonedDateTime) => moment.toInstant().round('second').toString()
