import type { Request } from 'express'
import type { Database } from '../db/open.ts'
import { listDraftDocuments } from '../documents/queries.ts'
import type { Draft } from '../drafts/queries.ts'
import { dropDocument } from '../forms/keep.ts'
import type { FormKind } from '../forms/kinds.ts'
import { readIn } from '../forms/returned.ts'
import { fillsForm, type ReturnedFile, toTell } from '../forms/sheets.ts'
import type { ReceivedFile } from '../uploads/receive.ts'
import type { Errors, Typed } from '../web/fields.ts'
import { count } from '../web/french.ts'
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
    const place = placeWithout(db, draft, sent)
    await dropDocument(db, folders, draft, Number(body.retirer))
    return place
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

/** What is said of a file that goes: of a sheet that was read, how many answers go with it. */
function placeWithout(db: Database, draft: Draft, { kind, body, typed }: Sent): string {
  const document = listDraftDocuments(db, draft.id).find(({ id }) => id === Number(body.retirer))
  if (!document) return ''
  const read = readIn(db, kind, typed, [document])
  if (read.files.length === 0) return kind.slug === 'evenement' ? '#section-documents' : `#champ-${document.field}`
  return `?${new URLSearchParams({ retiree: document.name, reponses: String(read.names.size) })}#retiree`
}

/** What the page says then. */
export function removedIn({ retiree, reponses }: Request['query']): string | undefined {
  if (typeof retiree !== 'string' || retiree === '') return undefined
  const answers = Number(reponses) || 0
  const gone = answers > 1 ? `, avec les ${count(answers, 'réponse')} qui y avaient été lues` : ''
  return `${retiree.slice(0, 255)} retirée${answers === 1 ? ', avec la réponse qui y avait été lue' : gone} ; ce que vous avez tapé reste.`
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
