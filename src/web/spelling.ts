import { distanceOf } from './distance.ts'
import { fold } from './french.ts'
import { holds } from './searching.ts'

/**
 * A search as it was probably meant: the words that the texts know, and those that are near the others. Nothing when
 * all are known, or none is near. `text`: where a word is read as it is written.
 */
export function likelySearch(words: string[], texts: { folded: string; text: () => string }[]) {
  const isKnown = (word: string) => texts.some(({ folded }) => holds(folded, [word]))
  const unknown = new Set(words.filter((word) => !isKnown(word)))
  if (unknown.size === 0) return undefined

  const vocabulary = new Set(texts.flatMap(({ folded }) => folded.split(' ')))
  const meant = words.flatMap((word) => (unknown.has(word) ? (likelyWord(word, vocabulary) ?? []) : word))
  if (meant.length === 0) return undefined
  const written = meant.map((word) => texts.map(({ text }) => writtenIn(text(), word)).find(Boolean) ?? word)
  return { words: meant, written: written.join(' ') }
}

/** The word that was probably meant, of those that are known, or one that goes on after it. Short words are too much alike. */
function likelyWord(typed: string, known: Set<string>): string | undefined {
  if (typed.length < 4) return undefined
  const slips = typed.length < 6 ? 1 : 2
  let [best, least] = ['', slips + 1]
  for (const word of known) {
    if (Math.abs(word.length - typed.length) > slips) continue
    const distance = distanceOf(typed, word)
    if (distance < least) [best, least] = [word, distance]
  }
  return best || (slips > 1 ? known.values().find((word) => isLonger(typed, word)) : undefined)
}

/** « hopital » lacks a letter of what « hospitalier » begins with. */
const isLonger = (typed: string, word: string) =>
  word.length > typed.length + 1 && word[0] === typed[0] && distanceOf(typed, word.slice(0, typed.length + 1)) === 1

/** How a text writes a folded word: « hopital » is « hôpital ». */
const writtenIn = (text: string, folded: string) =>
  text
    .match(/[\p{L}\p{N}]+/gu)
    ?.find((word) => fold(word) === folded)
    ?.toLocaleLowerCase('fr')
