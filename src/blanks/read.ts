import { readFile } from 'node:fs/promises'
import { partsOf } from '../sheets/forms.ts'
import type { Kind } from '../sheets/lists.ts'
import type { Part } from '../sheets/questions.ts'
import { readApart } from '../uploads/apart.ts'
import type { Typed } from '../web/fields.ts'
import { fold } from '../web/french.ts'
import { example, readMark } from './frame.ts'
import { type Format, formats, typeOf } from './lists.ts'
import { type Asked, allAsked, boxName, keyOf, outlineOf } from './outline.ts'
import type { Raw } from './raw.ts'

/** One of our sheets that came back: its kind, and its answers as they would have been typed; none when it was printed flat. */
export type Returned = { kind: Kind; answers: Typed }

/** Reads a file when it is one of ours; undefined for any other, and for whatever cannot be read. */
export async function readReturned(place: string, type: string): Promise<Returned | undefined> {
  const format = formats.find((one) => typeOf[one] === type)
  const bytes = format && (await readFile(place))
  if (!bytes || !mayBeOurs[format].some((sign) => bytes.includes(sign))) return undefined
  const raw = await readNext(bytes, format).catch(() => undefined)
  return raw && answersIn(raw)
}

/** What is in the bytes of every file of ours, whoever saved it: without any of it, it is not opened. */
const mayBeOurs: Record<Format, string[]> = {
  docx: ['docProps/core.xml', 'docProps/custom.xml'],
  pdf: ['/Keywords', '/ObjStm'],
}

/** What a file of ours answers. What is still the example's is nobody's answer. */
export function answersIn(
  raw: Raw,
  partsFor: (kind: Kind) => readonly Part[] = (kind) => partsOf(kind, 'typed'),
): Returned | undefined {
  const mark = readMark(raw.mark)
  if (!mark) return undefined
  const answers = allAsked(outlineOf(partsFor(mark.kind))).flatMap((asked) => {
    const answer = answerTo(asked, raw.answers)
    return answer.length === 0 || (mark.example && same(answer, example[asked.name]))
      ? []
      : [[asked.name, answer] as const]
  })
  return { kind: mark.kind, answers: Object.fromEntries(answers) }
}

const same = (one: Typed[string], other: Typed[string] = '') =>
  String([one].flat().sort()) === String([other].flat().sort())

function answerTo(asked: Asked, given: Raw['answers']): string | string[] {
  const { name, box, options } = asked
  const answer = given[name]
  const text = answer && 'text' in answer ? answer.text.replaceAll(/\r\n?/g, '\n').trim() : ''
  if (box === 'line' || box === 'text') return text
  const ticked = options.filter((option) => {
    const one = given[boxName(name, option)]
    return one && 'on' in one && one.on
  })
  if (box === 'several') return ticked.map(({ slug }) => slug)
  const meant = options.find(
    (option) => text && [option.label, option.slug, keyOf(option)].some((one) => fold(one) === fold(text)),
  )
  // two boxes ticked where there is one answer say nothing
  return (meant ?? (ticked.length === 1 ? ticked[0] : undefined))?.slug ?? ''
}

const longest = 10

let last: Promise<unknown> = Promise.resolve()

/** One after the other, each in a thread of its own. */
function readNext(bytes: Buffer, format: Format): Promise<Raw> {
  const worker = new URL('./read-worker.ts', import.meta.url)
  const reading = last.then(() => readApart<Raw>(worker, { bytes, format }, longest))
  last = reading.catch(() => undefined)
  return reading
}
