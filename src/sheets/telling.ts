import type { Row } from '../events/sections.ts'
import { type Answers, answersOf } from './answers.ts'
import { partsOf } from './forms.ts'
import { fieldsOf, type Question } from './questions.ts'
import { rowOf } from './sections.ts'
import type { DescribedSheet } from './sheet.ts'

export type Telling = ReturnType<typeof telling>

/**
 * The public answers of a sheet, for whoever draws its page by hand: each is taken once, where it has its place. `rest` are
 * those that nobody took: a question added to the form is on the page before anybody draws it.
 */
export function telling(sheet: DescribedSheet) {
  const answers = answersOf(sheet)
  const parts = partsOf(sheet.kind, sheet.source).filter((part) => !part.private)
  const left = new Map(Object.entries<Question>(fieldsOf(parts)))

  const rowsOf = (name: string): Row[] => {
    const question = left.get(name)
    left.delete(name)
    const row = question && rowOf(question, (answers as Record<string, unknown>)[name])
    return row?.value ? [row] : []
  }
  return {
    answers,
    take<N extends keyof Answers>(name: N): Answers[N] {
      left.delete(name)
      return answers[name]
    },
    rows: (...names: (keyof Answers)[]): Row[] => names.flatMap(rowsOf),
    rest: (): Row[] => [...left.keys()].flatMap(rowsOf),
  }
}
