import type { Database } from '../db/open.ts'
import { type Edition, findPreviousEdition } from '../editions/queries.ts'
import { count, series } from '../web/french.ts'

/** How much of an edition may be read here. */
type Kept = { editionId: number; events: number; sheets: number }

/** Every edition, with what is online of it. */
export const listKept = (db: Database) =>
  db
    .prepare<[], Kept>(`
      SELECT id AS editionId,
        (SELECT count(*) FROM events WHERE edition_id = editions.id AND status = 'published') AS events,
        (SELECT count(*) FROM sheets WHERE edition_id = editions.id AND status = 'published') AS sheets
      FROM editions
    `)
    .all()

/** « 12 événements et 3 bonnes pratiques », or nothing. */
export function keptText(kept: Kept[]): string {
  const sum = (of: 'events' | 'sheets') => kept.reduce((total, one) => total + one[of], 0)
  const [events, sheets] = [sum('events'), sum('sheets')]
  return series([
    ...(events > 0 ? [count(events, 'événement')] : []),
    ...(sheets > 0 ? [count(sheets, 'bonne pratique', 'bonnes pratiques')] : []),
  ])
}

/** Whether the programme of the edition before may be read here. */
export function canLookBack(db: Database, edition: Edition): boolean {
  const previous = findPreviousEdition(db, edition)
  return listKept(db).some(({ editionId, events }) => editionId === previous?.id && events > 0)
}
