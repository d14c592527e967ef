import type { Database } from '../db/open.ts'

export type Tally = Map<string, number>

const none: Tally = new Map()

/** What was on the programme of an edition: what takes place, counted along each of its sides. */
export function countProgramme(db: Database, editionId: number) {
  const sides = Map.groupBy(listCounts(db, editionId), ([side]) => side)
  const tally = (side: string): Tally => new Map(sides.get(side)?.map(([, value, number]) => [value, number]) ?? none)
  const whole = (side: string) => tally(side).get('') ?? 0
  return {
    events: whole('event'),
    slots: whole('slot'),
    coorganised: whole('coorganised'),
    accessible: whole('accessible'),
    days: tally('day'),
    departments: tally('department'),
    types: tally('type'),
    modes: tally('mode'),
    prices: tally('price'),
    themes: tally('theme'),
    audiences: tally('audience'),
    occasions: tally('occasion'),
  }
}

/** An event online has no département; one that was moved online keeps the one where it was planned. */
const listCounts = (db: Database, editionId: number) =>
  db
    .prepare<{ editionId: number }, [side: string, value: string, number: number]>(`
      WITH
        counted AS MATERIALIZED (
          SELECT
            programme.id AS event_id, type, mode,
            CASE free_of_charge WHEN 1 THEN 'free' WHEN 0 THEN 'paying' ELSE 'unknown' END AS price,
            CASE WHEN mode = 'online' THEN 'online' ELSE department END AS department
          FROM programme
          LEFT JOIN communes ON communes.code = commune_code
          WHERE edition_id = @editionId
        )
      SELECT 'event', '', count(*) FROM counted
      UNION ALL SELECT 'slot', '', count(*) FROM counted JOIN event_slots USING (event_id)
      UNION ALL SELECT 'coorganised', '', count(DISTINCT event_id) FROM counted JOIN event_coorganisers USING (event_id)
      UNION ALL SELECT 'accessible', '', count(DISTINCT event_id) FROM counted JOIN event_access_needs USING (event_id)
      UNION ALL SELECT 'day', day, count(*) FROM counted JOIN event_slots USING (event_id) GROUP BY day
      UNION ALL SELECT 'department', department, count(*) FROM counted GROUP BY department
      UNION ALL SELECT 'type', type, count(*) FROM counted GROUP BY type
      UNION ALL SELECT 'mode', mode, count(*) FROM counted GROUP BY mode
      UNION ALL SELECT 'price', price, count(*) FROM counted GROUP BY price
      UNION ALL SELECT 'theme', theme, count(*) FROM counted JOIN event_themes USING (event_id) GROUP BY theme
      UNION ALL SELECT 'audience', audience, count(*) FROM counted JOIN event_audiences USING (event_id) GROUP BY audience
      UNION ALL SELECT 'occasion', occasion, count(*) FROM events
        WHERE edition_id = @editionId AND status = 'published' GROUP BY occasion
    `)
    .raw()
    .all({ editionId })
