import { dayName, series } from '../web/french.ts'
import { type Axis, agendaOf } from './axes.ts'
import type { BalanceRow, weigh } from './table.ts'

export type Gap = {
  slug: string
  label: string
  within: string
  days: string[]
  whole: boolean
  waiting: number
  href: string
}

/** Where nothing is published: what has nothing in the whole week, then what has nothing on some of its days, the emptiest first. */
export function gapsOf(axis: Axis, { days, rows }: Pick<ReturnType<typeof weigh>, 'days' | 'rows'>): Gap[] {
  const gaps = rows.map((row) => gapOf(axis, row, days)).filter((gap) => gap.days.length > 0)
  return gaps.toSorted((one, other) => other.days.length - one.days.length)
}

function gapOf(axis: Axis, { value, days: perDay }: BalanceRow, days: string[]): Gap {
  const empty = days.filter((day) => !perDay.get(day)?.published)
  const whole = empty.length === days.length
  return {
    slug: value.slug,
    label: value.label,
    within: axis.within(value),
    days: empty,
    whole,
    waiting: empty.reduce((sum, day) => sum + (perDay.get(day)?.waiting ?? 0), 0),
    href: agendaOf(axis, value.slug, whole ? [] : empty),
  }
}

/** « le lundi 22 mai et le mardi 23 mai » */
export const onDays = (days: string[]) => series(days.map((day) => `le ${dayName(day)}`))
