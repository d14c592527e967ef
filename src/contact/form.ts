import type { Request } from 'express'
import type { Clock } from '../clock.ts'
import { remarkFields } from '../remarks/fields.ts'
import type { NewRemark } from '../remarks/queries.ts'
import { type Errors, readFields, type Typed } from '../web/fields.ts'
import { unconfirmed, type Warning } from '../web/forms.ts'
import { spaced } from '../web/french.ts'
import { likelyAddress } from '../web/mistyped.ts'
import { openedAt, suspicionsOfMessage } from '../web/suspicion.ts'

type Read =
  | { ok: true; remark: Omit<NewRemark, 'subject'> }
  | { ok: false; typed: Typed; errors: Errors; warnings: Warning[] }

/** What was sent, as it may be handed on; or what is to be corrected. */
export function readRemark(clock: Clock, req: Request): Read {
  const typed: Typed = req.body ?? {}
  const { values, errors } = readFields(remarkFields, typed)
  const warnings = doubtsOf(values.courriel)
  const answered = [typed.confirmer].flat()
  const asked = ['adresse', 'adresse-proposee'].some((one) => answered.includes(one)) ? {} : unconfirmed(warnings)
  if (!values.message || Object.keys({ ...errors, ...asked }).length > 0)
    return { ok: false, typed, errors: { ...errors, ...asked }, warnings }
  const { message, nom = null, courriel = null } = values
  const email = (answered.includes('adresse-proposee') && courriel && likelyAddress(courriel)) || courriel
  return {
    ok: true,
    remark: { text: message, name: nom, email, flags: suspicionsOfMessage(clock, typed, message) },
  }
}

/** The answer goes there: an address with a slip in it is asked about. */
function doubtsOf(email: string | undefined): Warning[] {
  const likely = email && likelyAddress(email)
  if (!likely) return []
  return [
    {
      name: 'adresse',
      message: spaced(`Votre adresse électronique : vous avez écrit ${email}`),
      confirm: `Garder ${email}`,
      instead: {
        value: 'adresse-proposee',
        label: `Utiliser ${likely}`,
        ask: `Vouliez-vous dire ${likely} ? Choisissez votre adresse`,
      },
    },
  ]
}

/** The form under that address, blank or as it came back. */
export const formFor = (
  clock: Clock,
  action: string,
  { typed = {}, errors = {}, warnings = [] }: { typed?: Typed; errors?: Errors; warnings?: Warning[] } = {},
) => ({
  remark: { action, fields: remarkFields, form: { typed: { ouvert: openedAt(clock), ...typed }, errors }, warnings },
  script: '/js/once.js',
})
