import { type Clock, today } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { isOver } from './edition.ts'
import { type Edition, findCurrentEdition, findEdition } from './queries.ts'

/** An edition that is read in the archives; `over`, its week has ended: another one may have taken its place before. */
export type Archived = Edition & { over: boolean }

/** The edition, once it is read in the archives: it is over, or another one was opened. */
export function findArchived(db: Database, clock: Clock, id: number): Archived | undefined {
  const edition = findEdition(db, id)
  if (!edition) return undefined
  const over = isOver(edition, today(clock, edition.timeZone))
  return over || id !== findCurrentEdition(db)?.id ? { ...edition, over } : undefined
}
