import { daysOf } from '../editions/edition.ts'
import type { Edition } from '../editions/queries.ts'
import { dayFaultText, hourExists, readDay, readHour } from '../web/dates.ts'
import { type Errors, readFields, type Typed } from '../web/fields.ts'
import { date, hour, span } from '../web/french.ts'
import { type Slot, sameSlot } from './event.ts'
import { codeOf, moments } from './lists.ts'
import { countSlots, isBlankSlot, slotFields, slotNames } from './slot-fields.ts'

/** The slots that were typed, in their order; one left blank after the first is none. Messages are added to `errors`. */
export function readSlots(edition: Edition, typed: Typed, errors: Errors): Slot[] {
  const slots: Slot[] = []
  for (let number = 1; number <= countSlots(typed); number++) {
    if (number > 1 && isBlankSlot(typed, number)) continue
    const slot = readSlot(edition, typed, number, errors)
    const twin = slot && slots.find((other) => sameSlot(other, slot))
    if (twin) errors[slotNames(number).jour] ??= `${labelOf(number, 'jour')} : ce créneau est déjà donné plus haut`
    if (slot) slots.push(slot)
  }
  return slots
}

/** The days of these slots that are not in the week, said in one sentence; nothing when all are. */
export function outsideText(edition: Edition, slots: Pick<Slot, 'day'>[]): string | undefined {
  const outside = [...new Set(slots.map(({ day }) => day))].filter(
    (day) => day < edition.firstDay || day > edition.lastDay,
  )
  if (outside.length === 0) return undefined
  const days = outside.map(date).join(', le ')
  return `Le ${days} : hors de la Semaine, qui a lieu ${span(edition.firstDay, edition.lastDay)}`
}

/** The days that can be read already, whatever else is wrong with their slots. */
export const typedDays = (edition: Edition, typed: Typed): Pick<Slot, 'day'>[] =>
  Array.from({ length: countSlots(typed) }, (_, index) => typed[slotNames(index + 1).jour]).flatMap((jour) => {
    const read = typeof jour === 'string' ? readDay(jour, edition.year, daysOf(edition)) : undefined
    return read?.ok ? [{ day: read.day }] : []
  })

function readSlot(edition: Edition, typed: Typed, number: number, errors: Errors): Slot | undefined {
  const names = slotNames(number)
  const own = Object.fromEntries(
    Object.values(names).map((name) => [name, slotFields[name] as (typeof slotFields)[string]]),
  )
  const { values, errors: faults } = readFields(own, typed)
  const [jour, debut, fin, moment] = Object.values(names).map((name) => values[name] as string | undefined)
  const about = (name: 'jour' | 'debut' | 'fin', message: string) => {
    faults[names[name]] ??= `${labelOf(number, name)} : ${message}`
  }

  const read = jour ? readDay(jour, edition.year, daysOf(edition)) : undefined
  if (read && !read.ok)
    faults[names.jour] ??= dayFaultText(read, labelOf(number, 'jour'), jour ?? '', '25 mai ou 25/05/2023')
  if (!jour) about('jour', 'indiquez le jour de ce créneau')

  const startsAt = debut ? readHour(debut) : null
  const endsAt = fin ? readHour(fin) : null
  if (startsAt === undefined) about('debut', 'écrivez-la comme 8 h 30 ou 14:00')
  else if (startsAt === null && endsAt) about('debut', 'indiquez-la, puisque vous donnez une heure de fin')
  else if (startsAt === null && !moment) about('debut', 'indiquez-la, ou choisissez un moment de la journée')
  if (endsAt === undefined) about('fin', 'écrivez-la comme 10 h ou 16:30')
  else if (startsAt && endsAt && endsAt <= startsAt)
    about('fin', `${hour(endsAt)} n’est pas après le début, ${hour(startsAt)}`)
  if (read?.ok && startsAt && !hourExists(read.day, startsAt, edition.timeZone))
    about('debut', 'cette nuit-là, les horloges la sautent')

  Object.assign(errors, faults)
  if (!read?.ok || startsAt === undefined || endsAt === undefined || Object.keys(faults).length > 0) return undefined
  return { day: read.day, startsAt, endsAt, moment: startsAt ? null : (codeOf(moments, moment ?? '') ?? null) }
}

const labelOf = (number: number, name: 'jour' | 'debut' | 'fin') => slotFields[slotNames(number)[name]]?.label ?? ''
