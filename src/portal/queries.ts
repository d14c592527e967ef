import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { flagged, type Sheet, type SheetRecord } from '../sheets/queries.ts'

/** The fiches REX that the national portal may show, of every edition, those changed last first. */
export const listShared = (db: Database): Sheet[] =>
  db
    .prepare<[], SheetRecord>(`
      SELECT * FROM sheet_details
      WHERE kind = 'rex' AND status = 'published' AND consentPortal = 1
      ORDER BY updatedAt DESC, id DESC
    `)
    .all()
    .map(flagged)

export type Removed = { reference: string; removedAt: string }

/** The fiches REX that it could show once, and must take down. */
export const listRemoved = (db: Database) =>
  db
    .prepare<[], Removed>(
      'SELECT reference, removed_at AS removedAt FROM portal_removed ORDER BY removed_at DESC, reference',
    )
    .all()

/** `goneAt`: when the portal was told to take it down. */
export type Handed = { reference: string; handedAt: string; version: string; goneAt: string | null }

export const listHanded = (db: Database) =>
  db.prepare<[], Handed>('SELECT reference, handed_at AS handedAt, version, gone_at AS goneAt FROM portal_handed').all()

/** `version`: the last change of what was handed over; a later one makes it new again. */
export const markHanded = (db: Database, clock: Clock, reference: string, version: string) =>
  db
    .prepare(`
      INSERT INTO portal_handed (reference, handed_at, version) VALUES (@reference, @now, @version)
      ON CONFLICT (reference) DO UPDATE SET
        before_at = iif(gone_at IS NULL, handed_at, NULL),
        before_version = iif(gone_at IS NULL, version, NULL),
        handed_at = excluded.handed_at, version = excluded.version, gone_at = NULL
    `)
    .run({ reference, version, now: instant(clock) })

/** The portal knows that it is gone. */
export const markGone = (db: Database, clock: Clock, reference: string) =>
  db.prepare('UPDATE portal_handed SET gone_at = ? WHERE reference = ?').run(instant(clock), reference)

/** The last thing that was noted of a sheet was not so: what was known before holds again. False when nothing was noted. */
export const takeBack = (db: Database, reference: string): boolean =>
  [
    db.prepare('UPDATE portal_handed SET gone_at = NULL WHERE reference = ? AND gone_at IS NOT NULL'),
    db.prepare(`
      UPDATE portal_handed
      SET handed_at = before_at, version = before_version, before_at = NULL, before_version = NULL
      WHERE reference = ? AND before_at IS NOT NULL
    `),
    db.prepare('DELETE FROM portal_handed WHERE reference = ?'),
  ].some((taking) => taking.run(reference).changes > 0)

/** Where the map of the portal is, once the coordination has said so. */
export const findMapAddress = (db: Database) =>
  db.prepare<[], string | null>('SELECT map_address FROM portal').pluck().get() ?? undefined

export const saveMapAddress = (db: Database, address: string | undefined) =>
  db.prepare('UPDATE portal SET map_address = ?').run(address ?? null)
