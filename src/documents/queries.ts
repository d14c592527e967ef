import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import type { Flag } from '../uploads/questions.ts'

/** A received file: what its owner is, the question it answers, and what to be careful about (`flags` of uploads/receive.ts). */
export type Document = {
  id: number
  draftId: number | null
  eventId: number | null
  sheetId: number | null
  revisionId: number | null
  field: string
  name: string
  storedAs: string
  type: string
  size: number
  flags: string[]
  /** of an image only: the widths it is kept in, and the size of the largest */
  widths: number[] | null
  width: number | null
  height: number | null
}

export type NewDocument = {
  draftId: number
  field: string
  name: string
  storedAs: string
  type: string
  size: number
  sha256: string
  flags: string[]
  widths: number[] | null
  width: number | null
  height: number | null
}

type Owner = { eventId: number } | { sheetId: number } | { revisionId: number }
export type DocumentRecord = Omit<Document, 'flags' | 'widths'> & { flags: string; widths: string | null }

export function addDraftDocument(db: Database, clock: Clock, document: NewDocument): number {
  const { lastInsertRowid } = db
    .prepare(`
    INSERT INTO documents (draft_id, field, name, stored_as, type, size, sha256, flags, widths, width, height, created_at)
    VALUES (@draftId, @field, @name, @storedAs, @type, @size, @sha256, @flags, @widths, @width, @height, @now)
  `)
    .run({
      ...document,
      flags: JSON.stringify(document.flags),
      widths: document.widths && JSON.stringify(document.widths),
      now: instant(clock),
    })
  return Number(lastInsertRowid)
}

/** One of our sheets that came back filled holds private contacts: whatever it comes with, it is never published. */
export const isForDesk = ({ flags }: Pick<Document, 'flags'>) => flags.includes('filled-sheet')

export function findDocument(db: Database, id: number): Document | undefined {
  const record = db.prepare<[number], DocumentRecord>('SELECT * FROM document_details WHERE id = ?').get(id)
  return record && whole(record)
}

/** The image of that stored name. */
export function findImage(db: Database, storedAs: string): Document | undefined {
  const record = db
    .prepare<[string], DocumentRecord>('SELECT * FROM document_details WHERE storedAs = ? AND widths IS NOT NULL')
    .get(storedAs)
  return record && whole(record)
}

export const listDraftDocuments = (db: Database, draftId: number) =>
  db
    .prepare<[number], DocumentRecord>('SELECT * FROM document_details WHERE draftId = ? ORDER BY id')
    .all(draftId)
    .map(whole)

export const listEventDocuments = (db: Database, eventId: number) =>
  db
    .prepare<[number], DocumentRecord>('SELECT * FROM document_details WHERE eventId = ? ORDER BY id')
    .all(eventId)
    .map(whole)

export const listSheetDocuments = (db: Database, sheetId: number) =>
  db
    .prepare<[number], DocumentRecord>('SELECT * FROM document_details WHERE sheetId = ? ORDER BY id')
    .all(sheetId)
    .map(whole)

export const listRevisionDocuments = (db: Database, revisionId: number) =>
  db
    .prepare<[number], DocumentRecord>('SELECT * FROM document_details WHERE revisionId = ? ORDER BY id')
    .all(revisionId)
    .map(whole)

/** Hands a document over to its next owner, under the question that it answers there. */
export const giveDocument = (db: Database, document: Document, owner: Owner, field = document.field) =>
  db
    .prepare(`
      UPDATE documents
      SET draft_id = NULL, event_id = @eventId, sheet_id = @sheetId, revision_id = @revisionId, field = @field
      WHERE id = @id
    `)
    .run({ eventId: null, sheetId: null, revisionId: null, ...owner, field, id: document.id })

/** Whether these very bytes came with something that was sent. */
export const isHandedIn = (db: Database, sha256: string) =>
  db.prepare('SELECT 1 FROM documents WHERE sha256 = ? AND draft_id IS NULL').get(sha256) !== undefined

/** Whether a draft has these very bytes under that question: Back, and the same file is chosen again. */
export const isInDraft = (db: Database, draftId: number, { field, sha256 }: Pick<NewDocument, 'field' | 'sha256'>) =>
  db.prepare('SELECT 1 FROM documents WHERE draft_id = ? AND field = ? AND sha256 = ?').get(draftId, field, sha256) !==
  undefined

/** Whether two documents are the same file. */
export const haveSameBytes = (db: Database, one: Pick<Document, 'id'>, other: Pick<Document, 'id'>) =>
  db
    .prepare<[number, number], number>('SELECT count(DISTINCT sha256) FROM documents WHERE id IN (?, ?)')
    .pluck()
    .get(one.id, other.id) === 1

/** Notes what is to be known of a document, once. */
export const flagDocument = (db: Database, id: number, flag: Flag) =>
  db
    .prepare(`
      UPDATE documents SET flags = json_insert(flags, '$[#]', @flag)
      WHERE id = @id AND NOT EXISTS (SELECT 1 FROM json_each(flags) WHERE value = @flag)
    `)
    .run({ id, flag })

/** Takes the row away; the bytes that are left over are swept by the daily purge. */
export const removeDocument = (db: Database, document: Pick<Document, 'id'>) =>
  db.prepare('DELETE FROM documents WHERE id = ?').run(document.id)

/** Every stored name that a row stands for: what is on disk beside them is left over. */
export const listStoredNames = (db: Database) => db.prepare<[], string>('SELECT stored_as FROM documents').pluck().all()

export const whole = (record: DocumentRecord): Document => ({
  ...record,
  flags: JSON.parse(record.flags),
  widths: record.widths === null ? null : JSON.parse(record.widths),
})
