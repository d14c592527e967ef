import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { findCurrentEdition } from '../editions/queries.ts'
import { type Actor, note } from '../journal/queries.ts'
import type { AgendaEntry } from './agenda.ts'
import type { Event } from './event.ts'
import { findEvent } from './queries.ts'

export type Featurable = { reference: string; slug: string; title: string; organiserName: string; day: string }

const mostFound = 20

/** « À noter dans votre agenda »: the first slot of each event that is put forward, in the order of the week. */
export const listFeatured = (db: Database, editionId: number) =>
  db
    .prepare<[number], AgendaEntry & { reference: string }>(`
      SELECT agenda_entries.*, (SELECT reference FROM events WHERE id = eventId) AS reference
      FROM agenda_entries
      WHERE editionId = ? AND featured = 1 AND occasion <> 'cancelled'
      GROUP BY eventId HAVING day = min(day)
      ORDER BY day, startsAt
    `)
    .all(editionId)

/** Events that may still be put forward, those with all of the (folded) words. */
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

/** Whether the home page, which is about the current edition, would show it. */
export const isFeaturable = (db: Database, { editionId, status, occasion }: Event) =>
  editionId === findCurrentEdition(db)?.id && status === 'published' && occasion !== 'cancelled'

/** Puts an event forward, or back; said twice, it is noted once. False when the home page would not show it. */
export const feature = (db: Database, clock: Clock, actor: Actor, reference: string, featured: 0 | 1): boolean =>
  db
    .transaction(() => {
      const event = findEvent(db, reference)
      if (!event || !isFeaturable(db, event)) return false
      if (markFeatured(db, event, featured)) note(db, clock, actor, featured ? 'featured' : 'unfeatured', reference)
      return true
    })
    .immediate()

export const markFeatured = (db: Database, { id }: Pick<Event, 'id'>, featured: 0 | 1) =>
  db
    .prepare(`UPDATE events SET featured = @featured WHERE id = @id AND status = 'published' AND featured <> @featured`)
    .run({ id, featured }).changes === 1
