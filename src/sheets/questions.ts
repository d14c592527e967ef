import type { z } from 'zod'
import type { Field } from '../web/fields.ts'
import type { FileQuestion, FormSection } from '../web/forms.ts'

/** An answer that another question depends on: any, or this one. */
export type Condition = { name: string; is?: string }

/** A question about a sheet, and how its answer is told. */
export type Question = Field & {
  /** what the answer is called where it is read, if not by the label of the question */
  title?: string
  /** it only concerns those who answered so; `needed` is what to say to them when they leave it open */
  when?: Condition
  needed?: string
  /** asked to all, and yet nothing is said of it when it is left open */
  spare?: true
  /** the answer as people read it, and as they would type it */
  words?: (value: never) => string
  typed?: (value: never) => string
}

type Questions = Record<string, Question | FileQuestion>

/**
 * A part of a sheet: its questions in order, those that few need apart. `filed`: asked too of a sheet handed in as a file;
 * `private`: not for its page.
 */
export type Part = {
  id: string
  title: string
  words?: string
  filed?: true
  private?: true
  questions: Questions
  more?: { title: string; questions: Questions }
}

/** Asked only of those who answered another question so. */
export const onlyWhen = <F extends Field>(field: F, when: Condition, needed?: string) => ({
  ...field,
  when,
  ...(needed ? { needed } : {}),
})

/** Told in other words than it is typed. */
export const told = <F extends Field>(
  field: F,
  words: (value: NonNullable<z.output<F['schema']>>) => string,
): F & Pick<Question, 'words'> => ({ ...field, words })

/** Whether a question concerns those who gave these answers. */
export const isMet = ({ name, is }: Condition, answers: Record<string, unknown>) =>
  is === undefined ? isAnswered(answers[name]) : [answers[name]].flat().includes(is)

export const isAnswered = (answer: unknown) =>
  Array.isArray(answer) ? answer.length > 0 : answer !== undefined && answer !== null && answer !== ''

/** A name with its value, as web/line-fields.ts reads them. */
export const isPair = (one: unknown): one is { label: string; value: string | number } =>
  typeof one === 'object' && one !== null && 'label' in one && 'value' in one

const isFile = (question: Question | FileQuestion): question is FileQuestion => 'accepts' in question

const questionsOf = ({ questions, more }: Part) => ({ ...questions, ...more?.questions })

/** The questions answered by words, by name, in the order of the form. */
export function fieldsOf<const P extends readonly Part[]>(parts: P): FieldsOf<P> {
  const all = parts.flatMap((part) => Object.entries(questionsOf(part)))
  return Object.fromEntries(all.filter(([, question]) => !isFile(question))) as FieldsOf<P>
}

/** The questions answered by files. */
export const filesOf = (parts: readonly Part[]): FileQuestion[] =>
  parts.flatMap((part) => Object.values(questionsOf(part)).filter(isFile))

/** The parts as a form asks them, without what depends on a question that they do not ask. */
export function sectionsOf(parts: readonly Part[]): FormSection[] {
  const asked = new Set(parts.flatMap((part) => Object.keys(questionsOf(part))))
  const namesOf = (questions: Questions) =>
    Object.entries(questions)
      .filter(([, question]) => isFile(question) || !question.when || asked.has(question.when.name))
      .map(([name]) => name)
  return parts.map(({ id, title, words, questions, more }) => ({
    id,
    title,
    ...(words ? { words } : {}),
    fields: namesOf(questions),
    ...(more ? { more: { title: more.title, fields: namesOf(more.questions) } } : {}),
  }))
}

type MoreOf<P> = P extends { more: { questions: infer Q } } ? Q : never
type Merged<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer A) => void ? A : never
type Asked<P extends readonly Part[]> = Merged<P[number]['questions'] | MoreOf<P[number]>>
export type FieldsOf<P extends readonly Part[]> = {
  [K in keyof Asked<P> as Asked<P>[K] extends Question ? K : never]: Extract<Asked<P>[K], Question>
}
