import type { Proposition } from '../propositions/proposition.ts'
import { diffWords } from '../revisions/words.ts'
import { filesOf } from './files.ts'
import type { Place } from './page.ts'
import type { Proposed } from './proposed.ts'
import { doubtful, obstacleToChange } from './publishable.ts'

/** A proposed change as its page tells it. */
export const changeOf = (proposition: Proposition, { into, ...proposed }: Proposed, place: Place) => ({
  ...proposed,
  obstacle: obstacleToChange(proposition, { into, ...proposed }),
  changes: withWords(proposed.changes),
  at: proposed.revision.updatedAt,
  files: filesOf('sheet' in into ? { sheet: into.merged } : { event: into.merged }, proposed.documents, place),
  doubtful: filesOf({}, doubtful(proposed.documents), place),
})

/** Answers before and after, with the words that differ. */
export const withWords = <C extends { before: string; after: string }>(changes: C[]) =>
  changes.map((change) => ({ ...change, words: diffWords(change.before, change.after) }))
