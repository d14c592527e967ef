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

export type Handed = { reference: string; handedAt: string; version: string }

export const listHanded = (db: Database) =>
  db.prepare<[], Handed>('SELECT reference, handed_at AS handedAt, version FROM portal_handed').all()

/** `version`: the last change of what was handed over; a later one makes it new again. */
export const markHanded = (db: Database, clock: Clock, reference: string, version: string) =>
  db
    .prepare('INSERT OR REPLACE INTO portal_handed (reference, handed_at, version) VALUES (?, ?, ?)')
    .run(reference, instant(clock), version)

/** The portal knows that it is gone. */
export const forgetHanded = (db: Database, reference: string) =>
  db.prepare('DELETE FROM portal_handed WHERE reference = ?').run(reference)

/** Where the map of the portal is, once the coordination has said so. */
export const findMapAddress = (db: Database) =>
  db.prepare<[], string | null>('SELECT map_address FROM portal').pluck().get() ?? undefined

export const saveMapAddress = (db: Database, address: string | undefined) =>
  db.prepare('UPDATE portal SET map_address = ?').run(address ?? null)
