import { listDraftDocuments } from '../documents/queries.ts'
import type { Draft } from '../drafts/queries.ts'
import { dropDocument } from '../forms/keep.ts'
import type { FormKind } from '../forms/kinds.ts'
import { fillsForm, type ReturnedFile, toTell } from '../forms/sheets.ts'
import type { ReceivedFile } from '../uploads/receive.ts'
import type { Errors, Typed } from '../web/fields.ts'
import { kept, sendDraftLink } from './draft-link.ts'
import type { Tools } from './routes.ts'

type Sent = {
  kind: FormKind
  body: Record<string, unknown>
  typed: Typed
  files: ReceivedFile[]
  returned: ReturnedFile[]
}

/** What a form asks for besides being checked, by a button or by a sheet that came with it: the place of it to come back to. */
export async function errandOf({ db, folders }: Tools, draft: Draft, sent: Sent): Promise<string | undefined> {
  const { kind, body, returned } = sent
  if (body.retirer) {
    await dropDocument(db, folders, draft, Number(body.retirer))
    return '#section-documents'
  }
  if (body.ouvrir) return `#plus-${String(body.ouvrir).replace(/\W/g, '')}`
  if (body.ajouter) return `#creneau-${draft.typed.creneaux}`
  if (body.enlever) return '#section-quand'
  if (body.remettre) return '#section-fiche'
  if (body.garder) return `?garde=${kept[sendDraftLink(db, draft)]}#reprendre`
  if (fillsForm(kind, returned)) return '#lue'
  const field = toTell(returned) ?? (body.lire || isBegun(sent) ? 'fiche' : undefined)
  return field && `#champ-${field}`
}

/** A sheet of another make that came first: nobody has seen the questions yet. */
function isBegun({ kind, typed, files }: Sent) {
  const asked = kind.sectionsOf(typed).flatMap(({ fields, more }) => [...fields, ...(more?.fields ?? [])])
  const answered = asked.filter((name) => !name.startsWith('contact_') && [typed[name] ?? ''].flat().some(Boolean))
  return files.some(({ field }) => field === 'fiche') && answered.length === 0
}

/** « Lire ma fiche » needs a file. */
export const nothingToRead = ({ db }: Tools, draft: Draft, { lire }: Sent['body'], faults: Errors): Errors =>
  lire && !faults.fiche && !listDraftDocuments(db, draft.id).some(({ field }) => field === 'fiche')
    ? { fiche: 'Votre document : choisissez d’abord le fichier à lire' }
    : {}
