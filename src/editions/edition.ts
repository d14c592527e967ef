import type { Edition } from './queries.ts'

export type Phase = 'call' | 'programme' | 'week' | 'after' | 'between'

/** Where the edition stands on this local day: call for proposals, programme out, the week, the two months after it, between editions. */
export function phaseOf(edition: Edition, day: string): Phase {
  if (day < edition.firstDay) return acceptsSubmissions(edition, day) ? 'call' : 'programme'
  if (day <= edition.lastDay) return 'week'
  const longAfter = Temporal.PlainDate.from(edition.lastDay).add({ months: 2 }).toString()
  return day <= longAfter ? 'after' : 'between'
}

/** Open is a stored state, closed by its deadline (that day included) and by the end of the week. */
export function acceptsSubmissions(edition: Edition, day: string) {
  const lastCall = edition.submissionsDeadline ?? edition.lastDay
  return edition.submissions === 'open' && day <= lastCall && day <= edition.lastDay
}

/** The days of the week, Monday to Friday for an ordinary edition. */
export function daysOf(edition: Edition): string[] {
  const days: string[] = []
  for (
    let day = Temporal.PlainDate.from(edition.firstDay);
    day.toString() <= edition.lastDay;
    day = day.add({ days: 1 })
  )
    days.push(day.toString())
  return days
}

const inks = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** The class of a day: each day of the week has its ink. */
export const inkOf = (day: string) => inks[Temporal.PlainDate.from(day).dayOfWeek - 1] ?? 'monday'
