import { randomInt } from 'node:crypto'

// No letter or digit that can be taken for another when it is read aloud or written by hand.
const alphabet = 'ABCDEFGHJKMNPQRSTVWXYZ23456789'

/** A new reference of six characters, for mails and programmes; `isTaken` says which are in use. */
export function newReference(isTaken: (reference: string) => boolean): string {
  for (;;) {
    const reference = Array.from({ length: 6 }, () => alphabet[randomInt(alphabet.length)]).join('')
    if (!isTaken(reference)) return reference
  }
}
