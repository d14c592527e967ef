import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { type Document, isForDesk } from '../documents/queries.ts'
import { ownEdition } from '../editions/queries.ts'
import { type Actor, note } from '../journal/queries.ts'
import type { Sheet } from '../sheets/queries.ts'
import { longestText } from '../transcription/bounds.ts'
import { type Errors, readFields, type Typed, text } from '../web/fields.ts'
import { dayOf } from '../web/french.ts'
import { type DocumentText, findText, markChecked, markUnchecked } from './queries.ts'

export const textFields = {
  texte_document: text({
    label: 'Texte du document',
    hint: 'Une ligne vide sépare deux paragraphes. ## devant un titre (### devant un sous-titre), - devant chaque point d’une liste, **deux étoiles** autour de ce qui compte, [un mot](https://exemple.fr) pour un lien. Un tableau : une ligne par rang, « | » entre les cases, et « | --- | » sous la première si elle sert d’en-tête.',
    missing: 'Texte du document : écrivez ce que dit le document',
    max: longestText,
    rows: 12,
  }),
}

/** The file of a sheet that is one: the last that came. */
export const fileOf = ({ source }: Pick<Sheet, 'source'>, documents: Document[]) =>
  source === 'file' ? documents.findLast((one) => one.field === 'fiche' && !isForDesk(one)) : undefined

/** What that file says; undefined where there is none, or the site has not read it yet. */
export function textOf(db: Database, sheet: Pick<Sheet, 'source'>, documents: Document[]) {
  const file = fileOf(sheet, documents)
  const text = file && findText(db, file.id)
  return text?.state === 'begun' ? undefined : text
}

/** Which text a form was opened on: that of another file is another one. */
export const versionOf = ({ documentId, version }: DocumentText) => `${documentId}.${version}`

/** What the public page of a sheet shows of its file: its text once somebody has read it again, and whether it holds not a word. */
export function shownOf(db: Database, sheet: Sheet, documents: Document[]) {
  const text = textOf(db, sheet, documents)
  const { timeZone } = ownEdition(db, sheet)
  return {
    text: text?.checkedAt ? { content: text.content ?? '', day: dayOf(text.checkedAt, timeZone) } : undefined,
    wordless: text?.state === 'none' && !text.givenUp,
  }
}

type Checking = { content?: string; errors: Errors; current: boolean }

/** A corrected text, and whether it corrects the one that is there. */
export function readChecking(text: DocumentText | undefined, typed: Typed): Checking {
  const { values, errors } = readFields(textFields, typed)
  const current = text !== undefined && typed.vu_texte === versionOf(text)
  return { ...(values.texte_document ? { content: values.texte_document } : {}), errors, current }
}

/** « J’ai relu ce texte »: it is public with its sheet. False when somebody was faster. */
export const checkText = (
  db: Database,
  clock: Clock,
  reference: string,
  text: DocumentText,
  content: string,
  actor: Actor,
) =>
  db
    .transaction(() => {
      const by = actor === 'organiser' ? 'organiser' : 'coordination'
      const { documentId, version } = text
      if (!markChecked(db, clock, documentId, { content, by, version })) return false
      note(db, clock, actor, by === 'organiser' ? 'text-checked' : 'text-verified', reference)
      return true
    })
    .immediate()

/** Takes it off the page. False when somebody was faster. */
export const uncheckText = (db: Database, clock: Clock, reference: string, text: DocumentText, actor: Actor) =>
  db
    .transaction(() => {
      if (!markUnchecked(db, text.documentId, text.version)) return false
      note(db, clock, actor, 'text-taken-off', reference)
      return true
    })
    .immediate()
