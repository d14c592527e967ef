import type { Database } from '../db/open.ts'
import type { AxisName } from './axes.ts'

/**
 * How much there is of one value (of everything, where it is empty), published and waiting: the slots of a day; without a
 * day, the events of the whole edition.
 */
type Count = { value: string; day: string | null; published: number; waiting: number }

/** What takes place or may, under each value whose filter of the agenda would show it. */
export const countProgramme = (db: Database, wanted: { editionId: number; axis: AxisName }) =>
  db
    .prepare<typeof wanted, Count>(`
      WITH counted AS (
        SELECT id, status = 'published' AS published, type, mode, occasion, commune_code FROM events
        WHERE
          edition_id = @editionId AND status IN ('published', 'pending', 'changes_requested')
          AND occasion NOT IN ('cancelled', 'postponed')
      ),
      facets AS (
        SELECT id, published, '' AS value FROM counted
        UNION ALL
        SELECT id, published, department FROM counted JOIN communes ON code = commune_code WHERE @axis = 'departement'
        UNION ALL
        SELECT id, published, 'en-ligne' FROM counted
        WHERE @axis = 'departement' AND (mode <> 'onsite' OR occasion = 'moved_online')
        UNION ALL
        SELECT id, published, type FROM counted WHERE @axis = 'type'
        UNION ALL
        SELECT id, published, theme FROM counted JOIN event_themes ON event_id = id WHERE @axis = 'theme'
        UNION ALL
        SELECT id, published, audience FROM counted JOIN event_audiences ON event_id = id WHERE @axis = 'public'
      )
      SELECT value, day, sum(published) AS published, sum(NOT published) AS waiting
      FROM facets JOIN event_slots ON event_id = facets.id
      GROUP BY value, day
      UNION ALL
      SELECT value, NULL, sum(published), sum(NOT published)
      FROM facets
      GROUP BY value
    `)
    .all(wanted)
