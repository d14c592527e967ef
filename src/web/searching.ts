import { fold } from './french.ts'

/** A folded text as it is searched: « L. 2113-12 » and « L2113-12 » are one article. */
export const asSearched = (folded: string) => folded.replace(/\b([lr]) (?=\d{4}\b)/g, '$1')

/** The words of a search. */
export const searchedWords = (typed: string) => asSearched(fold(typed)).split(' ').filter(Boolean)

/** Whether each of the words is somewhere in a text; both as they are searched. */
export const holds = (text: string, words: string[]) => words.every((word) => holdsWord(text, word))

/** A plural is found in the singular too; a département is no part of a larger number. */
function holdsWord(text: string, word: string) {
  if (/^\d{1,2}$/.test(word)) return isWhole(text, word)
  if (text.includes(word)) return true
  const [, singular] = /^(\w{3,})[sx]$/.exec(word) ?? []
  return singular !== undefined && isWhole(text, singular)
}

const isWhole = (text: string, word: string) => new RegExp(`\\b${word}\\b`).test(text)
