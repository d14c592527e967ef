import type { Database } from '../db/open.ts'
import { listDraftDocuments, listSheetDocuments } from '../documents/queries.ts'
import type { Draft } from '../drafts/queries.ts'
import type { Edition } from '../editions/queries.ts'
import type { Event } from '../events/event.ts'
import { eventFields } from '../events/fields.ts'
import { eventSections } from '../events/outline.ts'
import { readProposal } from '../events/proposal.ts'
import { listSheetsOfEvent } from '../sheets/queries.ts'
import { choice, type Errors, readFields, type Typed } from '../web/fields.ts'

/** The files that may come with an event, and what is asked about them. */
export const attachments = [
  { field: 'fiche_rex', label: 'Fiche REX Marchés publics', hint: 'Le récit d’un marché public réussi.' },
  { field: 'carte_blanche', label: 'Carte blanche', hint: 'Une page sur un achat vertueux.' },
] as const

export const attachmentNames: string[] = attachments.map(({ field }) => field)

const attachmentFields = {
  accord: choice({
    label: 'Acceptez-vous que ces documents soient publiés sur ce site ?',
    hint: 'La coordination les relit avant ; vous pouvez les retirer à tout moment.',
    missing: 'Publication des documents : répondez par oui ou par non',
    options: [
      { slug: 'oui', label: 'Oui, ils peuvent être publiés' },
      { slug: 'non', label: 'Non, ils sont pour la coordination seulement' },
    ],
    as: 'radio',
  }),
}

const fields = { ...eventFields, ...attachmentFields }

/** What the form may send, as it was typed; anything else that is posted is left out. */
export function typedFrom(body: Record<string, unknown>): Typed {
  const typed: Typed = {}
  for (const name of Object.keys(fields)) {
    const value = body[name]
    if (typeof value === 'string') typed[name] = value
    else if (Array.isArray(value)) typed[name] = value.filter((one) => typeof one === 'string')
  }
  return typed
}

/** A draft as it would be sent: its proposition when every answer will do, else what to correct. */
export function readDraft(db: Database, edition: Edition, draft: Draft) {
  const reading = readProposal(db, edition, draft.typed)
  const documents = listDraftDocuments(db, draft.id)
  const about = documents.length > 0 ? readFields(attachmentFields, draft.typed) : { values: {}, errors: {} }
  const errors: Errors = { ...(reading.ok ? {} : reading.errors), ...about.errors }
  const proposal = reading.ok && Object.keys(errors).length === 0 ? reading.proposal : undefined
  return { proposal, documents, accord: about.values.accord, errors }
}

/** The form as the view asks it. The days are the edition's. */
export function formOf(edition: Edition, typed: Typed, errors: Errors) {
  return { sections: eventSections, fields, attachments, typed, errors, edition }
}

/** What a correction answers: the coordinator's message, and the documents already in her hands, by their question. */
export function correctionOf(db: Database, event: Event) {
  const received = listSheetsOfEvent(db, event.id).flatMap((sheet) => listSheetDocuments(db, sheet.id))
  return { message: event.status === 'changes_requested' ? event.coordinatorMessage : null, received }
}
