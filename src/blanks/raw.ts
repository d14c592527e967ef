/** What a file of ours says before it is known what its questions are: texts and ticks by the names of its fields. */
export type RawAnswer = { text: string } | { on: boolean }
export type Raw = { mark: string | undefined; answers: Record<string, RawAnswer> }
