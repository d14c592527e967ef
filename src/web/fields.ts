import { z } from 'zod'
import { fold } from './french.ts'

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
  schema: T
}

type Asked = { label: string; hint?: string; autocomplete?: string; missing?: string }
type Lengths = { min?: number; max: number }

const typedText = z.preprocess((value) => (Array.isArray(value) ? value[0] : (value ?? '')), z.string().transform(tidy))
const nothing = z.undefined().transform(() => undefined)

/** A line or a paragraph of text. Required exactly when `missing` says what to do when it is not there. */
export function text(asked: Asked & Lengths & { rows?: boolean }) {
  return field(asked, asked.rows ? 'textarea' : 'text', sized(asked))
}

export function email(asked: Asked) {
  const format = `${asked.label} : écrivez une adresse complète, comme nom@exemple.fr`
  return field(asked, 'email', sized({ ...asked, max: 200 }).pipe(z.union([nothing, z.email(format)], format)))
}

export function phone(asked: Asked) {
  const format = `${asked.label} : écrivez un numéro comme 02 31 00 00 00`
  return field(
    asked,
    'tel',
    sized({ ...asked, max: 30 }).pipe(
      z.union([nothing, z.string().regex(/^\+?(?:[ .()-]*\d){9,15}$/, format)], format),
    ),
  )
}

export function webAddress(asked: Asked) {
  const format = `${asked.label} : écrivez une adresse complète, comme https://www.exemple.fr/page`
  return field(
    asked,
    'url',
    sized({ ...asked, max: 500 }).pipe(
      z.union([nothing, z.url({ protocol: /^https?$/, hostname: z.regexes.domain, error: format })], format),
    ),
  )
}

/** One answer of a list. */
export function choice<S extends string>(
  asked: Asked & { options: readonly (Option & { slug: S })[]; as?: 'select' | 'radio' },
) {
  const known = new Set<string>(asked.options.map((option) => option.slug))
  const schema = sized({ ...asked, max: 100 }).pipe(
    z.custom<S | undefined>((value) => value === undefined || known.has(String(value)), {
      error: asked.missing ?? `${asked.label} : choisissez dans la liste`,
    }),
  )
  return { ...field(asked, asked.as ?? 'select', schema), options: asked.options }
}

/** Several answers of a list, at least one when `missing` is given, at most `max`. */
export function choices<S extends string>(asked: Asked & { options: readonly (Option & { slug: S })[]; max?: number }) {
  const known = new Set<string>(asked.options.map((option) => option.slug))
  const max = asked.max ?? asked.options.length
  const schema = z.preprocess(
    (value) => [...new Set([value ?? []].flat())],
    z
      .array(z.custom<S>((value) => known.has(String(value)), { error: `${asked.label} : choisissez dans la liste` }))
      .min(asked.missing ? 1 : 0, asked.missing ?? '')
      .max(max, `${asked.label} : ${max} choix au plus`),
  )
  return { ...field(asked, 'checkboxes', schema), options: asked.options }
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

function field<T extends z.ZodType>(asked: Asked, kind: Field['kind'], schema: T): Field<T> {
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

function sized({ label, missing, min = 0, max }: Asked & Lengths) {
  return typedText.transform((value, context) => {
    const length = [...value].length
    if (length === 0) {
      if (missing === undefined) return undefined
      context.addIssue(missing)
    } else if (length < min) {
      context.addIssue(`${label} : ${min} caractères au moins (vous en avez écrit ${length})`)
    } else if (length > max) {
      context.addIssue(`${label} : ${max} caractères au plus (vous en avez écrit ${length})`)
    }
    return value
  })
}

/** One way to write: composed letters, Unix line ends, no control or direction character but line breaks, no space around. */
function tidy(value: string) {
  return value
    .normalize('NFC')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim()
}
