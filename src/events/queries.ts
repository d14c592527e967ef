import type { Database } from '../db/open.ts'
import type { Event } from './event.ts'
import type { Status } from './lists.ts'

type EventRecord = { [K in keyof Event]: Event[K] extends unknown[] ? string : Event[K] }

export function findEvent(db: Database, reference: string) {
  return whole(db.prepare<[string], EventRecord>('SELECT * FROM event_details WHERE reference = ?').get(reference))
}

export function findEventById(db: Database, id: number) {
  return whole(db.prepare<[number], EventRecord>('SELECT * FROM event_details WHERE id = ?').get(id))
}

/** An event that has, or had, a page of its own. */
export function findEventBySlug(db: Database, slug: string) {
  return whole(db.prepare<[string], EventRecord>('SELECT * FROM event_details WHERE slug = ?').get(slug))
}

/** Whether a page has that address, or had it. */
export const isSlugTaken = (db: Database, slug: string) =>
  db
    .prepare('SELECT 1 FROM events WHERE slug = @slug UNION ALL SELECT 1 FROM former_event_slugs WHERE slug = @slug')
    .get({ slug }) !== undefined

export const isEventReferenceTaken = (db: Database, reference: string) =>
  db.prepare('SELECT 1 FROM events WHERE reference = ?').get(reference) !== undefined

/** Some of what an edition has, in one state or in all: `limit` of those that follow the one of number `after`. */
export type Some = { editionId: number; status: Status | null; after: number; limit: number }

export const listEvents = (db: Database, { editionId, status, after, limit }: Some) =>
  db
    .prepare<Record<string, unknown>, EventRecord>(`
      SELECT * FROM event_details
      WHERE editionId = @editionId AND (@status IS NULL OR status = @status) AND id > @after
      ORDER BY id
      LIMIT @limit
    `)
    .all({ editionId, status, after, limit })
    .map(parsed)

const whole = (record: EventRecord | undefined) => record && parsed(record)

function parsed(record: EventRecord): Event {
  return {
    ...record,
    slots: JSON.parse(record.slots),
    themes: JSON.parse(record.themes),
    audiences: JSON.parse(record.audiences),
    accessNeeds: JSON.parse(record.accessNeeds),
    coorganisers: JSON.parse(record.coorganisers),
    organiserQualities: JSON.parse(record.organiserQualities),
    keywords: JSON.parse(record.keywords),
    flags: JSON.parse(record.flags),
  }
}
