import { z } from 'zod'
import { composed, fold } from './french.ts'

/** What a form sends, as it was typed: kept in drafts and shown again byte for byte. */
export type Typed = Record<string, string | string[]>
export type Errors = Record<string, string>
export type Option = { slug: string; label: string; hint?: string }

/** One question: how it is asked, and what may be answered. Every output of the noun (form, check page, desk, exports) reads it. */
export type Field<T extends z.ZodType = z.ZodType> = {
  label: string
  kind: 'text' | 'email' | 'tel' | 'url' | 'search' | 'textarea' | 'select' | 'radio' | 'checkboxes'
  required: boolean
  hint?: string
  options?: readonly Option[]
  autocomplete?: string
  /** of a long text: how many characters may be written, and how many lines are shown */
  limit?: number
  rows?: number
  /** of a number: what a touch keyboard offers */
  numeric?: true | 'decimal'
  /** the name or the postal code of a commune: the page offers those that fit */
  communes?: true
  schema: T
}

export type Asked = { label: string; hint?: string; autocomplete?: string; missing?: string }
type Lengths = { min?: number; max: number }

const typedText = z.preprocess((value) => (Array.isArray(value) ? value[0] : (value ?? '')), z.string().transform(tidy))
const nothing = z.undefined().transform(() => undefined)

/** A line or a paragraph of text. Required exactly when `missing` says what to do when it is not there. */
export function text(asked: Asked & Lengths & { rows?: number }) {
  const { rows, max } = asked
  return { ...field(asked, rows ? 'textarea' : 'text', sized(asked)), ...(rows ? { rows, limit: max } : {}) }
}

/** A whole number, typed with or without spaces, and with its unit where it has one: « 1 200 », « 1 200 h ». */
export function integer(asked: Asked & { min?: number; max: number; unit?: RegExp }) {
  const { label, min = 0, max, unit = /$/ } = asked
  const range = `${label} : écrivez un nombre entier, de ${inFrench(min)} à ${inFrench(max)}`
  const schema = sized({ ...asked, min: 0, max: 30 }).transform((value, context) => {
    const digits = value?.replace(unit, '').replaceAll(/[\s\u00a0\u202f]/g, '')
    if (digits === undefined || digits === '') return undefined
    const number = /^\d{1,15}$/.test(digits) ? Number(digits) : Number.NaN
    if (number >= min && number <= max) return number
    context.addIssue(range)
  })
  return { ...field(asked, 'text', schema), numeric: true as const }
}

const inFrench = (number: number) => new Intl.NumberFormat('fr-FR').format(number)

export function email(asked: Asked) {
  const format = `${asked.label} : écrivez une adresse complète, comme nom@exemple.fr`
  return field(asked, 'email', sized({ ...asked, max: 200 }).pipe(z.union([nothing, z.email(format)], format)))
}

export const phone = (asked: Asked) =>
  numberField(asked, /^\+?(?:[ .()-]*\d){9,15}$/, 'écrivez un numéro comme 02 31 00 00 00')

/** A telephone that may also be of those few digits that a company prints: 1007, 3615. */
export const companyPhone = (asked: Asked) =>
  numberField(
    asked,
    /^\+?(?:[ .()-]*\d){9,15}$|^\d{1,2}[ .]?\d{2}$|^118[ .]?\d{3}$/,
    'écrivez un numéro comme 02 31 00 00 00, ou un numéro court comme 3615',
  )

function numberField(asked: Asked, pattern: RegExp, advice: string) {
  const format = `${asked.label} : ${advice}`
  return field(
    asked,
    'tel',
    sized({ ...asked, max: 30 }).pipe(z.union([nothing, z.string().regex(pattern, format)], format)),
  )
}

/** « www.exemple.fr » is read as people mean it. */
export function webAddress(asked: Asked) {
  const format = `${asked.label} : écrivez une adresse complète, comme https://www.exemple.fr/page`
  return field(
    asked,
    'url',
    sized({ ...asked, max: 500 })
      .transform((value) => value?.replace(/^www\./i, 'https://$&'))
      .pipe(z.union([nothing, z.url({ protocol: /^https?$/, hostname: z.regexes.domain, error: format })], format)),
  )
}

/** Whether the letters of a title are all capitals, which a screen reader may spell. */
export const shouts = (value: string) =>
  fold(value).length > 5 && value === value.toLocaleUpperCase('fr') && value !== value.toLocaleLowerCase('fr')

/** Reads each field. Values hold only what was accepted; errors hold one message a field, in the order of the form. */
export function readFields<F extends Record<string, Field>>(fields: F, typed: Typed) {
  const values: Record<string, unknown> = {}
  const errors: Errors = {}
  for (const [name, { schema }] of Object.entries(fields)) {
    const result = schema.safeParse(typed[name])
    if (result.success) values[name] = result.data
    else errors[name] = result.error.issues[0]?.message ?? 'À corriger'
  }
  return { values: values as { [K in keyof F]?: z.output<F[K]['schema']> }, errors }
}

export function field<T extends z.ZodType>(asked: Asked, kind: Field['kind'], schema: T): Field<T> {
  const { label, hint, autocomplete, missing } = asked
  return {
    label,
    kind,
    required: missing !== undefined,
    schema,
    ...(hint ? { hint } : {}),
    ...(autocomplete ? { autocomplete } : {}),
  }
}

/** Text within its limits; undefined when nothing is written and nothing is missing. */
export function sized({ label, missing, min = 0, max }: Asked & Lengths) {
  return typedText.transform((value, context) => {
    const length = [...value].length
    if (length === 0) {
      if (missing === undefined) return undefined
      context.addIssue(missing)
    } else if (length < min) {
      context.addIssue(`${label} : ${inFrench(min)} caractères au moins (vous en avez écrit ${inFrench(length)})`)
    } else if (length > max) {
      context.addIssue(`${label} : ${inFrench(max)} caractères au plus (vous en avez écrit ${inFrench(length)})`)
    }
    return value
  })
}

/** One way to write: composed letters, Unix line ends, no control or direction character but line breaks, no space around. */
function tidy(value: string) {
  return composed(value)
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim()
}

/** What somebody wrote or chose in a form, without what the form itself brings back. */
export function wordsTyped({ jeton, vu, liste, rang, retour, lu, annonce, ...typed }: Record<string, unknown>) {
  return Object.values(typed).flat().filter(Boolean).map(String)
}
