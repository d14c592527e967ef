import type { Draft } from '../drafts/queries.ts'
import type { Section } from '../events/sections.ts'
import type { Field, Typed } from '../web/fields.ts'
import type { FormKind } from './kinds.ts'

/** What has been typed so far, in the order of the form, whether it will do or not. */
export const typedSections = (kind: FormKind, typed: Typed): Section[] =>
  kind.sectionsOf(typed).map(({ id, title, fields, more }) => ({
    id,
    title,
    private: id === 'contacts',
    rows: [...fields, ...(more?.fields ?? [])].flatMap((name) => {
      const field = kind.fields[name]
      return field ? [{ label: field.label, value: wordsOf(field, typed[name]) }] : []
    }),
  }))

/** The answers that the last keeping of a draft took the place of, in words. */
export const replacedAnswers = (kind: FormKind, { replaced }: Pick<Draft, 'replaced'>) =>
  Object.entries(replaced).flatMap(([name, answer]) => {
    const field = kind.fields[name]
    return field ? [{ label: field.label, value: wordsOf(field, answer) }] : []
  })

const wordsOf = (field: Field, typed: string | string[] | undefined) =>
  [typed ?? []]
    .flat()
    .map((value) => field.options?.find(({ slug }) => slug === value)?.label ?? value)
    .join('\n')
