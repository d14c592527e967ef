import type { Database } from '../db/open.ts'
import type { Status } from '../events/lists.ts'
import type { PropositionKind } from './proposition.ts'

export type Waiting = {
  kind: PropositionKind
  reference: string
  status: Status
  title: string
  organisation: string
  department: string | null
  day: string | null
  attached: number
  submittedAt: string
  settledAt: string
}

export const rowsPerPage = 25

/** A page of the propositions in one state, the oldest first while they wait, the newest first once decided. */
export function listPropositions(db: Database, editionId: number, status: Status, page: number) {
  return db
    .prepare<Record<string, unknown>, Waiting>(`
      SELECT kind, reference, status, title, organisation, department, day, attached, submittedAt, settledAt
      FROM propositions
      WHERE editionId = @editionId AND status = @status
      ORDER BY CASE WHEN @status = 'pending' THEN submittedAt END, settledAt DESC, reference
      LIMIT @limit OFFSET @offset
    `)
    .all({ editionId, status, limit: rowsPerPage, offset: (page - 1) * rowsPerPage })
}

export function countByStatus(db: Database, editionId: number): Record<Status, number> {
  const rows = db
    .prepare<[number], { status: Status; number: number }>(
      'SELECT status, count(*) AS number FROM propositions WHERE editionId = ? GROUP BY status',
    )
    .all(editionId)
  return {
    pending: 0,
    changes_requested: 0,
    published: 0,
    refused: 0,
    withdrawn: 0,
    ...Object.fromEntries(rows.map((row) => [row.status, row.number])),
  }
}

/** The next proposition that waits, after this one in the order of the queue, or the first. */
export function findNextWaiting(db: Database, editionId: number, reference: string) {
  return db
    .prepare<Record<string, unknown>, Pick<Waiting, 'kind' | 'reference' | 'title'>>(`
      SELECT kind, reference, title FROM propositions
      WHERE editionId = @editionId AND status = 'pending' AND reference <> @reference
      ORDER BY submittedAt < (SELECT submittedAt FROM propositions WHERE reference = @reference), submittedAt, reference
      LIMIT 1
    `)
    .get({ editionId, reference })
}
