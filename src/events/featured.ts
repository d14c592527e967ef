import type { Database } from '../db/open.ts'

export type Featurable = { reference: string; slug: string; title: string; organiserName: string; day: string }

const mostFound = 20

/** « À noter dans votre agenda »: the titles, in the order of the week. */
export const listFeaturedTitles = (db: Database, editionId: number) =>
  listFeaturedEvents(db, editionId).map(({ title }) => title)

export const listFeaturedEvents = (db: Database, editionId: number) =>
  db
    .prepare<[number], Featurable>(`
      SELECT reference, slug, title, organiser_name AS organiserName, min(day) AS day
      FROM events JOIN event_slots ON event_slots.event_id = events.id
      WHERE edition_id = ? AND status = 'published' AND featured = 1
      GROUP BY events.id
      ORDER BY day, title
    `)
    .all(editionId)

/** Published events that may still be put forward, those with all of the (folded) words. */
export const listFeaturable = (db: Database, editionId: number, words: string[]) =>
  db
    .prepare<Record<string, unknown>, Featurable>(`
      SELECT reference, slug, title, organiser_name AS organiserName, min(day) AS day
      FROM events JOIN event_slots ON event_slots.event_id = events.id
      WHERE edition_id = @editionId AND status = 'published' AND featured = 0 AND occasion <> 'cancelled'
        AND NOT EXISTS (SELECT 1 FROM json_each(@words) WHERE instr(folded, value) = 0)
      GROUP BY events.id
      ORDER BY day, title
      LIMIT @most
    `)
    .all({ editionId, words: JSON.stringify(words), most: mostFound })

/** Puts a published event forward, or back. False when it is not there, or is so already. */
export const setFeatured = (db: Database, editionId: number, reference: string, featured: 0 | 1) =>
  db
    .prepare(`
      UPDATE events SET featured = @featured
      WHERE reference = @reference AND edition_id = @editionId AND status = 'published' AND featured <> @featured
    `)
    .run({ editionId, reference, featured }).changes === 1
