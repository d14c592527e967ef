import { z } from 'zod'
import { type Asked, field, type Option, sized } from './fields.ts'

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

const yesOrNo = [
  { slug: 'oui', label: 'Oui' },
  { slug: 'non', label: 'Non' },
] as const

/** A question answered by yes or no, neither chosen beforehand. */
export const yesNo = (asked: Asked) => choice({ ...asked, options: yesOrNo, as: 'radio' })
