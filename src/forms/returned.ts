import type { Returned } from '../blanks/read.ts'
import { listReadings, type Reading } from '../blanks/readings.ts'
import type { Database } from '../db/open.ts'
import type { Document } from '../documents/queries.ts'
import type { DescribedSheet } from '../sheets/sheet.ts'
import { typedOfSheet } from '../sheets/typed.ts'
import type { Typed } from '../web/fields.ts'
import type { FormKind } from './kinds.ts'

type Kind = Pick<FormKind, 'slug'>

/** What a sheet answers goes where nothing is written; the form then asks all its questions, for they can all be answered. */
export function prefilled(kind: Kind, typed: Typed, returned: Returned[]): Typed {
  const own = returned.filter((one) => one.kind === kind.slug && one.state === 'read')
  if (own.length === 0) return typed
  const blank = own.map(({ answers }) => whereBlank(typed, answers))
  return Object.assign({}, typed, { remise: 'saisie' }, ...blank)
}

/** Those of these answers that have nothing typed in their place. */
export const whereBlank = (typed: Typed, answers: Typed): Typed =>
  Object.fromEntries(Object.entries(answers).filter(([name]) => isBlank(typed[name])))

const isBlank = (answer: Typed[string] = '') => [answer].flat().every((one) => one.trim() === '')

/** What was read in a sheet that leaves goes with it; what was typed, or changed since, stays. */
export function withoutRead(kind: Kind, typed: Typed, leaving: Reading[]): Typed {
  const gone = leaving.filter((one) => one.kind === kind.slug).flatMap((one) => unchangedIn(typed, one))
  return Object.fromEntries(Object.entries(typed).filter(([name]) => !gone.includes(name)))
}

/** The names of the answers that are still as they were read. */
const unchangedIn = (typed: Typed, { answers }: Reading) =>
  Object.keys(answers).filter((name) => plain(answers[name]) === plain(typed[name]))

/** Where the answers of a form come from a sheet that came with it: the names of those still as they were read, and the files. */
export function readIn(db: Database, kind: Kind, typed: Typed, documents: Document[]) {
  const readings = listReadings(db, documents).filter((one) => one.kind === kind.slug)
  return {
    noun: kind.slug === 'rex' ? 'fiche' : 'carte blanche',
    names: new Set(readings.flatMap((one) => unchangedIn(typed, one))),
    files: documents.filter(({ id }) => readings.some(({ documentId }) => documentId === id)),
  }
}

/** A form sends its own line ends, and its boxes in its own order. */
const plain = (answer: Typed[string] = '') =>
  JSON.stringify(
    [answer]
      .flat()
      .map((one) => one.replaceAll('\r\n', '\n').trim())
      .sort(),
  )

/** A sheet as its form would have been typed, with what its file answers where the sheet is still that file. */
export const typedOfReturned = (db: Database, sheet: DescribedSheet, documents: Document[]): Typed => {
  const typed = typedOfSheet(db, sheet)
  return sheet.source === 'file' ? prefilled({ slug: sheet.kind }, typed, listReadings(db, documents)) : typed
}
