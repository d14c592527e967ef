import type { Request } from 'express'
import type { Clock } from '../clock.ts'
import { remarkFields } from '../remarks/fields.ts'
import type { NewRemark } from '../remarks/queries.ts'
import { type Errors, readFields, type Typed } from '../web/fields.ts'
import { openedAt, suspicionsOf } from '../web/suspicion.ts'

type Read = { ok: true; remark: Omit<NewRemark, 'subject'> } | { ok: false; typed: Typed; errors: Errors }

/** What was sent, as it may be handed on; or what is to be corrected. */
export function readRemark(clock: Clock, req: Request): Read {
  const typed: Typed = req.body ?? {}
  const { values, errors } = readFields(remarkFields, typed)
  if (!values.message || Object.keys(errors).length > 0) return { ok: false, typed, errors }
  const { message, nom = null, courriel = null } = values
  return { ok: true, remark: { text: message, name: nom, email: courriel, flags: suspicionsOf(clock, typed) } }
}

/** The form under that address, blank or as it came back. */
export const formFor = (
  clock: Clock,
  action: string,
  { typed = {}, errors = {} }: { typed?: Typed; errors?: Errors } = {},
) => ({
  remark: { action, fields: remarkFields, form: { typed: { ouvert: openedAt(clock), ...typed }, errors } },
  script: '/js/once.js',
})
