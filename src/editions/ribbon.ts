import { capital, dayName } from '../web/french.ts'
import { daysOf, inkOf } from './edition.ts'
import type { Edition } from './queries.ts'

export type RibbonDay = {
  day: string
  ink: string
  weekday: string
  date: string
  slots: number
  href: string
  chosen: boolean
  today: boolean
}

/** The week at a glance: one door per day, with its count. `now` is the local time, `chosen` the days in the reader's selection. */
export function ribbonOf(
  edition: Edition,
  counts: Map<string, number>,
  now: string,
  hrefOf: (day: string) => string,
  chosen: string[] = [],
): RibbonDay[] {
  return daysOf(edition).map((day) => {
    const [weekday = '', ...date] = capital(dayName(day)).split('\u00a0')
    return {
      day,
      ink: inkOf(day),
      weekday,
      date: date.join('\u00a0'),
      slots: counts.get(day) ?? 0,
      href: hrefOf(day),
      chosen: chosen.includes(day),
      today: now.startsWith(day),
    }
  })
}
