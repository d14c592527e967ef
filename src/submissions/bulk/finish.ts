import type { Database } from '../../db/open.ts'
import { listDraftDocuments } from '../../documents/queries.ts'
import type { Draft } from '../../drafts/queries.ts'
import type { Edition } from '../../editions/queries.ts'
import type { FormKind } from '../../forms/kinds.ts'
import type { Errors } from '../../web/fields.ts'

/** What is left to finish of a draft: what was wrong with its row, in those words, and what reading it finds. */
export function leftToFinish(
  db: Database,
  kind: FormKind,
  edition: Edition,
  { id, typed, faults }: Pick<Draft, 'id' | 'typed' | 'faults'>,
): Errors {
  const files = listDraftDocuments(db, id).map(({ field }) => field)
  const reading = kind.read(db, edition, typed, files)
  // first for the order, that of the form when they were noted; last because the file's own words win
  return { ...faults, ...(reading.ok ? {} : reading.errors), ...faults }
}

const mostNamed = 5

/** The questions that messages are about, in one line: « Heure de début, Gratuité ». */
export function questionsIn(errors: Errors): string {
  const names = Object.values(errors).map(questionIn)
  const named = names.length > mostNamed ? names.slice(0, mostNamed - 1) : names
  return `${named.join(', ')}${named.length < names.length ? ` et ${names.length - named.length} autres` : ''}`
}

/** Messages begin with the name of their question. */
export const questionIn = (message: string) => message.split(' : ', 1)[0] ?? ''
