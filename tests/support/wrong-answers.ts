import type { Field } from '../../src/web/fields.ts'

/** An answer that will not do, made from what the field says of itself; `cause` is what the message must speak of. */
export type WrongAnswer = { name: string; value: string | string[]; cause: RegExp }

const long = 'mot '.repeat(5000)

/** Every way of being wrong that the description of a field tells: nothing, too much, another form, another list. */
export function wrongAnswers(fields: Record<string, Field>, asked: string[]): WrongAnswer[] {
  return asked.flatMap((name) => {
    const field = fields[name]
    return field ? wrongAnswersTo(field).map((wrong) => ({ name, ...wrong })) : []
  })
}

function wrongAnswersTo(field: Field): Omit<WrongAnswer, 'name'>[] {
  const { kind, required } = field
  const ways: Omit<WrongAnswer, 'name'>[] = []
  if (required) ways.push({ value: kind === 'checkboxes' ? [] : '', cause: /.+/ })
  if (required && kind !== 'checkboxes' && kind !== 'radio') ways.push({ value: ' \u00a0\t', cause: /.+/ })

  if (kind === 'checkboxes') ways.push({ value: ['martiens'], cause: /choisissez dans la liste/ })
  else if (kind === 'radio' || kind === 'select') ways.push({ value: 'martiens', cause: /.+/ })
  else ways.push({ value: long, cause: /au plus|nombre entier|dépasse|\d/ })

  if (kind === 'email') ways.push(...['moi@', 'moi', '@exemple.fr', 'moi@exemple', 'a b@exemple.fr'].map(as(/@/)))
  if (kind === 'url')
    ways.push(...['exemple', 'javascript:alert(1)', 'ftp://exemple.fr', 'http://'].map(as(/https:\/\//)))
  if (kind === 'tel') ways.push(...['demain', '12', '02 33 4'].map(as(/02 31/)))
  if (field.numeric === true)
    ways.push(...['beaucoup', '-3', '1,5', '99999999999999999999'].map(as(/nombre entier|année/)))
  if (field.numeric === 'decimal')
    ways.push(...['beaucoup', '-3', '1,5678', '99999999999999999999'].map(as(/« .+ » .*168 000/)))
  return ways
}

const as = (cause: RegExp) => (value: string) => ({ value, cause })
