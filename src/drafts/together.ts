import { createHash } from 'node:crypto'
import type { Typed } from '../web/fields.ts'

// Two people, or two pages of one, may have the same draft open: the form carries short marks of what it showed.

const length = 4

/** Marks of the answers of these names, in their order: what a form showed, too short to tell what it was. */
export const marksOf = (names: string[], typed: Typed) => names.map((name) => markOf(typed[name])).join('')

type Joined = {
  typed: Typed /** answers of the draft that another one takes the place of, as they were */
  replaced: Typed
}

/**
 * What one person sends, put into what the draft holds by now: an answer that they left as it was shown is the draft's.
 * Without marks, everything that they send counts.
 */
export function joinTyped(names: string[], marks: string, sent: Typed, held: Typed): Joined {
  const typed: Typed = { ...sent }
  const replaced: Typed = {}
  if (marks.length !== names.length * length) return { typed, replaced }

  for (const [index, name] of names.entries()) {
    const shown = marks.slice(index * length, (index + 1) * length)
    const [own, other] = [markOf(sent[name]), markOf(held[name])]
    if (other === shown || other === own) continue
    const answer = held[name]
    if (own !== shown) {
      if (plain(answer).length > 0) replaced[name] = answer ?? ''
    } else if (answer === undefined) delete typed[name]
    else typed[name] = answer
  }
  return { typed, replaced }
}

const markOf = (answer: Typed[string] | undefined) =>
  createHash('sha256')
    .update(JSON.stringify(plain(answer)))
    .digest('hex')
    .slice(0, length)

/** An answer as it is compared: a browser sends lines its own way, boxes in the order of the page, and no empty ones. */
const plain = (answer: Typed[string] | undefined) =>
  [answer ?? []]
    .flat()
    .filter((value) => value !== '')
    .map((value) => value.replaceAll('\r\n', '\n'))
    .sort()
