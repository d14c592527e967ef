import type { Database } from '../../db/open.ts'
import type { Draft } from '../../drafts/queries.ts'
import type { Edition } from '../../editions/queries.ts'
import type { Slot } from '../../events/event.ts'
import { findEvent } from '../../events/queries.ts'
import { readSlots } from '../../events/slot-reading.ts'
import { listManaged } from '../../propositions/person.ts'
import type { Errors, Typed } from '../../web/fields.ts'
import { fold } from '../../web/french.ts'
import { addressIn } from '../draft-link.ts'
import type { Row } from './rows.ts'

/**
 * For each row, the reference of the proposition that the same address has sent of it: same title, same days. Each answers
 * for one row, that of its hours first, so that a second session of the day is not taken for the first.
 */
export function sentBefore(db: Database, edition: Edition, bulk: Draft, rows: Row[]): (string | undefined)[] {
  const wanted = rows.map(({ typed }) => marksOfRow(edition, typed))
  const left = listSent(db, edition, bulk, new Set(wanted.map(({ title }) => title)))
  const take = (mark: 'hours' | 'days', value: string | undefined) => {
    const index = left.findIndex((one) => one[mark] === value)
    return index < 0 ? undefined : left.splice(index, 1)[0]?.reference
  }
  const exact = wanted.map(({ hours }) => take('hours', hours))
  return wanted.map(({ days }, index) => exact[index] ?? take('days', days))
}

/** What that address has proposed in this edition, and neither took back nor was refused. */
function listSent(db: Database, edition: Edition, bulk: Draft, titles: Set<string>) {
  const email = addressIn(bulk)
  const own = email ? listManaged(db, email).filter(({ own, kind }) => own && kind === 'evenement') : []
  return own
    .filter(({ status, edition: number }) => number === edition.number && !['refused', 'withdrawn'].includes(status))
    .filter(({ title }) => titles.has(fold(title)))
    .flatMap(({ reference, title }) => {
      const event = findEvent(db, reference)
      return event ? [{ reference, ...marksOf(fold(title), event.slots) }] : []
    })
}

/** A row whose days cannot be read was sent as nothing. */
function marksOfRow(edition: Edition, typed: Typed): { title: string; hours?: string; days?: string } {
  const title = fold([typed.titre ?? ''].flat().join(' '))
  const errors: Errors = {}
  const slots = readSlots(edition, typed, errors)
  return Object.keys(errors).length > 0 ? { title } : { title, ...marksOf(title, slots) }
}

function marksOf(title: string, slots: Slot[]) {
  const marked = (parts: string[]) => [title, ...new Set(parts.sort())].join('\n')
  return {
    hours: marked(slots.map(({ day, startsAt, endsAt, moment }) => [day, startsAt, endsAt, moment].join(' '))),
    days: marked(slots.map(({ day }) => day)),
  }
}
