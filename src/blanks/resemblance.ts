import { partsOf } from '../sheets/forms.ts'
import { type Kind, kinds } from '../sheets/lists.ts'
import { fold } from '../web/french.ts'
import { allAsked, outlineOf } from './outline.ts'
import type { Returned } from './read.ts'

const ours = 0.75
const alike = 0.5
/** of what our sheets ask of a person */
const mostPrivate = 2

/** A file without our mark that asks nearly all of our questions is ours, printed or copied; one that asks many may be. */
export function resembles(words: string): Returned | 'doubtful' | undefined {
  const text = fold(words)
  // a picture of a page: nobody can tell
  if (text.trim() === '') return 'doubtful'
  const shares = kinds.map(({ code }) => ({ kind: code, share: shareIn(text, labelsOf(code)) }))
  const best = shares.reduce((one, other) => (other.share > one.share ? other : one))
  if (best.share >= ours) return { kind: best.kind, state: 'flat', answers: {} }
  const askedOfPeople = labelsOf('rex', true).filter((label) => text.includes(label)).length
  return best.share >= alike || askedOfPeople >= mostPrivate ? 'doubtful' : undefined
}

const shareIn = (text: string, labels: string[]) =>
  labels.filter((label) => text.includes(label)).length / labels.length

const labelsOf = (kind: Kind, ofPeople = false) =>
  allAsked(outlineOf(partsOf(kind, 'typed').filter((part) => !ofPeople || part.private))).map(({ label }) =>
    fold(label),
  )
