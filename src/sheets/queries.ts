import type { Database } from '../db/open.ts'
import type { Status } from '../events/lists.ts'
import type { Kind } from './lists.ts'

/** A fiche REX or a carte blanche. `content` is the JSON of the kind's schema; a sheet handed in as a file may have none yet. */
export type Sheet = {
  id: number
  reference: string
  kind: Kind
  source: 'typed' | 'file'
  editionId: number
  eventId: number | null
  slug: string | null
  status: Status
  title: string | null
  organisation: string | null
  organisationType: string | null
  communeCode: string | null
  communeName: string | null
  department: string | null
  segment: string | null
  content: string
  consentPublication: 0 | 1 | null
  consentPortal: 0 | 1 | null
  consentVersion: string | null
  consentAt: string | null
  publicContactRole: string | null
  publicContactEmail: string | null
  privateName: string | null
  privateEmail: string | null
  coordinatorMessage: string | null
  linkGeneration: number
  submittedAt: string
  decidedAt: string | null
  publishedAt: string | null
  updatedAt: string
  eventTitle: string | null
  eventReference: string | null
  eventSlug: string | null
}

export const findSheet = (db: Database, reference: string) =>
  db.prepare<[string], Sheet>('SELECT * FROM sheet_details WHERE reference = ?').get(reference)

export const findSheetById = (db: Database, id: number) =>
  db.prepare<[number], Sheet>('SELECT * FROM sheet_details WHERE id = ?').get(id)

export const findPublishedSheet = (db: Database, kind: Kind, slug: string) =>
  db
    .prepare<[Kind, string], Sheet>(`SELECT * FROM sheet_details WHERE kind = ? AND slug = ? AND status = 'published'`)
    .get(kind, slug)

export const listSheetsOfEvent = (db: Database, eventId: number) =>
  db.prepare<[number], Sheet>('SELECT * FROM sheet_details WHERE eventId = ? ORDER BY id').all(eventId)

/** The published sheets of one kind, newest first, of every edition. */
export const listPublishedSheets = (db: Database, kind: Kind) =>
  db
    .prepare<[Kind], Sheet>(
      `SELECT * FROM sheet_details WHERE kind = ? AND status = 'published' ORDER BY publishedAt DESC, id DESC`,
    )
    .all(kind)

export const isSheetSlugTaken = (db: Database, slug: string) =>
  db.prepare('SELECT 1 FROM sheets WHERE slug = ?').get(slug) !== undefined

export const isSheetReferenceTaken = (db: Database, reference: string) =>
  db.prepare('SELECT 1 FROM sheets WHERE reference = ?').get(reference) !== undefined
