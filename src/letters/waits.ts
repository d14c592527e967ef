import type { Database } from '../db/open.ts'

/** Something that waits for the coordination, and since when. */
export type Wait = { reference: string; since: string }

/** What waits and nobody has taken. */
export const listWaits = (db: Database, editionId: number) =>
  db
    .prepare<[number], Wait>(`
      SELECT reference, since FROM waiting
      WHERE editionId = ? AND reference NOT IN (SELECT subject FROM holders)
      ORDER BY since, reference
    `)
    .all(editionId)

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
      FROM programme
      JOIN event_slots ON event_slots.event_id = programme.id
      GROUP BY programme.id
      HAVING min(day) BETWEEN @from AND @to AND date(published_at) <= date(min(day), @notice)
      ORDER BY day, reference
    `)
    .all({ from, to, notice: `-${notice} days` })
