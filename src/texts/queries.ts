import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import type { Document } from '../documents/queries.ts'

export type TextState = 'begun' | 'none' | 'read' | 'checked'

/** What the file of a sheet says. `version` changes with every correction. */
export type DocumentText = {
  documentId: number
  state: TextState
  content: string | null
  version: number
  checkedBy: 'organiser' | 'coordination' | null
  checkedAt: string | null
  /** whether its file could never be read: it may well say something */
  givenUp: 0 | 1
}

/** A stop of the site may cut a reading short, or another one take its memory; what fails every time is the file's doing. */
export const mostAttempts = 3

export type Due = Pick<Document, 'id' | 'storedAs' | 'type'> & { sheetId: number; attempts: number }

/** The files of sheets that nobody has read yet, some at a time, those that a change would bring among them; and those whose reading a stop of the site has cut short. */
export const listToRead = (db: Database, limit: number): Due[] =>
  db
    .prepare<[number], Due>(`
      SELECT documents.id, sheets.id AS sheetId, documents.storedAs, documents.type, coalesce(attempts, 0) AS attempts
      FROM document_details AS documents
      LEFT JOIN revisions ON revisions.id = documents.revisionId AND revisions.status = 'open'
      JOIN sheets ON sheets.id = coalesce(documents.sheetId, revisions.sheet_id)
      LEFT JOIN document_texts ON document_id = documents.id
      WHERE documents.field = 'fiche' AND coalesce(json_extract(proposed, '$.source'), sheets.source) = 'file' AND sheets.status IN ('pending', 'changes_requested', 'published')
        AND (state IS NULL OR state = 'begun')
        -- one of ours holds private contacts: its answers fill the forms instead
        AND NOT EXISTS (SELECT 1 FROM json_each(documents.flags) WHERE value = 'filled-sheet')
      ORDER BY documents.id
      LIMIT ?
    `)
    .all(limit)

/** Noted before anything is opened: a file that brings the site down is not tried without end. */
export const beginReading = (db: Database, documentId: number) =>
  db
    .prepare(`
      INSERT INTO document_texts (document_id) SELECT id FROM documents WHERE id = ?
      ON CONFLICT (document_id) DO UPDATE SET attempts = attempts + 1
    `)
    .run(documentId)

export const keepRead = (db: Database, documentId: number, content: string | undefined) =>
  db
    .prepare(`
      UPDATE document_texts SET state = iif(@content IS NULL, 'none', 'read'), content = @content, version = version + 1
      WHERE document_id = @documentId AND state = 'begun'
    `)
    .run({ documentId, content: content ?? null })

export const findText = (db: Database, documentId: number) =>
  db
    .prepare<[number, number], DocumentText>(`
      SELECT
        document_id AS documentId, state, content, version,
        checked_by AS checkedBy,
        checked_at AS checkedAt,
        state = 'none' AND attempts > ? AS givenUp
      FROM document_texts
      WHERE document_id = ?
    `)
    .get(mostAttempts, documentId)

/** The checked texts of all sheets that are online, by the number of their sheet; of each, the first characters may do. */
export const checkedTexts = (db: Database, most = -1) =>
  new Map(
    db
      .prepare<[number, number], { sheetId: number; content: string }>(`
        SELECT sheet_id AS sheetId, iif(? < 0, document_texts.content, substr(document_texts.content, 1, ?)) AS content
        FROM document_texts
        JOIN documents ON documents.id = document_id
        JOIN sheets ON sheets.id = sheet_id
        WHERE state = 'checked' AND sheets.status = 'published' AND sheets.source = 'file'
      `)
      .all(most, most)
      .map(({ sheetId, content }) => [sheetId, content]),
  )

type Checked = { content: string; by: 'organiser' | 'coordination'; version: number }

/** False when somebody has corrected it since that version. */
export const markChecked = (db: Database, clock: Clock, documentId: number, checked: Checked) =>
  db
    .prepare(`
      UPDATE document_texts SET
        state = 'checked', content = @content, checked_by = @by, checked_at = @now, version = version + 1
      WHERE document_id = @documentId AND version = @version AND state <> 'begun'
    `)
    .run({ ...checked, documentId, now: instant(clock) }).changes === 1

/** Takes a checked text off the page; its words are kept, to be read again. False when that was no longer the text. */
export const markUnchecked = (db: Database, documentId: number, version: number) =>
  db
    .prepare(`
      UPDATE document_texts SET state = 'read', checked_by = NULL, checked_at = NULL, version = version + 1
      WHERE document_id = ? AND version = ? AND state = 'checked'
    `)
    .run(documentId, version).changes === 1
