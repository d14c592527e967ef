import { fieldsOf, filesOf, type Part, type Question } from '../sheets/questions.ts'
import type { Option, Typed } from '../web/fields.ts'
import { count, fold, spaced } from '../web/french.ts'

/** A question as a sheet of paper asks it. `box` is one line, a block of text, one answer of a list, or several. */
export type Asked = {
  name: string
  label: string
  hint: string
  required: boolean
  box: 'line' | 'text' | 'one' | 'several'
  /** of a text, the lines shown and how many characters may be written */
  rows: number
  limit: number
  options: readonly Option[]
  answer: string[]
}

export type Section = {
  title: string
  words: string[]
  questions: Asked[]
  more: { title: string; questions: Asked[] }
}

/** The parts of a sheet as a document asks them, answered as `typed` says. Files come beside it, and are named. */
export const outlineOf = (parts: readonly Part[], typed: Typed = {}): Section[] =>
  parts.map((part) => ({
    title: part.title,
    words: [...(part.words ? [part.words] : []), ...beside(part)].map(spaced),
    questions: questionsOf(part.questions, typed),
    more: { title: optional(part.more?.title ?? ''), questions: questionsOf(part.more?.questions ?? {}, typed) },
  }))

const questionsOf = (questions: Part['questions'], typed: Typed) =>
  Object.entries<Question>(fieldsOf([{ id: '', title: '', questions }])).map(([name, question]) =>
    askedOf(name, question, typed[name]),
  )

function askedOf(name: string, field: Question, answer: string | string[] = []): Asked {
  const { label, hint = '', required, kind, options = [], rows = 1, limit = 0 } = field
  return {
    name,
    label: spaced(label),
    hint: spaced([hint, limitText(limit, hint)].filter(Boolean).join(' ')),
    required,
    box: kind === 'checkboxes' ? 'several' : options.length > 0 ? 'one' : kind === 'textarea' ? 'text' : 'line',
    rows,
    limit,
    options,
    answer: [answer].flat().filter(Boolean),
  }
}

/** Nobody is told twice. */
const limitText = (limit: number, hint: string) =>
  limit === 0 || /caractères/.test(hint) ? '' : `${count(limit, 'caractère')} au plus.`

const beside = (part: Part) => {
  const files = filesOf([part])
  if (files.length === 0) return []
  const names = files.map(({ label, hint }) => `${label} (${hint.replace(/\.$/, '')})`)
  return [`Facultatif, en fichiers à joindre à part : ${names.join(' ; ')}.`]
}

/** « Ajouter les critères » is what a button does; on paper they are simply optional. */
const optional = (title: string) => (title ? `Facultatif : ${lower(title.replace(/^Ajouter /, ''))}` : '')

const lower = (text: string) => text.charAt(0).toLocaleLowerCase('fr') + text.slice(1)

/** An answer of a list under a name that every format can hold. */
export const keyOf = ({ slug }: Pick<Option, 'slug'>) => fold(slug).replaceAll(' ', '-')

/** What a box to tick is called in the document: its question, then its answer. */
export const boxName = (name: string, option: Pick<Option, 'slug'>) => `${name}.${keyOf(option)}`

// More answers than this are a list to choose from, where the format has lists.
const fewest = 4

/** Whether a word processor asks for ticks, one box an answer. */
export const isTicked = ({ box, options }: Asked) => box === 'several' || (box === 'one' && options.length <= fewest)

/** The controls of a word processor's document by their names, in order. */
export const controlNames = (sections: Section[]) =>
  allAsked(sections).flatMap((asked) =>
    isTicked(asked) ? asked.options.map((option) => boxName(asked.name, option)) : [asked.name],
  )

/** Every question of an outline, in order. */
export const allAsked = (sections: Section[]) =>
  sections.flatMap(({ questions, more }) => [...questions, ...more.questions])
