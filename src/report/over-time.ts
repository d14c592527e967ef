import { date, dayName } from '../web/french.ts'

/** A stretch of days with what was counted in it. */
export type Stretch<N extends string> = { from: string; label: string } & Record<N, number>

const mostWeeks = 13

/** Days put together by weeks from Monday, by months when that is too many; the empty ones between them too. */
export function stretchesOf<N extends string>(days: ({ day: string } & Record<N, number>)[], names: N[]): Stretch<N>[] {
  const [first, last] = [days[0]?.day, days.at(-1)?.day]
  if (!first || !last) return []
  const weeks = Temporal.PlainDate.from(mondayOf(first)).until(last).days / 7
  const startOf = weeks < mostWeeks ? mondayOf : monthOf
  const next = weeks < mostWeeks ? { days: 7 } : { months: 1 }
  const byStart = Map.groupBy(days, ({ day }) => startOf(day))
  const stretches: Stretch<N>[] = []
  for (let from = startOf(first); from <= last; from = Temporal.PlainDate.from(from).add(next).toString()) {
    const within = byStart.get(from) ?? []
    const sums = names.map((name) => [name, within.reduce((sum, day) => sum + day[name], 0)])
    stretches.push({ from, label: labelOf(from, 'days' in next), ...Object.fromEntries(sums) })
  }
  return stretches
}

function mondayOf(day: string) {
  const plain = Temporal.PlainDate.from(day)
  return plain.subtract({ days: plain.dayOfWeek - 1 }).toString()
}

const monthOf = (day: string) => `${day.slice(0, 7)}-01`

/** « semaine du 3 avril », « avril 2023 » */
const labelOf = (from: string, week: boolean) =>
  week ? `semaine du ${dayName(from).replace(/^\S+?\u00a0/, '')}` : date(from).replace(/^1er\u00a0/, '')
