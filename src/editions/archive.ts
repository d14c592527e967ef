import { type Clock, today } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { isOver } from './edition.ts'
import { type Edition, findCurrentEdition, findEdition } from './queries.ts'

/** The edition, once it is read in the archives: it is over, or another one has begun. */
export function findArchived(db: Database, clock: Clock, id: number): Edition | undefined {
  const edition = findEdition(db, id)
  if (!edition) return undefined
  const past = id !== findCurrentEdition(db)?.id || isOver(edition, today(clock, edition.timeZone))
  return past ? edition : undefined
}
