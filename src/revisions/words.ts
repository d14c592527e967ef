import { diffArrays } from 'diff'

/** A run of a text: the same on both sides, or of one side alone. */
export type Piece = { text: string; marked: boolean }

type Token = { word: string; space: string }

/**
 * The words that one text has and the other has not, marked in each: put together, the pieces of `before` and of `after`
 * are those texts. No fewer words can be marked (shortest edit script, Myers 1986); white space is nobody's word.
 */
export function diffWords(before: string, after: string): { before: Piece[]; after: Piece[] } {
  const [old, now] = [tokensIn(before), tokensIn(after)]
  const changes = diffArrays(wordsOf(old), wordsOf(now))
  return {
    before: piecesOf(
      old,
      changes.filter(({ added }) => !added).map(({ value, removed }) => ({ count: value.length, marked: removed })),
    ),
    after: piecesOf(
      now,
      changes.filter(({ removed }) => !removed).map(({ value, added }) => ({ count: value.length, marked: added })),
    ),
  }
}

/** Each word with the space before it; a space at the end goes with an empty one. */
const tokensIn = (text: string): Token[] =>
  [...text.matchAll(/(\s*)(\S+)|\s+$/g)].map(([whole, space, word]) => ({ word: word ?? '', space: space ?? whole }))

const wordsOf = (tokens: Token[]) => tokens.map(({ word }) => word)

/** Runs of words as text: the space between two words is marked when both are. */
function piecesOf(tokens: Token[], runs: { count: number; marked: boolean }[]): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const { count, marked } of runs) {
    for (const [index, { word, space }] of tokens.slice(at, at + count).entries()) {
      add(pieces, { text: space, marked: marked && index > 0 })
      add(pieces, { text: word, marked })
    }
    at += count
  }
  return pieces
}

function add(pieces: Piece[], { text, marked }: Piece) {
  const last = pieces.at(-1)
  if (text === '') return
  if (last && last.marked === marked) last.text += text
  else pieces.push({ text, marked })
}
