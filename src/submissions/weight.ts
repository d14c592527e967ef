import type { Quota } from '../uploads/quota.ts'
import { HttpError } from '../web/errors.ts'
import type { Typed } from '../web/fields.ts'

/** Texts take room too: they count with the files that an address hands in in a day. Throws when that is too much. */
export function weighTexts(quota: Quota, address: string, typed: Typed) {
  if (quota.spend(address, Buffer.byteLength(JSON.stringify(typed))) !== 'manyBytes') return
  throw new HttpError(
    429,
    'Beaucoup est arrivé de votre connexion aujourd’hui. Réessayez demain, ou écrivez à la coordination. Revenez à la page précédente : ce que vous avez écrit y est.',
    'C’est beaucoup pour un jour',
  )
}
