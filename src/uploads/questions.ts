export type Accepts = 'sheet' | 'docx' | 'pdf' | 'image' | 'table' | 'resource' | 'recording' | 'captions'

/** A question of a form that files answer: what they may be, how many (one) and how heavy each (by kind). */
export type Question = { field: string; accepts: Accepts; most?: number; maxBytes?: number }

/**
 * What the coordinator must know of a file that was accepted. `filled-sheet`: one of our sheets, which holds private contacts;
 * the next four say what else is to be known of it. `maybe-private`: it may be one.
 * `private-…`: its text says what the form that came with it keeps private.
 */
export type Flag =
  | 'active-pdf'
  | 'inaccessible-pdf'
  | 'not-scanned'
  | 'filled-sheet'
  | 'flat-sheet'
  | 'blank-sheet'
  | 'example-sheet'
  | 'other-sheet'
  | 'maybe-private'
  | 'private-email'
  | 'private-phone'
  | 'private-name'

export const megabyte = 1024 * 1024

const heaviest: Record<Accepts, number> = {
  sheet: 10 * megabyte,
  docx: 10 * megabyte,
  pdf: 5 * megabyte,
  image: 10 * megabyte,
  table: 2 * megabyte,
  resource: 100 * megabyte,
  recording: 100 * megabyte,
  captions: megabyte,
}

export const complete = (question: Question): Required<Question> => ({
  most: 1,
  maxBytes: heaviest[question.accepts],
  ...question,
})
