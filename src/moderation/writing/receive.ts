import type { Request } from 'express'
import type { Clock } from '../../clock.ts'
import type { Database } from '../../db/open.ts'
import type { Folders } from '../../documents/erase.ts'
import { type Document, listDraftDocuments } from '../../documents/queries.ts'
import { type Draft, findDraft, isDraftKey } from '../../drafts/queries.ts'
import { typedFrom } from '../../forms/form.ts'
import { dropDocument, keepTyped } from '../../forms/keep.ts'
import type { FormKind } from '../../forms/kinds.ts'
import { fillsForm, receiveSheets, toTell } from '../../forms/sheets.ts'
import type { Quota } from '../../uploads/quota.ts'
import { receivedFiles } from '../../uploads/receive.ts'
import type { Errors, Typed } from '../../web/fields.ts'
import { randomToken } from '../../web/tokens.ts'

export type Tools = {
  db: Database
  clock: Clock
  baseUrl: string
  folders: Folders
  receiving: { clamd: string | undefined; quota: Quota }
}

/** A form of the desk that came back: what it says, and the files that came with it. */
export type Written = {
  typed: Typed
  body: Record<string, unknown>
  /** holds the files until the form is saved, and says that it was: its text stays in the page alone */
  holder: Draft
  documents: Document[]
  fileErrors: Errors
  /** a button that works on the form was pressed, not one that saves it */
  atWork: boolean
}

/** Files are kept whatever is then said of the text, so that the form can come back without losing them. */
export async function receiveWritten({ db, clock, folders }: Tools, kind: FormKind, req: Request): Promise<Written> {
  const { accepted, errors: fileErrors } = await receivedFiles(req)
  const body: Record<string, unknown> = req.body ?? {}
  const sent = typedFrom(kind, body)
  const key = keyIn(db, kind, body)
  const { returned, fill } = await receiveSheets(db, kind, {
    files: accepted,
    typed: sent,
    body,
    draft: findDraft(db, key),
  })
  const typed = fill(sent)
  const questions = kind.filesOf(typed)
  const holder = await keepTyped(db, clock, folders, {
    key,
    kind: kind.slug,
    typed: {},
    files: accepted,
    returned,
    questions,
  })
  if (body.retirer) await dropDocument(db, folders, holder, Number(body.retirer))
  return {
    typed,
    body,
    holder,
    documents: listDraftDocuments(db, holder.id),
    fileErrors,
    // what was just read, or could not be, is looked at before it is saved
    atWork:
      fillsForm(kind, returned) || toTell(returned) !== undefined || buttons.some((name) => body[name] !== undefined),
  }
}

const buttons = ['ouvrir', 'ajouter', 'enlever', 'retirer', 'remettre', 'lire']

function keyIn(db: Database, kind: FormKind, { cle }: Record<string, unknown>) {
  if (!isDraftKey(cle)) return randomToken()
  const known = findDraft(db, cle)
  return !known || (known.kind === kind.slug && known.corrects === null) ? cle : randomToken()
}
