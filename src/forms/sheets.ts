import { type Returned, recognise } from '../blanks/read.ts'
import { listReadings } from '../blanks/readings.ts'
import type { Database } from '../db/open.ts'
import { listDraftDocuments } from '../documents/queries.ts'
import type { Draft } from '../drafts/queries.ts'
import type { Flag } from '../uploads/questions.ts'
import type { ReceivedFile } from '../uploads/receive.ts'
import type { Typed } from '../web/fields.ts'
import type { FileQuestion } from '../web/forms.ts'
import { changed } from './buttons.ts'
import type { FormKind } from './kinds.ts'
import { prefilled, whereBlank, withoutRead } from './returned.ts'

/** A file that came with a form and is one of our sheets, or may be: what is to be known of it. */
export type ReturnedFile = Pick<ReceivedFile, 'sha256' | 'field'> & { sheet?: Returned; flags: Flag[] }

type Sent = { files: ReceivedFile[]; typed: Typed; body: Record<string, unknown>; draft: Draft | undefined }

/** The sheets that come with a form, what they answer of what was left open, and what `fill` makes of what was typed. */
export async function receiveSheets(db: Database, kind: FormKind, { files, typed, body, draft }: Sent) {
  const came = await recogniseFiles(files, kind)
  const leaving = listReadings(db, leavingDocuments(db, { files, body, draft }))
  const start = withoutRead(kind, typed, leaving)
  // whoever takes it back has a file to choose, not forty questions
  const way = leaving.some((one) => one.kind === kind.slug && one.documentId === Number(body.retirer))
    ? { remise: 'fichier' }
    : {}
  const returned = came.map((one) => (isRead(one) ? answering(kind, start, one) : one))
  const read = returned.filter(isRead).map(({ sheet }) => sheet)
  return {
    returned,
    fill: (kept: Typed) => prefilled(kind, changed({ ...withoutRead(kind, kept, leaving), ...way }, body), read),
  }
}

/** Any file may be one of our sheets, whatever it was asked for: it would be published with private contacts in it. */
async function recogniseFiles(files: ReceivedFile[], kind: FormKind): Promise<ReturnedFile[]> {
  const known: ReturnedFile[] = []
  for (const { field, sha256, path, type, image } of files) {
    const question = kind.allFiles.find((one) => one.field === field)
    const sheet = image ? undefined : await recognise(path, type)
    if (sheet === 'doubtful')
      known.push(...(question?.blank ? [{ field, sha256, flags: ['maybe-private' as const] }] : []))
    else if (sheet) known.push({ field, sha256, sheet, flags: flagsOf(sheet, question) })
  }
  return known
}

const flagsOf = ({ kind, state }: Returned, question: FileQuestion | undefined): Flag[] => {
  if (kind !== question?.blank) return ['filled-sheet', 'other-sheet']
  return state === 'read' ? ['filled-sheet'] : ['filled-sheet', `${state}-sheet`]
}

/** Whether its answers are those that were asked for. */
export const isRead = (one: ReturnedFile): one is ReturnedFile & { sheet: Returned } =>
  one.sheet?.state === 'read' && !one.flags.includes('other-sheet')

/** Whether one of these answers this form. */
export const fillsForm = ({ slug }: FormKind, returned: ReturnedFile[]) =>
  returned.some((one) => isRead(one) && one.sheet.kind === slug)

/** The field of a sheet of ours that is not what whoever joins it may think: they are told at once. */
export const toTell = (returned: ReturnedFile[]) => returned.find((one) => one.sheet && !isRead(one))?.field

/** What was typed before the sheet came is not the sheet's. That of an event waits for a form of its own. */
const answering = ({ slug }: FormKind, typed: Typed, { sheet, ...file }: ReturnedFile & { sheet: Returned }) => ({
  ...file,
  sheet: sheet.kind === slug ? { ...sheet, answers: whereBlank(typed, sheet.answers) } : sheet,
})

/** What is taken back, or gives its place to what comes. */
function leavingDocuments(db: Database, { files, body, draft }: Pick<Sent, 'files' | 'body' | 'draft'>) {
  const documents = draft && !draft.sentAs ? listDraftDocuments(db, draft.id) : []
  return documents.filter(({ id, field }) => id === Number(body.retirer) || files.some((one) => one.field === field))
}
