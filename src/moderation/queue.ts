import type { Database } from '../db/open.ts'
import type { Status } from '../events/lists.ts'
import type { PropositionKind } from '../propositions/proposition.ts'

export type Waiting = {
  kind: PropositionKind
  reference: string
  status: Status
  title: string
  organisation: string
  department: string | null
  day: string | null
  attached: number
  /** a change is proposed to it */
  revised: 0 | 1
  flags: string[]
  submittedAt: string
  settledAt: string
}

export const rowsPerPage = 25

/**
 * A page of the propositions in one state, the newest first once decided. While they wait, the oldest first, after the
 * changes proposed to what is online, which count from the day they were proposed.
 */
export function listPropositions(db: Database, editionId: number, status: Status, page: number): Waiting[] {
  return db
    .prepare<Record<string, unknown>, Omit<Waiting, 'flags'> & { flags: string }>(`
      WITH changes AS (
        SELECT coalesce(events.reference, sheets.reference) AS reference, revisions.submitted_at AS proposedAt
        FROM revisions
        LEFT JOIN events ON events.id = revisions.event_id
        LEFT JOIN sheets ON sheets.id = revisions.sheet_id
        WHERE revisions.status = 'open'
      )
      SELECT
        kind, reference, status, title, organisation, department, day, attached,
        revised AND status = 'published' AS revised,
        flags,
        coalesce(proposedAt, submittedAt) AS submittedAt,
        settledAt
      FROM propositions
      LEFT JOIN changes USING (reference)
      WHERE editionId = @editionId AND (status = @status OR (@status = 'pending' AND revised AND status = 'published'))
      ORDER BY
        CASE WHEN @status = 'pending' THEN status = 'pending' END,
        CASE WHEN @status = 'pending' THEN coalesce(proposedAt, submittedAt) END,
        settledAt DESC,
        reference
      LIMIT @limit OFFSET @offset
    `)
    .all({ editionId, status, limit: rowsPerPage, offset: (page - 1) * rowsPerPage })
    .map((row) => ({ ...row, flags: JSON.parse(row.flags) }))
}

/** How many are in each state. A change proposed to what is online waits too, beside what it would change. */
export function countByStatus(db: Database, editionId: number): Record<Status, number> {
  const rows = db
    .prepare<[number], { status: Status; number: number; revised: number }>(
      'SELECT status, count(*) AS number, sum(revised) AS revised FROM propositions WHERE editionId = ? GROUP BY status',
    )
    .all(editionId)
  const counts = {
    pending: 0,
    changes_requested: 0,
    published: 0,
    refused: 0,
    withdrawn: 0,
    ...Object.fromEntries(rows.map((row) => [row.status, row.number])),
  }
  const changes = rows.find(({ status }) => status === 'published')?.revised ?? 0
  return { ...counts, pending: counts.pending + changes }
}

/** The next one to decide of, in the order of the queue: a change, then what came after this one, then the oldest. */
export function findNextWaiting(db: Database, editionId: number, reference: string) {
  return db
    .prepare<Record<string, unknown>, Pick<Waiting, 'kind' | 'reference' | 'title'>>(`
      SELECT kind, reference, title FROM propositions
      WHERE
        editionId = @editionId AND reference <> @reference
        AND (status = 'pending' OR (revised AND status = 'published'))
      ORDER BY
        status = 'pending',
        submittedAt < (SELECT submittedAt FROM propositions WHERE reference = @reference),
        submittedAt,
        reference
      LIMIT 1
    `)
    .get({ editionId, reference })
}
