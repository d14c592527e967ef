import { fold } from '../web/french.ts'

const abbreviations = new Map([
  ['s', 'sur'],
  ['ss', 'sous'],
  ['lez', 'les'],
  ['mt', 'mont'],
  ['gd', 'grand'],
  ['gde', 'grande'],
])
const smallWords = new Set('le la les l de du des d en sur sous au aux a et'.split(' '))

/** A text as the names of communes are compared: folded, and without abbreviations (« s/ Mer », « Mt St Michel »). */
export const plainName = (text: string) =>
  fold(text)
    .replace(/^n ?d /, 'notre dame ')
    .split(' ')
    .map((word) => abbreviations.get(word) ?? word)
    .join(' ')

/** « stlo »: the same however words are cut. */
export const joined = (plain: string) => plain.replaceAll('saint', 'st').replaceAll(' ', '')

export const withoutArticle = (plain: string) => plain.replace(/^(?:les?|la|l) /, '')

/** « havre », « ponteveque »: the same without articles and prepositions. */
export const loose = (plain: string) =>
  plain
    .split(' ')
    .filter((word) => !smallWords.has(word))
    .join('')

/** Whether two texts differ by one letter: added, missing, another, or two swapped. */
export function oneLetterAway(one: string, other: string) {
  const shorter = Math.min(one.length, other.length)
  if (one === other || Math.max(one.length, other.length) - shorter > 1) return false

  let start = 0
  while (start < shorter && one[start] === other[start]) start++
  let end = 0
  while (end < shorter - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end++

  const differing = Math.max(one.length, other.length) - start - end
  const swapped = one[start] === other[start + 1] && one[start + 1] === other[start]
  return differing === 1 || (differing === 2 && one.length === other.length && swapped)
}
