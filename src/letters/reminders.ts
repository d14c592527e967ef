import { type Clock, realClock, today } from '../clock.ts'
import { listCoordinators } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { type Edition, findCurrentEdition } from '../editions/queries.ts'
import { queueMail } from '../mail/outbox.ts'
import { lastReminded, noteReminder } from '../notices/reminders.ts'
import { findAnyProposition } from '../propositions/proposition.ts'
import { tellOrganisers } from '../propositions/told.ts'
import { dayOf } from '../web/french.ts'
import { isWorkingDay, workingDaysSince } from '../web/working-days.ts'
import { digestHour } from './digest.ts'
import { listAwaitedCorrections, listComing, listWaits } from './waits.ts'

/** How many working days something may wait, how many days a correction, how many days before an event its details are checked. */
const patience = 3
const correctionDays = 5
const daysAhead = 10

/** Recalls what has waited too long, to those who decide and to those who propose; each wait once, on working days from eight. */
export function remind(db: Database, clock: Clock) {
  const edition = findCurrentEdition(db)
  if (!edition || !isMorning(clock, edition)) return

  db.transaction(() => {
    remindCoordinators(db, clock, edition)
    remindOfCorrections(db, clock, edition)
    askToCheck(db, clock, edition)
  }).immediate()
}

function isMorning(clock: Clock, { timeZone }: Edition) {
  const now = clock.now().toZonedDateTimeISO(timeZone)
  return now.hour >= digestHour && isWorkingDay(now.toPlainDate().toString())
}

/** One mail a day at most, about everything that has begun to wait too long. */
function remindCoordinators(db: Database, clock: Clock, { id, timeZone }: Edition) {
  const day = today(clock, timeZone)
  const last = lastReminded(db, 'decision')
  if (last && dayOf(last, timeZone) === day) return

  const references = listWaits(db, id)
    .filter(({ since }) => workingDaysSince(dayOf(since, timeZone), day) > patience)
    .filter(({ reference, since }) => noteReminder(db, clock, { subject: reference, reason: 'decision', since }))
    .map(({ reference }) => reference)
  if (references.length === 0) return
  for (const { id: coordinator, email } of listCoordinators(db))
    queueMail(db, realClock, { name: 'proposals-waiting', to: email, data: { references, coordinator } })
}

function remindOfCorrections(db: Database, clock: Clock, { id }: Edition) {
  const before = clock
    .now()
    .subtract({ hours: correctionDays * 24 })
    .round('second')
    .toString()
  for (const { reference, since } of listAwaitedCorrections(db, id, before)) {
    const proposition = findAnyProposition(db, reference)
    if (proposition && noteReminder(db, clock, { subject: reference, reason: 'correction', since }))
      tellOrganisers(db, proposition, { name: 'correction-awaited', data: { kind: proposition.kind } })
  }
}

function askToCheck(db: Database, clock: Clock, { timeZone }: Edition) {
  const day = Temporal.PlainDate.from(today(clock, timeZone))
  const coming = {
    from: day.add({ days: 2 }).toString(),
    to: day.add({ days: daysAhead }).toString(),
    notice: daysAhead,
  }
  for (const { reference, day: since } of listComing(db, coming)) {
    const proposition = findAnyProposition(db, reference)
    if (proposition && noteReminder(db, clock, { subject: reference, reason: 'details', since }))
      tellOrganisers(db, proposition, { name: 'details-check', data: { kind: proposition.kind } })
  }
}
