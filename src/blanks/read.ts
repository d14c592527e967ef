import { readFile } from 'node:fs/promises'
import { partsOf } from '../sheets/forms.ts'
import type { Kind } from '../sheets/lists.ts'
import type { Part } from '../sheets/questions.ts'
import { readApart } from '../uploads/apart.ts'
import { odtType } from '../uploads/office.ts'
import type { Typed } from '../web/fields.ts'
import { mostTyped } from '../web/forms.ts'
import { fold } from '../web/french.ts'
import { example } from './frame.ts'
import { formats, typeOf } from './lists.ts'
import { readMark } from './mark.ts'
import { type Asked, allAsked, boxName, keyOf, outlineOf } from './outline.ts'
import type { Raw } from './raw.ts'
import { resembles } from './resemblance.ts'
import { takeTurns } from './turns.ts'

/**
 * One of our sheets that came back: its kind, and its answers as they would have been typed. It may be `blank`, the `example`
 * with nothing changed, or `flat`: printed or saved in a way that keeps its words, and not which answers what.
 */
export type Returned = { kind: Kind; state: 'read' | 'blank' | 'example' | 'flat'; answers: Typed }

/** What a file turned out to be; `doubtful`: it may be ours, and nothing says that it is not. */
export type Recognised = Returned | 'doubtful' | undefined

export type Readable = 'docx' | 'pdf' | 'odt'

/** What a file is to us; undefined for one of another make. */
export async function recognise(place: string, type: string): Promise<Recognised> {
  const format = type === odtType ? 'odt' : formats.find((one) => typeOf[one] === type)
  if (!format) return undefined
  const raw = await readNext(await readFile(place), format).catch(() => undefined)
  return raw ? (answersIn(raw) ?? resembles(raw.words)) : 'doubtful'
}

/** What a file with our mark answers. What is still the example's is nobody's answer. */
export function answersIn(
  raw: Raw,
  partsFor: (kind: Kind) => readonly Part[] = (kind) => partsOf(kind, 'typed'),
): Returned | undefined {
  const mark = readMark(raw.mark)
  if (!mark) return undefined
  const asked = allAsked(outlineOf(partsFor(mark.kind)))
  const given = asked.flatMap((one) => {
    const answer = answerTo(one, raw.answers)
    return answer.length === 0 ? [] : [[one.name, answer] as const]
  })
  const own = given.filter(([name, answer]) => !mark.example || !same(answer, example[name]))
  if (isTooLong(own) || !asked.some((one) => isAsked(one, raw))) return { kind: mark.kind, state: 'flat', answers: {} }
  const state = own.length > 0 ? 'read' : given.length > 0 ? 'example' : 'blank'
  return { kind: mark.kind, state, answers: Object.fromEntries(own) }
}

/** No form takes more. */
const isTooLong = (given: (readonly [string, string | string[]])[]) =>
  given.reduce((sum, [, answer]) => sum + String(answer).length, 0) > mostTyped.form

const isAsked = (asked: Asked, { answers }: Raw) =>
  [asked.name, ...asked.options.map((option) => boxName(asked.name, option))].some((name) =>
    Object.hasOwn(answers, name),
  )

const same = (one: Typed[string], other: Typed[string] = '') =>
  String([one].flat().sort()) === String([other].flat().sort())

function answerTo(asked: Asked, given: Raw['answers']): string | string[] {
  const { name, box, options } = asked
  const answer = given[name]
  const text = answer && 'text' in answer ? answer.text.replaceAll(/\r\n?/g, '\n').trim() : ''
  if (box === 'line' || box === 'text') return text.slice(0, mostTyped.answer)
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
const nextTurn = takeTurns(5)

/** One after the other, each in a thread of its own: a crowd of slow ones keeps nobody waiting for long. */
const readNext = (bytes: Buffer, format: Readable): Promise<Raw> =>
  nextTurn(() => readApart<Raw>(new URL('./read-worker.ts', import.meta.url), { bytes, format }, longest))
