import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { note } from '../journal/queries.ts'
import { markGone, markHanded, takeBack } from '../portal/queries.ts'
import { listWaiting } from './waiting.ts'

/**
 * Notes that the portal has what a page listed, `REXAA2@2023-05-09T08:00:00Z` each: one that has changed since then, or that
 * nobody has seen, still waits. Returns how many that was.
 */
export const handOver = (db: Database, clock: Clock, coordinator: number, seen: string[]): number =>
  db
    .transaction(() => {
      const { fresh, gone } = listWaiting(db)
      const taken = fresh.filter(({ sheet }) => seen.includes(seenAs(sheet.reference, sheet.updatedAt)))
      const told = gone.filter(({ reference, removedAt }) => seen.includes(seenAs(reference, removedAt)))
      for (const { sheet } of taken) {
        markHanded(db, clock, sheet.reference, sheet.updatedAt)
        note(db, clock, `coordinator:${coordinator}`, 'handed-to-portal', sheet.reference)
      }
      for (const { reference } of told) {
        markGone(db, clock, reference)
        note(db, clock, `coordinator:${coordinator}`, 'removed-from-portal', reference)
      }
      return taken.length + told.length
    })
    .immediate()

/** « Annuler »: they were not handed over after all, and wait again. Returns how many. */
export const takeBackHanded = (db: Database, clock: Clock, coordinator: number, references: string[]): number =>
  db
    .transaction(() => {
      const taken = references.filter((reference) => takeBack(db, reference))
      for (const reference of taken) note(db, clock, `coordinator:${coordinator}`, 'portal-taken-back', reference)
      return taken.length
    })
    .immediate()

export const seenAs = (reference: string, version: string) => `${reference}@${version}`
