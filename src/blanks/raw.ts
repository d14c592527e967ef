/** What a file says before it is known what its questions are: our mark, texts and ticks by the names of its fields, and its words when it has no mark. */
export type RawAnswer = { text: string } | { on: boolean }
export type Raw = { mark: string | undefined; answers: Record<string, RawAnswer>; words: string }

/** Enough to know one of our sheets by. */
export const mostWords = 200_000
