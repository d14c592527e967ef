import type { Database } from '../db/open.ts'
import type { Status } from '../events/lists.ts'
import type { Some } from '../events/queries.ts'
import type { Kind } from './lists.ts'
import type { DescribedSheet } from './sheet.ts'

/** A fiche REX or a carte blanche as stored: what is said in it, and its life. */
export type Sheet = DescribedSheet & {
  id: number
  reference: string
  editionId: number
  eventId: number | null
  slug: string | null
  status: Status
  consentVersion: string | null
  consentAt: string | null
  flags: string[]
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

export type SheetRecord = Omit<Sheet, 'flags'> & { flags: string }

export const findSheet = (db: Database, reference: string) =>
  whole(db.prepare<[string], SheetRecord>('SELECT * FROM sheet_details WHERE reference = ?').get(reference))

export const findSheetById = (db: Database, id: number) =>
  whole(db.prepare<[number], SheetRecord>('SELECT * FROM sheet_details WHERE id = ?').get(id))

/** A sheet that has, or had, a page of its own. */
export const findSheetBySlug = (db: Database, kind: Kind, slug: string) =>
  whole(
    db.prepare<[Kind, string], SheetRecord>('SELECT * FROM sheet_details WHERE kind = ? AND slug = ?').get(kind, slug),
  )

export const listSheetsOfEvent = (db: Database, eventId: number) =>
  db
    .prepare<[number], SheetRecord>('SELECT * FROM sheet_details WHERE eventId = ? ORDER BY id')
    .all(eventId)
    .map(flagged)

/** Sheets of one kind and edition, in one state or in all, some at a time: those that follow the one of number `after`. */
export const listSheets = (db: Database, kind: Kind, { editionId, status, after, limit }: Some) =>
  db
    .prepare<Record<string, unknown>, SheetRecord>(`
      SELECT * FROM sheet_details
      WHERE kind = @kind AND editionId = @editionId AND (@status IS NULL OR status = @status) AND id > @after
      ORDER BY id
      LIMIT @limit
    `)
    .all({ kind, editionId, status, after, limit })
    .map(flagged)

/** The published sheets of an edition, of both kinds, by title. */
export const listPublishedOfEdition = (db: Database, editionId: number) =>
  db
    .prepare<[number], SheetRecord>(
      `SELECT * FROM sheet_details WHERE editionId = ? AND status = 'published' ORDER BY title, id`,
    )
    .all(editionId)
    .map(flagged)

/** Whether a page has that address, or had it. */
export const isSheetSlugTaken = (db: Database, slug: string) =>
  db
    .prepare('SELECT 1 FROM sheets WHERE slug = @slug UNION ALL SELECT 1 FROM former_sheet_slugs WHERE slug = @slug')
    .get({ slug }) !== undefined

export const isSheetReferenceTaken = (db: Database, reference: string) =>
  db.prepare('SELECT 1 FROM sheets WHERE reference = ?').get(reference) !== undefined

const whole = (record: SheetRecord | undefined) => record && flagged(record)

export const flagged = (record: SheetRecord): Sheet => ({ ...record, flags: JSON.parse(record.flags) })

/** Handed in as a file, its title and its buyer still to be written down. */
export const isIncomplete = ({ source, title }: Pick<Sheet, 'source' | 'title'>) => source === 'file' && title === null
