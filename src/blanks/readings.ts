import type { Database } from '../db/open.ts'
import type { Kind } from '../sheets/lists.ts'
import type { Typed } from '../web/fields.ts'
import type { Returned } from './read.ts'

export type Reading = Returned & { documentId: number }

export const addReading = (db: Database, documentId: number, { kind, answers }: Omit<Returned, 'state'>) =>
  db
    .prepare('INSERT INTO sheet_readings (document_id, kind, answers) VALUES (?, ?, ?)')
    .run(documentId, kind, JSON.stringify(answers))

/** What was read in those of these documents that are sheets of ours. */
export const listReadings = (db: Database, documents: { id: number }[]): Reading[] =>
  db
    .prepare<[string], { documentId: number; kind: Kind; answers: string }>(`
      SELECT document_id AS documentId, kind, answers
      FROM sheet_readings
      WHERE document_id IN (SELECT value FROM json_each(?))
      ORDER BY document_id
    `)
    .all(JSON.stringify(documents.map(({ id }) => id)))
    .map((reading) => ({ ...reading, state: 'read', answers: JSON.parse(reading.answers) as Typed }))
