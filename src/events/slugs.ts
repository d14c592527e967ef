import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { newSlug } from '../web/slug.ts'
import type { Event } from './event.ts'
import { isSlugTaken } from './queries.ts'

// Words of the agenda's own addresses, which no event may take.
const reserved = new Set(['carte', 'imprimer'])

/** Whether an address word cannot be given: another page of whatever edition has it, or had it, or the agenda itself. */
export const isSlugReserved = (db: Database, slug: string) => reserved.has(slug) || isSlugTaken(db, slug)

/** The address word of an event that is published for the first time. */
export const slugFor = (db: Database, title: string) => newSlug(title, (slug) => isSlugReserved(db, slug))

/** The address that took the place of that one. */
export const findCurrentSlug = (db: Database, former: string) =>
  db
    .prepare<[string], string>(`
      SELECT events.slug FROM former_event_slugs JOIN events ON events.id = event_id WHERE former_event_slugs.slug = ?
    `)
    .pluck()
    .get(former)

/** The addresses that an event had before. */
export const listFormerSlugs = (db: Database, { id }: Pick<Event, 'id'>) =>
  db.prepare<[number], string>('SELECT slug FROM former_event_slugs WHERE event_id = ?').pluck().all(id)

/** Gives a published event another address, or one of its own back; calendars learn it from the sequence. False when somebody was faster. */
export function moveEvent(db: Database, clock: Clock, { id, slug: former }: Event, slug: string): boolean {
  const { changes } = db
    .prepare(`
      UPDATE events SET slug = @slug, sequence = sequence + 1, updated_at = @now
      WHERE id = @id AND slug = @former AND status = 'published'
    `)
    .run({ id, slug, former, now: instant(clock) })
  if (changes !== 1) return false

  db.prepare('DELETE FROM former_event_slugs WHERE slug = ?').run(slug)
  db.prepare('INSERT INTO former_event_slugs (slug, event_id) VALUES (?, ?)').run(former, id)
  return true
}
