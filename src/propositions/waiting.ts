import type { Database } from '../db/open.ts'

/** How many propositions await a decision, the changes proposed to what is online included. */
export const countWaiting = (db: Database, editionId: number) =>
  db
    .prepare<[number], number>(`
      SELECT count(*) FROM propositions
      WHERE editionId = ? AND (status = 'pending' OR (revised AND status = 'published'))
    `)
    .pluck()
    .get(editionId) ?? 0
