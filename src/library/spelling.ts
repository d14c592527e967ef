import { fold } from '../web/french.ts'

/** The word that was probably meant, of those that are known. Short words are too much alike. */
export function likelyWord(typed: string, known: Iterable<string>): string | undefined {
  if (typed.length < 4) return undefined
  const slips = typed.length < 6 ? 1 : 2
  let [best, least] = ['', slips + 1]
  for (const word of known) {
    if (Math.abs(word.length - typed.length) > slips) continue
    const distance = distanceOf(typed, word)
    if (distance < least) [best, least] = [word, distance]
  }
  return best || undefined
}

/** How a text writes a folded word: « hopital » is « hôpital ». */
export const writtenIn = (text: string, folded: string) =>
  text
    .match(/[\p{L}\p{N}]+/gu)
    ?.find((word) => fold(word) === folded)
    ?.toLocaleLowerCase('fr')

/** How many letters are missing, too many, or other ones (Levenshtein). */
function distanceOf(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [row, letter] of [...one].entries()) {
    const line = [row + 1]
    for (let column = 1; column <= other.length; column++)
      line.push(
        Math.min(
          (above[column] ?? 0) + 1,
          (line[column - 1] ?? 0) + 1,
          (above[column - 1] ?? 0) + (letter === other[column - 1] ? 0 : 1),
        ),
      )
    above = line
  }
  return above[other.length] ?? 0
}
