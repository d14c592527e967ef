import type { Clock } from '../clock.ts'
import type { Typed } from './fields.ts'

/** A question that people neither see nor hear. */
export const trap = 'site_internet'

/** That question, and when the form was opened: what programs get wrong. A correction and a copy start without the second. */
export const trapNames = [trap, 'ouvert']

/** When a form is opened, as its hidden answer says it. */
export const openedAt = (clock: Clock) => String(clock.now().epochMilliseconds)

const tooFast = 15_000
const manyLinks = 5

/** In a message of a few lines, what is sold to everybody: nothing that the Semaine is about. */
const sold =
  /\b(?:viagra|cialis|levitra|porno?|bitcoins?|cryptomonnaies?|crypto|forex|backlinks?|seo|casinos? en ligne|online casino|loterie|lottery|prêt entre particuliers|rencontres coquines|weight loss|perte de poids)\b/iu

/** Why what was sent may come from a program. It is marked for the coordinator, never refused: a person may be quick too. */
export function suspicionsOf(clock: Clock, typed: Typed, { links: most = manyLinks } = {}): string[] {
  const opened = Number(typed.ouvert)
  const texts = Object.entries(typed).flatMap(([name, value]) => (trapNames.includes(name) ? [] : [value].flat()))
  const links = texts.join(' ').match(/https?:\/\/|\bwww\./gi)?.length ?? 0
  return [
    ...(typed[trap] ? ['trap'] : []),
    ...(opened > 0 && clock.now().epochMilliseconds - opened < tooFast ? ['fast'] : []),
    ...(links > most ? ['links'] : []),
  ]
}

/** The same of a short message: two links are many there, and some words tell. */
export const suspicionsOfMessage = (clock: Clock, typed: Typed, message: string): string[] => [
  ...suspicionsOf(clock, typed, { links: 1 }),
  ...(sold.test(message) ? ['words'] : []),
]
