import type { Database } from '../db/open.ts'

/** Something that waits for a decision, and since when: sent, sent again after a correction, or the change proposed to it. */
export type Wait = { reference: string; since: string }

export const listWaits = (db: Database, editionId: number) =>
  db
    .prepare<{ editionId: number }, Wait>(`
      WITH undecided AS (
        SELECT reference, submitted_at, decided_at FROM events WHERE edition_id = @editionId AND status = 'pending'
        UNION ALL
        SELECT reference, submitted_at, decided_at FROM sheets WHERE edition_id = @editionId AND status = 'pending'
      )
      SELECT
        reference,
        coalesce(
          (SELECT min(at) FROM journal
            WHERE subject = reference AND act IN ('submitted', 'corrected') AND at >= coalesce(decided_at, submitted_at)),
          decided_at,
          submitted_at
        ) AS since
      FROM undecided
      UNION ALL
      SELECT coalesce(events.reference, sheets.reference), revisions.submitted_at
      FROM revisions
      LEFT JOIN events ON events.id = revisions.event_id
      LEFT JOIN sheets ON sheets.id = revisions.sheet_id
      WHERE
        revisions.status = 'open' AND coalesce(events.status, sheets.status) = 'published'
        AND coalesce(events.edition_id, sheets.edition_id) = @editionId
      ORDER BY since, reference
    `)
    .all({ editionId })

/** What was sent back to its organiser before an instant and did not return. */
export const listAwaitedCorrections = (db: Database, editionId: number, before: string) =>
  db
    .prepare<{ editionId: number; before: string }, Wait>(`
      SELECT reference, decided_at AS since FROM events
      WHERE edition_id = @editionId AND status = 'changes_requested' AND decided_at < @before
      UNION ALL
      SELECT reference, decided_at FROM sheets
      WHERE edition_id = @editionId AND status = 'changes_requested' AND decided_at < @before
      ORDER BY since
    `)
    .all({ editionId, before })

/** The events that take place as planned, from a day to another, and were online a while before. */
export const listComing = (db: Database, { from, to, notice }: { from: string; to: string; notice: number }) =>
  db
    .prepare<{ from: string; to: string; notice: string }, { reference: string; day: string }>(`
      SELECT reference, min(day) AS day
      FROM events
      JOIN event_slots ON event_slots.event_id = events.id
      WHERE status = 'published' AND occasion NOT IN ('cancelled', 'postponed')
      GROUP BY events.id
      HAVING min(day) BETWEEN @from AND @to AND date(published_at) <= date(min(day), @notice)
      ORDER BY day, reference
    `)
    .all({ from, to, notice: `-${notice} days` })
