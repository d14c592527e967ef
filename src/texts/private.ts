import type { Sheet } from '../sheets/queries.ts'
import type { Flag } from '../uploads/questions.ts'
import { fold } from '../web/french.ts'

type Contact = Pick<
  Sheet,
  | 'privateName'
  | 'privateEmail'
  | 'privatePhone'
  | 'publicContactRole'
  | 'publicContactEmail'
  | 'publicContactPhone'
  | 'organisation'
>

/** What a text says of what its own form calls « jamais publié »; what the form publishes does not count. */
export function privateIn(text: string, contact: Contact): Flag[] {
  const { privateName, privateEmail, privatePhone, publicContactRole, organisation } = contact
  const told = (privately: string, said: string, ...publicly: (string | null)[]) =>
    privately !== '' && said.includes(privately) && !publicly.some((one) => one?.includes(privately))
  const words = (one: string | null) => ` ${fold(one ?? '')} `
  const published = [publicContactRole, organisation].map(words)
  // an address is often made of a name
  const unaddressed = words(privateEmail ? lower(text).replaceAll(lower(privateEmail), ' ') : text)
  return [
    ...(told(lower(privateEmail), lower(text), lower(contact.publicContactEmail)) ? (['private-email'] as const) : []),
    ...(told(digits(privatePhone), runs(text), digits(contact.publicContactPhone)) ? (['private-phone'] as const) : []),
    ...(namesOf(privateName).some((name) => told(words(name), unaddressed, ...published))
      ? (['private-name'] as const)
      : []),
  ]
}

const lower = (text: string | null) => (text ?? '').trim().toLowerCase()

/** A telephone without what stands before it in France or from abroad; too few digits are none. */
function digits(phone: string | null) {
  const all = (phone ?? '').replace(/\D/g, '')
  return all.length < 9 ? '' : all.slice(-9)
}

/** A text where digits that stand together are together. */
const runs = (text: string) => text.replace(/(?<=\d)[\s.()/\u2010-\u2015-]+(?=\d)/g, '')

/** « Camille Martin » may be written « MARTIN Camille »; one word alone is no name. */
function namesOf(name: string | null) {
  const words = fold(name ?? '').split(' ')
  return words.length > 1 ? [words.join(' '), [...words.slice(1), ...words.slice(0, 1)].join(' ')] : []
}
