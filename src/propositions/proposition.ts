import type { Database } from '../db/open.ts'
import { type Document, listEventDocuments, listSheetDocuments } from '../documents/queries.ts'
import type { Event } from '../events/event.ts'
import { labelOf, type Status, statuses } from '../events/lists.ts'
import { findEvent } from '../events/queries.ts'
import { describeForDesk, type Section } from '../events/sections.ts'
import { lastChange } from '../journal/queries.ts'
import { type Kind, kindLabel } from '../sheets/lists.ts'
import { findSheet, listSheetsOfEvent, type Sheet } from '../sheets/queries.ts'
import { describeSheet } from '../sheets/sections.ts'

export type PropositionKind = 'evenement' | Kind

/** What is decided at the desk: an event with the sheets that came with it, or a sheet. */
export type Proposition = {
  kind: PropositionKind
  reference: string
  editionId: number
  status: Status
  /** changes with every change of the text or of the state; ends with the number of its last line in the journal */
  version: string
  title: string
  organisation: string
  message: string | null
  privateEmail: string | null
  privateName: string | null
  publicAddress: string | undefined
  submittedAt: string
  linkGeneration: number
  flags: string[]
  sections: Section[]
  documents: Document[]
  event?: Event
  sheet?: Sheet
  sheets: (Sheet & { documents: Document[] })[]
}

/** The desk's address of each kind. */
export const kindRooms = { evenement: 'evenements', rex: 'rex', 'carte-blanche': 'cartes-blanches' } as const

export const deskAddress = ({ kind, reference }: { kind: PropositionKind; reference: string }) =>
  `/moderation/${kindRooms[kind]}/${reference}`

/** Where it stands: « Publié » of an event, « Publiée » of a sheet. */
export function statusOf({ kind, status }: Pick<Proposition, 'kind' | 'status'>) {
  const label = labelOf(statuses, status)
  return kind === 'evenement' ? label : label.replace(/é$/, 'ée')
}

export const kindNames = {
  evenement: 'Événement',
  rex: kindLabel('rex'),
  'carte-blanche': kindLabel('carte-blanche'),
} as const

/** « votre événement », « votre fiche REX »: the same words in mails and pages. */
export const kindPhrase = (kind: PropositionKind) =>
  ({
    evenement: { name: 'événement', a: 'un événement', feminine: false },
    rex: { name: 'fiche REX', a: 'une fiche REX', feminine: true },
    'carte-blanche': { name: 'carte blanche', a: 'une carte blanche', feminine: true },
  })[kind]

export function findProposition(db: Database, kind: PropositionKind, reference: string): Proposition | undefined {
  if (kind === 'evenement') {
    const event = findEvent(db, reference)
    return event && propositionOfEvent(db, event)
  } else {
    const sheet = findSheet(db, reference)
    return sheet?.kind === kind ? propositionOfSheet(db, sheet) : undefined
  }
}

/** The proposition of that reference, whatever its kind. */
export function findAnyProposition(db: Database, reference: string): Proposition | undefined {
  const sheet = findSheet(db, reference)
  return sheet ? propositionOfSheet(db, sheet) : findProposition(db, 'evenement', reference)
}

function propositionOfEvent(db: Database, event: Event): Proposition {
  const sheets = listSheetsOfEvent(db, event.id).map((sheet) => ({
    ...sheet,
    documents: listSheetDocuments(db, sheet.id),
  }))
  return {
    ...lifeOf(db, event),
    kind: 'evenement',
    title: event.title,
    organisation: event.organiserName,
    publicAddress: event.status === 'published' ? `/agenda/${event.slug}` : undefined,
    sections: describeForDesk(event),
    documents: [...listEventDocuments(db, event.id), ...sheets.flatMap((sheet) => sheet.documents)],
    event,
    sheets,
  }
}

function propositionOfSheet(db: Database, sheet: Sheet): Proposition {
  const documents = listSheetDocuments(db, sheet.id)
  return {
    ...lifeOf(db, sheet),
    kind: sheet.kind,
    title: sheet.title ?? documents[0]?.name ?? kindNames[sheet.kind],
    organisation: sheet.organisation ?? '',
    publicAddress: sheet.status === 'published' ? `/${kindRooms[sheet.kind]}/${sheet.slug}` : undefined,
    sections: describeSheet(sheet),
    documents,
    sheet,
    sheets: [],
  }
}

function lifeOf(db: Database, noun: Event | Sheet) {
  const { reference, editionId, status, updatedAt, privateEmail, privateName, submittedAt, linkGeneration, flags } =
    noun
  return {
    version: `${status} ${updatedAt} ${lastChange(db, reference)}`,
    reference,
    editionId,
    status,
    message: noun.coordinatorMessage,
    privateEmail,
    privateName,
    submittedAt,
    linkGeneration,
    flags,
  }
}
