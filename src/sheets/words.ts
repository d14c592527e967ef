import { labelOf } from '../events/lists.ts'
import { isAnswered, isPair, type Question } from './questions.ts'

/** An answer as people read it; several lines are several answers, nothing is an empty text. */
export function wordsOf(question: Question, answer: unknown): string {
  if (!isAnswered(answer)) return ''
  return (
    question.words?.(answer as never) ??
    [answer]
      .flat()
      .map((one) => lineOf(question, one))
      .join('\n')
  )
}

function lineOf({ options }: Question, one: unknown): string {
  if (isPair(one)) return `${one.label} : ${one.value}`
  if (typeof one === 'number') return one.toLocaleString('fr')
  return options ? labelOf(options, String(one)) : String(one)
}
