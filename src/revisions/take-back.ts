import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { listRevisionDocuments, removeDocument } from '../documents/queries.ts'
import { settleRevision } from './queries.ts'

/** An open change is taken back, with the files that came for it alone; their bytes are swept. False when somebody was faster. */
export function takeBackRevision(db: Database, clock: Clock, id: number): boolean {
  if (!settleRevision(db, clock, id, 'withdrawn')) return false
  for (const document of listRevisionDocuments(db, id)) removeDocument(db, document)
  return true
}
