import { type Returned, readReturned } from '../blanks/read.ts'
import { listReadings } from '../blanks/readings.ts'
import type { Database } from '../db/open.ts'
import type { Document } from '../documents/queries.ts'
import type { DescribedSheet } from '../sheets/sheet.ts'
import { typedOfSheet } from '../sheets/typed.ts'
import type { ReceivedFile } from '../uploads/receive.ts'
import type { Typed } from '../web/fields.ts'
import type { FileQuestion } from '../web/forms.ts'
import type { FormKind } from './kinds.ts'

/** A file that came with a form and is one of our sheets, filled. */
export type ReturnedFile = Returned & Pick<ReceivedFile, 'sha256' | 'field'>

/** Reads the files that answer a question about a sheet, where they are ours and of the kind that is asked. */
export async function readReturnedFiles(files: ReceivedFile[], questions: FileQuestion[]): Promise<ReturnedFile[]> {
  const read: ReturnedFile[] = []
  for (const { field, sha256, path, type } of files) {
    const asked = questions.find((question) => question.field === field)?.blank
    const returned = asked && (await readReturned(path, type))
    if (returned?.kind === asked && returned) read.push({ ...returned, field, sha256 })
  }
  return read
}

/** Whether anything could be read in it: a sheet that was printed to a file has its answers as a picture has them. */
export const isFilled = ({ answers }: Returned) => Object.keys(answers).length > 0

/** Whether one of these answers this form. */
export const fillsForm = (kind: Pick<FormKind, 'slug'>, returned: Returned[]) =>
  returned.some((one) => one.kind === kind.slug && isFilled(one))

/** What a sheet answers goes where nothing is written; the form then asks all its questions, for they can all be answered. */
export function prefilled(kind: Pick<FormKind, 'slug'>, typed: Typed, returned: Returned[]): Typed {
  if (!fillsForm(kind, returned)) return typed
  const read = Object.assign(
    {},
    ...returned.filter((one) => one.kind === kind.slug).map(({ answers }) => answers),
  ) as Typed
  const blank = Object.entries(read).filter(([name]) => [typed[name] ?? ''].flat().every((one) => one.trim() === ''))
  return { ...typed, remise: 'saisie', ...Object.fromEntries(blank) }
}

/** Where the answers of a form come from a sheet that came with it: the names of those still as they were read, and the files. */
export function readIn(db: Database, kind: Pick<FormKind, 'slug'>, typed: Typed, documents: Document[]) {
  const readings = listReadings(db, documents).filter((one) => one.kind === kind.slug)
  const asRead = readings.flatMap(({ answers }) =>
    Object.entries(answers).flatMap(([name, answer]) => (plain(answer) === plain(typed[name]) ? [name] : [])),
  )
  return {
    names: new Set(asRead),
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
