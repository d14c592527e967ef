import { communeChoices } from '../communes/answer.ts'
import type { Database } from '../db/open.ts'
import type { Document } from '../documents/queries.ts'
import { countSlots, mostSlots } from '../events/slot-fields.ts'
import { HttpError } from '../web/errors.ts'
import type { Errors, Typed } from '../web/fields.ts'
import { mostTyped } from '../web/forms.ts'
import { count } from '../web/french.ts'
import type { FormKind } from './kinds.ts'
import { readIn } from './returned.ts'
import { type SheetNote, sheetNote } from './sheet-notes.ts'

/** The names of everything that the form may answer. */
export const answerNames = (kind: FormKind) => [...Object.keys(kind.fields), ...kind.unasked]

/** What the form may send, as it was typed; anything else that is posted is left out, and what no form needs is refused. */
export function typedFrom(kind: FormKind, body: Record<string, unknown>, more: string[] = []): Typed {
  const lengths = Object.values(body).map(lengthOf)
  if (Math.max(0, ...lengths) > mostTyped.answer) throw tooLong('Une réponse', mostTyped.answer)
  if (lengths.reduce((sum, length) => sum + length, 0) > mostTyped.form) throw tooLong('Ce formulaire', mostTyped.form)

  const typed: Typed = {}
  for (const name of [...answerNames(kind), ...more]) {
    const value = body[name]
    if (typeof value === 'string') typed[name] = value
    else if (Array.isArray(value)) typed[name] = value.filter((one) => typeof one === 'string')
  }
  return typed
}

const lengthOf = (value: unknown) =>
  [value]
    .flat(9)
    .filter((one) => typeof one === 'string')
    .join('').length

const tooLong = (what: string, limit: number) =>
  new HttpError(
    413,
    `${what} dépasse ${count(limit, 'caractère')} : rien n’a été enregistré. Revenez à la page précédente, ce que vous avez écrit y est ; raccourcissez le texte, puis envoyez de nouveau le formulaire.`,
    'Texte trop long',
  )

/** What is wrong, in the order of the form: a file is among the answers, though it is looked at apart. */
export function inFormOrder(kind: FormKind, typed: Typed, errors: Errors): Errors {
  const asked = kind.sectionsOf(typed).flatMap(({ fields, more }) => [...fields, ...(more?.fields ?? [])])
  return Object.fromEntries(
    [...new Set([...asked, ...Object.keys(errors)])].flatMap((name) => {
      const message = errors[name]
      return message === undefined ? [] : [[name, message]]
    }),
  )
}

type Shown = { typed: Typed; documents: Document[]; received: Document[] }

/** The form as the view asks it. */
export function formOf(db: Database, kind: FormKind, { typed, documents, received }: Shown, errors: Errors) {
  const files = Object.fromEntries(kind.filesOf(typed).map((question) => [question.field, question]))
  const answered = (name: string) =>
    errors[name] !== undefined ||
    [typed[name] ?? ''].flat().some((value) => value !== '') ||
    [...documents, ...received].some(({ field }) => field === name)
  return {
    read: readIn(db, kind, typed, [...documents, ...received]),
    fields: kind.fields,
    files,
    notes: notesOf(kind, documents),
    sections: kind.sectionsOf(typed).map((section) => ({
      ...section,
      opened: [typed.ouvertes].flat().includes(section.id) || section.more?.fields.some(answered) === true,
    })),
    slots: { count: countSlots(typed), most: mostSlots },
    choices: communeOptions(db, kind, typed, errors),
    typed,
    errors,
  }
}

/** What is said beside each file, by its number. */
const notesOf = ({ allFiles }: FormKind, documents: Document[]): Record<number, SheetNote | undefined> =>
  Object.fromEntries(
    documents.map((document) => {
      const question = allFiles.find(({ field }) => field === document.field)
      return [document.id, question && sheetNote(document, question)]
    }),
  )

/** Where the text of a commune does not settle which one is meant: those to choose from. */
function communeOptions(db: Database, kind: FormKind, typed: Typed, errors: Errors): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(kind.fields)
      .filter(
        ([name, field]) =>
          field.communes && (errors[name] || typed[`${name}_choix`]) && typeof typed[name] === 'string',
      )
      .map(([name]) => [name, communeChoices(db, String(typed[name]))]),
  )
}
