import { createHash } from 'node:crypto'
import type { Errors, Field, Typed } from './fields.ts'

/** A part of a form: its questions by name, fields or files; `more` are those that few need, folded until opened. */
export type FormSection = {
  id: string
  title: string
  /** what is worth knowing before its questions */
  words?: string
  fields: readonly string[]
  more?: { title: string; fields: readonly string[] }
}

/** A question that is answered by a file, up to `most` of them. */
export type FileQuestion = {
  field: string
  label: string
  hint: string
  accepts: 'sheet' | 'pdf' | 'image' | 'table'
  most?: number
  /** the kind of sheet that answers it: the one to fill is offered beside */
  blank?: 'rex' | 'carte-blanche'
  /** what to say when there is none; absent where it may stay empty */
  missing?: string
}

/** How many characters an answer and a whole form may have, typed or read in a file: far more than any question takes. */
export const mostTyped = { answer: 40_000, form: 600_000 }

/** Something that may be right and should be looked at twice; sent once `confirm` is ticked. */
export type Warning = {
  name: string
  message: string
  confirm: string
  /** what may be chosen rather than confirmed, and how both are asked for */
  instead?: { value: string; label: string; ask: string }
  examples?: { text: string; href?: string }[]
}

/** What to say of the warnings that were not confirmed. */
export const unconfirmed = (open: Warning[]): Errors =>
  Object.fromEntries(
    open.map(({ name, confirm, instead }) => [
      `confirmer-${name}`,
      instead?.ask ?? `À confirmer : cochez « ${confirm} »`,
    ]),
  )

/** Tells one state of a form from another. */
export const digest = (typed: Typed) =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(typed).sort()))
    .digest('hex')

type Asked = Pick<Field, 'label' | 'options'>

/** What somebody else has saved meanwhile, of what is answered otherwise here: `now` holds every answer in place. */
export const othersOf = (fields: Record<string, Asked>, typed: Typed, now: Typed) =>
  Object.entries(now).flatMap(([name, value]) => {
    const { label = name, options } = fields[name] ?? {}
    const said = options?.find(({ slug }) => slug === value)?.label ?? String(value).slice(0, 300)
    return (typed[name] ?? '') === value ? [] : [{ label, value: said }]
  })
