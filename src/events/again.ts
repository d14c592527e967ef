import type { Edition } from '../editions/queries.ts'
import type { Described, Slot } from './event.ts'

type Dates = Pick<Edition, 'firstDay' | 'lastDay'>

/**
 * An event of a past edition as it would take place in a new one: the same days of the week and hours. What came as a file
 * is not taken along, nor what was said of it.
 */
export function againIn(past: Dates, edition: Dates, event: Described): Described {
  const weeks = weeksBetween(past.firstDay, edition.firstDay)
  const later = (day: string) => Temporal.PlainDate.from(day).add({ weeks }).toString()
  const { registrationDeadline } = event
  return {
    ...event,
    slots: event.slots.map(
      ({ day, startsAt, endsAt, moment }): Slot => ({ day: later(day), startsAt, endsAt, moment }),
    ),
    registrationDeadline: registrationDeadline && later(registrationDeadline),
    imageAlt: null,
    imageCredit: null,
  }
}

/** Whole weeks: a Tuesday stays a Tuesday, whatever the day that each edition begins. */
function weeksBetween(first: string, next: string) {
  const monday = (day: string) => {
    const date = Temporal.PlainDate.from(day)
    return date.subtract({ days: date.dayOfWeek - 1 })
  }
  return monday(first).until(monday(next)).days / 7
}
