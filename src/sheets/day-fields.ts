import { dayFaultText, readDay } from '../web/dates.ts'
import { type Asked, field, sized } from '../web/fields.ts'
import { date } from '../web/french.ts'

/** A day that may be years ago: its year must be written. Kept as `2021-03-15`. */
export function day(asked: Asked) {
  const { label } = asked
  const schema = sized({ ...asked, max: 40 }).transform((typed, context) => {
    if (!typed) return undefined
    const read = readDay(typed, 2000)
    const complete = /\d{4}/.test(typed)
    if (read.ok && complete) return read.day
    context.addIssue(
      read.ok || (read.cause === 'weekday' && !complete)
        ? `${label} : écrivez « ${typed} » avec son année, comme 15 mars 2021`
        : dayFaultText(read, label, typed, '15 mars 2021 ou 15/03/2021'),
    )
  })
  return { ...field(asked, 'text', schema), words: date, typed: date }
}

/** A year of our time. */
export function year(asked: Asked) {
  const schema = sized({ ...asked, max: 40 }).transform((typed, context) => {
    if (!typed) return undefined
    if (/^(19|20)\d\d$/.test(typed)) return Number(typed)
    context.addIssue(`${asked.label} : écrivez une année, comme 2021`)
  })
  return { ...field(asked, 'text', schema), numeric: true as const, words: String }
}
