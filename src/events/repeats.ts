import type { Database } from '../db/open.ts'

/** The event of an edition that takes up again one of a past edition, while it is not refused or taken back. */
export const findRepeatOf = (db: Database, editionId: number, reference: string) =>
  db
    .prepare<[number, string], string>(`
      SELECT reference FROM events
      WHERE edition_id = ? AND repeats = ? AND status NOT IN ('refused', 'withdrawn')
      ORDER BY id DESC
      LIMIT 1
    `)
    .pluck()
    .get(editionId, reference)

/** How many times it was taken up again, whatever became of it. */
export const countRepeatsOf = (db: Database, editionId: number, reference: string) =>
  db
    .prepare<[number, string], number>('SELECT count(*) FROM events WHERE edition_id = ? AND repeats = ?')
    .pluck()
    .get(editionId, reference) ?? 0

export type LastYears = {
  reference: string
  title: string
  privateName: string | null
  privateEmail: string
  invited: 0 | 1
  repeated: 0 | 1
}

/** The published events of a past edition whose organiser can be written to, and where each stands in the new one. */
export const listRepeatable = (db: Database, pastId: number, editionId: number) =>
  db
    .prepare<Record<string, number>, LastYears>(`
      SELECT
        reference, title,
        private_name AS privateName,
        private_email AS privateEmail,
        invited_to IS @editionId AS invited,
        EXISTS (
          SELECT 1 FROM events AS again
          WHERE again.edition_id = @editionId AND again.repeats = events.reference
            AND again.status NOT IN ('refused', 'withdrawn')
        ) AS repeated
      FROM events
      WHERE edition_id = @pastId AND status = 'published' AND private_email IS NOT NULL
      ORDER BY lower(private_email), id
    `)
    .all({ pastId, editionId })

/** Those whose organiser cannot be written to: no address was given, or it was erased. */
export const countUnreachable = (db: Database, pastId: number) =>
  db
    .prepare<[number], number>(`
      SELECT count(*) FROM events WHERE edition_id = ? AND status = 'published' AND private_email IS NULL
    `)
    .pluck()
    .get(pastId) ?? 0

/** Remembers that the organiser of an event was invited to an edition. */
export const markInvited = (db: Database, reference: string, editionId: number) =>
  db.prepare('UPDATE events SET invited_to = ? WHERE reference = ?').run(editionId, reference)
