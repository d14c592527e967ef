import type { Database } from '../db/open.ts'
import { daysOf } from '../editions/edition.ts'
import type { Edition } from '../editions/queries.ts'
import type { Option } from '../web/fields.ts'
import { capital, count, dayName } from '../web/french.ts'
import { type Axis, agendaOf } from './axes.ts'
import { countProgramme } from './queries.ts'

export type Amount = { published: number; waiting: number }
type Cell = Amount & { figure: string; href: string | undefined; says: string; level: number }
export type BalanceRow = { value: Option; days: Map<string, Amount>; total: Amount }

const nothing: Amount = { published: 0, waiting: 0 }
const outside = 'hors'

/** What each value has on each day of the week, in the order of its list; then what there is in all. */
export function weigh(db: Database, edition: Edition, axis: Axis) {
  const days = daysOf(edition)
  const counts = Map.groupBy(countProgramme(db, { editionId: edition.id, axis: axis.name }), ({ value }) => value)

  const rowOf = (value: Option): BalanceRow => {
    const perDay = new Map<string, Amount>()
    let total = nothing
    for (const { day, ...amount } of counts.get(value.slug) ?? []) {
      const column = day === null || days.includes(day) ? day : outside
      if (column === null) total = amount
      else perDay.set(column, sum(perDay.get(column) ?? nothing, amount))
    }
    return { value, days: perDay, total }
  }
  const all = rowOf({ slug: '', label: 'En tout' })
  return { days, rows: axis.values.map(rowOf), all, hasOutside: all.days.has(outside) }
}

const sum = (one: Amount, other: Amount): Amount => ({
  published: one.published + other.published,
  waiting: one.waiting + other.waiting,
})

/** The table in words, as the page draws it. */
export function tableOf(axis: Axis, { days, rows, all, hasOutside }: ReturnType<typeof weigh>) {
  const columns = [
    // one that may break before its month
    ...days.map((day) => ({ day, label: capital(dayName(day)).replaceAll('\u00a0', ' ') })),
    ...(hasOutside ? [{ day: outside, label: 'Hors Semaine' }] : []),
  ]
  const lineOf = ({ value, days: perDay, total }: BalanceRow) => ({
    label: value.label,
    cells: columns.map(({ day, label }): Cell => {
      const amount = perDay.get(day) ?? nothing
      const href = day === outside ? undefined : agendaOf(axis, value.slug, [day])
      return cellOf(
        amount,
        href,
        `${count(amount.published, 'créneau publié', 'créneaux publiés')}, ${value.label}, ${label}`,
      )
    }),
    total: cellOf(
      total,
      agendaOf(axis, value.slug),
      `${count(total.published, 'événement publié', 'événements publiés')}, ${value.label}`,
    ),
  })
  return { columns, lines: rows.map(lineOf), all: lineOf(all) }
}

const cellOf = (amount: Amount, href: string | undefined, says: string): Cell => ({
  ...amount,
  figure: figures.format(amount.published),
  href: amount.published > 0 ? href : undefined,
  says,
  level: levels.filter((least) => amount.published >= least).length,
})

const figures = new Intl.NumberFormat('fr-FR')

/** From how many slots on a cell is a step darker. */
const levels = [1, 2, 4, 8]
