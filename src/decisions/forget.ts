import { instant, realClock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { type Document, listRevisionDocuments, removeDocument } from '../documents/queries.ts'
import type { Before } from './before.ts'

type Kept = { id: number; undo: string }

/** What can no longer be undone needs nothing kept: neither what was there before, nor the files that were replaced. */
export function forgetOver(db: Database): number {
  const over = db
    .prepare<[string], Kept>('SELECT id, undo FROM decisions WHERE undo IS NOT NULL AND until <= ?')
    .all(instant(realClock))
  for (const one of over) forget(db, one)
  return over.length
}

/** Keeps nothing of whoever is erased, nor of their propositions. Returns the documents whose rows are gone. */
export const forgetDecisionsOf = (db: Database, email: string, references: string[]): Document[] =>
  db
    .prepare<{ email: string; references: string }, Kept>(`
      SELECT id, undo FROM decisions
      WHERE undo IS NOT NULL
        AND (mentions(@email, undo) OR reference IN (SELECT value FROM json_each(@references)))
    `)
    .all({ email, references: JSON.stringify(references) })
    .flatMap((one) => forget(db, one))

/** Forgets what was decided of propositions that are gone, and what can no longer be undone. Returns how many. */
export const purgeDecisions = (db: Database) =>
  forgetOver(db) +
  db
    .prepare(`
      DELETE FROM decisions
      WHERE undo IS NULL AND reference NOT IN (SELECT reference FROM events UNION SELECT reference FROM sheets)
    `)
    .run().changes

function forget(db: Database, { id, undo }: Kept): Document[] {
  const before: Before = JSON.parse(undo)
  const replaced = 'content' in before && before.content ? listRevisionDocuments(db, before.revision.id) : []
  for (const document of replaced) removeDocument(db, document)
  db.prepare('UPDATE decisions SET undo = NULL WHERE id = ?').run(id)
  return replaced
}
