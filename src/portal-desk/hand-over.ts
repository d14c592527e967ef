import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { note } from '../journal/queries.ts'
import { forgetHanded, markHanded } from '../portal/queries.ts'
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
        forgetHanded(db, reference)
        note(db, clock, `coordinator:${coordinator}`, 'removed-from-portal', reference)
      }
      return taken.length + told.length
    })
    .immediate()

export const seenAs = (reference: string, version: string) => `${reference}@${version}`
