import type { Typed } from '../web/fields.ts'
import { likelyAddress } from '../web/mistyped.ts'
import { isConfirmed, type Question } from './confirm.ts'

/** What to ask before a link goes to an address that has a slip in it; nothing once it was confirmed. */
export function doubtOf(email: string, typed: Typed): Question | undefined {
  const likely = likelyAddress(email)
  if (!likely || isConfirmed(typed)) return undefined
  return {
    title: `Vouliez-vous dire ${likely} ?`,
    words: [
      `Vous avez écrit ${email}. Un lien personnel part à cette adresse : s’il y a une faute, revenez la corriger.`,
    ],
    answers: typed,
    button: `Oui, c’est bien ${email}`,
  }
}
