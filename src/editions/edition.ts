import { capital, dayName } from '../web/french.ts'
import type { Phase } from './phases.ts'
import type { Edition } from './queries.ts'

/** The moment that the home page shows: the coordination's choice, or the calendar's. */
export const phaseOf = (edition: Edition, day: string): Phase => edition.phase ?? phaseByDate(edition, day)

// A programme is not looked for before; the edition is only announced.
const programmeMonths = 3

/** Where the edition stands on this local day: call for proposals, programme out, the week, the two months after it, between editions. */
export function phaseByDate(edition: Edition, day: string): Phase {
  if (day < edition.firstDay) {
    if (acceptsSubmissions(edition, day)) return 'call'
    return isAhead(edition, day) ? 'between' : 'programme'
  }
  if (day <= edition.lastDay) return 'week'
  const longAfter = Temporal.PlainDate.from(edition.lastDay).add({ months: 2 }).toString()
  return day <= longAfter ? 'after' : 'between'
}

/** Announced: its propositions are not open yet, and nobody looks for its programme. */
export function isAhead(edition: Edition, day: string) {
  const { firstDay, submissionsDeadline } = edition
  const soon = Temporal.PlainDate.from(firstDay).subtract({ months: programmeMonths }).toString()
  return !acceptsSubmissions(edition, day) && day < soon && (submissionsDeadline === null || day <= submissionsDeadline)
}

/** Open is a stored state, closed by its deadline (that day included) and by the end of the week. */
export function acceptsSubmissions(edition: Edition, day: string) {
  const lastCall = edition.submissionsDeadline ?? edition.lastDay
  return edition.submissions === 'open' && day <= lastCall && day <= edition.lastDay
}

export const isOver = ({ lastDay }: Pick<Edition, 'lastDay'>, day: string) => day > lastDay

/** The days of the week, Monday to Friday for an ordinary edition. */
export function daysOf(edition: Pick<Edition, 'firstDay' | 'lastDay'>): string[] {
  const days: string[] = []
  for (
    let day = Temporal.PlainDate.from(edition.firstDay);
    day.toString() <= edition.lastDay;
    day = day.add({ days: 1 })
  )
    days.push(day.toString())
  return days
}

/** The same as a form offers them. */
export const dayOptions = (edition: Pick<Edition, 'firstDay' | 'lastDay'>) =>
  daysOf(edition).map((day) => ({ slug: day, label: capital(dayName(day)) }))

const inks = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** The class of a day: each day of the week has its ink. */
export const inkOf = (day: string) => inks[Temporal.PlainDate.from(day).dayOfWeek - 1] ?? 'monday'
