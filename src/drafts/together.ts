import { createHash } from 'node:crypto'
import type { Typed } from '../web/fields.ts'

// Two people, or two pages of one, may have the same draft open: each page carries short marks of what it showed, and the
// draft remembers what each page sent last. An answer counts as changed when it is not what its page showed or sent before.

/** Answers that are one, by their names: nobody gets half of what somebody else has said. */
export type Unit = string[]

/** What a page of the form sent last: the marks of its answers, and the button that was pressed. */
export type PageSent = { page: string; marks: string; act: string }

const length = 4

/** Marks of answers, in the order of the units: too short to tell what they are. */
export const marksOf = (units: Unit[], typed: Typed) => units.map((unit) => markOf(unit, typed)).join('')

type Joining = {
  units: Unit[]
  /** what the page showed, or sent before; nothing when that is not known: then all that it sends counts */
  base: string
  /** whether the page asks for an answer of that name: of one that it does not, the draft's stays */
  asks: (name: string) => boolean
  /** a unit that the button works on: it is the page's, changed or not */
  worksOn: (unit: Unit) => boolean
}

type Joined = {
  typed: Typed
  /** answers of the draft that others take the place of, as they were */
  replaced: Typed
}

/** What a page sends, put into what the draft holds by now. */
export function joinTyped({ units, base, asks, worksOn }: Joining, sent: Typed, held: Typed): Joined {
  const typed: Typed = { ...sent }
  const replaced: Typed = {}
  const isKnown = base.length === units.length * length

  for (const [index, unit] of units.entries()) {
    const was = base.slice(index * length, (index + 1) * length)
    const [own, other] = [markOf(unit, sent), markOf(unit, held)]
    const stays = isKnown && own === was && !worksOn(unit)
    const clashes = isKnown && other !== was && other !== own && !stays
    for (const name of unit) {
      if (stays || !asks(name)) put(typed, name, held[name])
      else if (clashes && plain(held[name]).length > 0 && !isSame(held[name], sent[name]))
        put(replaced, name, held[name])
    }
  }
  return { typed, replaced }
}

function put(typed: Typed, name: string, answer: Typed[string] | undefined) {
  if (answer === undefined) delete typed[name]
  else typed[name] = answer
}

const markOf = (unit: Unit, typed: Typed) =>
  createHash('sha256')
    .update(JSON.stringify(unit.map((name) => plain(typed[name]))))
    .digest('hex')
    .slice(0, length)

const isSame = (one: Typed[string] | undefined, other: Typed[string] | undefined) =>
  JSON.stringify(plain(one)) === JSON.stringify(plain(other))

/** An answer as it is compared: a browser sends lines its own way, boxes in the order of the page, and no empty ones. */
const plain = (answer: Typed[string] | undefined) =>
  [answer ?? []]
    .flat()
    .filter((value) => value !== '')
    .map((value) => value.replaceAll('\r\n', '\n'))
    .sort()
