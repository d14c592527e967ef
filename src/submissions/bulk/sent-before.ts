import { readCommuneAnswer } from '../../communes/answer.ts'
import type { Database } from '../../db/open.ts'
import type { Draft } from '../../drafts/queries.ts'
import type { Edition } from '../../editions/queries.ts'
import type { Slot } from '../../events/event.ts'
import { codeOf, modes } from '../../events/lists.ts'
import { findEvent } from '../../events/queries.ts'
import { readSlots } from '../../events/slot-reading.ts'
import { listManaged } from '../../propositions/person.ts'
import type { Errors, Typed } from '../../web/fields.ts'
import { fold } from '../../web/french.ts'
import { addressOf } from '../draft-link.ts'
import type { Row } from './rows.ts'

/** Of a row, the reference of the proposition that it was sent as, or of one that resembles it. */
export type Sent = { sent?: string | undefined; alike?: string | undefined }

/**
 * What the same address has sent of these rows. A row was sent when its title, its hours and its place are those of a
 * proposition, which answers for one row only; another one of the same title and days resembles it.
 */
export function sentBefore(db: Database, edition: Edition, bulk: Draft, rows: Row[]): Sent[] {
  const wanted = rows.map(({ typed }) => marksOfRow(db, edition, typed))
  const left = listSent(db, edition, bulk, new Set(wanted.map(({ title }) => title)))
  const exact = wanted.map(({ whole }) => {
    const index = left.findIndex((one) => one.whole === whole)
    return index < 0 ? undefined : left.splice(index, 1)[0]?.reference
  })
  return wanted.map(({ days }, index) =>
    exact[index] ? { sent: exact[index] } : { alike: left.find((one) => one.days === days)?.reference },
  )
}

/** What that address has proposed in this edition, and neither took back nor was refused. */
function listSent(db: Database, edition: Edition, bulk: Draft, titles: Set<string>) {
  const email = addressOf(db, bulk)
  const own = email ? listManaged(db, email).filter(({ own, kind }) => own && kind === 'evenement') : []
  return own
    .filter(({ status, edition: number }) => number === edition.number && !['refused', 'withdrawn'].includes(status))
    .filter(({ title }) => titles.has(fold(title)))
    .flatMap(({ reference, title }) => {
      const event = findEvent(db, reference)
      if (!event) return []
      const place = placeMark(event.mode, event.communeCode)
      return [{ reference, ...marksOf(fold(title), event.slots, place) }]
    })
}

/** A row whose days or place cannot be read was sent as nothing. */
function marksOfRow(db: Database, edition: Edition, typed: Typed): { title: string; whole?: string; days?: string } {
  const title = fold([typed.titre ?? ''].flat().join(' '))
  const errors: Errors = {}
  const slots = readSlots(edition, typed, errors)
  const place = placeIn(db, typed)
  return Object.keys(errors).length > 0 || !place ? { title } : { title, ...marksOf(title, slots, place) }
}

function placeIn(db: Database, { participation, commune }: Typed): string | undefined {
  const mode = codeOf(modes, String(participation))
  if (!mode || mode === 'online') return mode
  const answer = readCommuneAnswer(db, '', String(commune ?? ''))
  return answer.ok ? placeMark(mode, answer.commune.code) : undefined
}

const placeMark = (mode: string, communeCode: string | null) => [mode, communeCode].filter(Boolean).join(' ')

function marksOf(title: string, slots: Slot[], place: string) {
  const marked = (parts: string[]) => [title, ...new Set(parts.sort())].join('\n')
  const hours = slots.map(({ day, startsAt, endsAt, moment }) => [day, startsAt, endsAt, moment].join(' '))
  return { whole: marked([...hours, place]), days: marked(slots.map(({ day }) => day)) }
}
