import type { Database } from '../db/open.ts'
import type { PropositionKind } from './proposition.ts'

/** How many propositions await a decision, the changes proposed to what is online included. */
export const countWaiting = (db: Database, editionId: number) =>
  db
    .prepare<[number], number>(`
      SELECT count(*) FROM propositions
      WHERE editionId = ? AND (status = 'pending' OR (revised AND status = 'published'))
    `)
    .pluck()
    .get(editionId) ?? 0

type Waiting = { kind: PropositionKind; reference: string; title: string; year: number }

/** What still awaits a decision in the other editions, the oldest first. */
export const listWaitingElsewhere = (db: Database, editionId: number) =>
  db
    .prepare<[number], Waiting>(`
      SELECT kind, reference, title, year FROM propositions
      JOIN editions ON editions.id = editionId
      WHERE editionId <> ? AND (propositions.status = 'pending' OR (revised AND propositions.status = 'published'))
      ORDER BY year, submittedAt
      LIMIT 50
    `)
    .all(editionId)
