import { type Asked, field, sized } from './fields.ts'

/** Several short answers in one box, one a line: `most` lines of `max` characters at most. */
export function lines(asked: Asked & { most: number; max: number }) {
  const schema = sized({ ...asked, max: asked.most * (asked.max + 1) }).transform((text, context) => {
    const list = linesOf(text)
    const problem = tooMany(asked, list) ?? tooLong(asked, list)
    if (problem) context.addIssue(problem)
    return list
  })
  return { ...field(asked, 'textarea', schema), rows: Math.min(asked.most, 5) }
}

/** A list of names with their values, « Prix : 40 » on each line. `value` reads what follows the last colon, undefined when it will not do. */
export function pairs<V>(
  asked: Asked & { most: number; max: number; example: string; value: (typed: string) => V | undefined },
) {
  const schema = sized({ ...asked, max: asked.most * (asked.max + 20) }).transform((text, context) => {
    const list = linesOf(text)
    const problem = tooMany(asked, list) ?? tooLong(asked, list)
    if (problem) context.addIssue(problem)
    return list.flatMap((line) => {
      const [, label, typed] = /^(.*\S)\s*:\s*([^:]+)$/.exec(line) ?? []
      const value = typed && asked.value(typed.trim())
      if (label && value !== undefined && value !== '') return [{ label, value: value as V }]
      context.addIssue(`${asked.label} : écrivez « ${line.slice(0, 60)} » comme « ${asked.example} »`)
      return []
    })
  })
  return { ...field(asked, 'textarea', schema), rows: Math.min(asked.most, 5) }
}

const linesOf = (text: string | undefined) =>
  (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

const tooMany = ({ label, most }: { label: string; most: number }, list: string[]) =>
  list.length > most ? `${label} : ${most} lignes au plus (vous en avez écrit ${list.length})` : undefined

const tooLong = ({ label, max }: { label: string; max: number }, list: string[]) => {
  const index = list.findIndex((line) => [...line].length > max)
  return index < 0 ? undefined : `${label} : la ligne ${index + 1} dépasse ${max} caractères`
}
