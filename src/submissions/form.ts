import { communeChoices } from '../communes/answer.ts'
import type { Database } from '../db/open.ts'
import { type Document, listDraftDocuments, listRevisionDocuments } from '../documents/queries.ts'
import type { Draft } from '../drafts/queries.ts'
import type { Edition } from '../editions/queries.ts'
import { countSlots, mostSlots } from '../events/slot-fields.ts'
import { findAnyProposition, type Proposition } from '../propositions/proposition.ts'
import { findOpenRevisionOf } from '../revisions/queries.ts'
import type { Errors, Typed } from '../web/fields.ts'
import type { FormKind } from './kinds.ts'
import { trapNames } from './suspicion.ts'

/** What the form may send, as it was typed; anything else that is posted is left out. */
export function typedFrom(kind: FormKind, body: Record<string, unknown>): Typed {
  const typed: Typed = {}
  for (const name of [...Object.keys(kind.fields), ...kind.unasked, ...trapNames]) {
    const value = body[name]
    if (typeof value === 'string') typed[name] = value
    else if (Array.isArray(value)) typed[name] = value.filter((one) => typeof one === 'string')
  }
  return typed
}

/** The proposition that a draft corrects, with the documents that are already in the coordination's hands. */
export function correctedBy(db: Database, draft: Pick<Draft, 'corrects'>): Proposition | undefined {
  return draft.corrects ? findAnyProposition(db, draft.corrects) : undefined
}

/** The files that a correction need not bring again: those of the proposition, and of a change to it that already waits. */
export function receivedFor(db: Database, draft: Pick<Draft, 'corrects'>): Document[] {
  const corrected = correctedBy(db, draft)
  const revision = corrected && findOpenRevisionOf(db, corrected)
  return [...(corrected?.documents ?? []), ...(revision ? listRevisionDocuments(db, revision.id) : [])]
}

/** A draft as it would be sent: its content when every answer will do, else what to correct. */
export function readDraft(db: Database, kind: FormKind, edition: Edition, draft: Draft) {
  const documents = listDraftDocuments(db, draft.id)
  const files = [...documents, ...receivedFor(db, draft)].map(({ field }) => field)
  return { documents, reading: kind.read(db, edition, draft.typed, files) }
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
    fields: kind.fields,
    files,
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
