import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import type { Status } from './lists.ts'

// What a decision changed of an event, as it was before. Nothing else may have happened to it since.

/** How far it had come: what a decision of a proposition changes. */
export type Life = {
  status: Status
  coordinatorMessage: string | null
  decidedAt: string | null
  publishedAt: string | null
  updatedAt: string
}

/**
 * Its address stays: it is that of this event, whenever it is online again. What is not online is not put forward; what is
 * online again is as it was, and calendars learn it from the sequence.
 */
export const putBackLife = (db: Database, id: number, life: Life) =>
  db
    .prepare(`
      UPDATE events SET
        status = @status, coordinator_message = @coordinatorMessage, decided_at = @decidedAt, published_at = @publishedAt,
        featured = iif(@status = 'published', featured, 0), sequence = sequence + (@status = 'published'),
        updated_at = @updatedAt
      WHERE id = @id
    `)
    .run({ ...life, id })

type Row = Record<string, string | number | null>

/** The content of an event as its tables hold it. */
export type StoredEvent = {
  row: Row
  slots: Row[]
  themes: string[]
  audiences: string[]
  needs: string[]
  names: Row[]
}

export function storedEvent(db: Database, id: number): StoredEvent {
  const row = db.prepare<[number], Row>('SELECT * FROM events WHERE id = ?').get(id)
  if (!row) throw new Error(`event ${id} is gone`)
  return {
    row,
    slots: db.prepare<[number], Row>('SELECT * FROM event_slots WHERE event_id = ?').all(id),
    themes: db.prepare<[number], string>('SELECT theme FROM event_themes WHERE event_id = ?').pluck().all(id),
    audiences: db.prepare<[number], string>('SELECT audience FROM event_audiences WHERE event_id = ?').pluck().all(id),
    needs: db.prepare<[number], string>('SELECT need FROM event_access_needs WHERE event_id = ?').pluck().all(id),
    names: db.prepare<[number], Row>('SELECT * FROM event_coorganisers WHERE event_id = ?').all(id),
  }
}

/** The content of a published event, whose slots are known to calendars by their numbers; they learn it from the sequence. */
export function putBackEvent(db: Database, clock: Clock, id: number, stored: StoredEvent) {
  db.prepare(`
      UPDATE events SET
        title = @title, summary = @summary, description = @description, type = @type,
        mode = @mode, place_name = @place_name, address = @address, postal_code = @postal_code,
        commune_code = @commune_code, access = @access, latitude = @latitude, longitude = @longitude,
        position_precision = @position_precision, online_link = @online_link, online_link_reserved = @online_link_reserved, registration = @registration,
        registration_url = @registration_url, registration_email = @registration_email, registration_phone = @registration_phone, registration_deadline = @registration_deadline,
        seats = @seats, free_of_charge = @free_of_charge, price_detail = @price_detail, accessibility_detail = @accessibility_detail,
        organiser_name = @organiser_name, organiser_type = @organiser_type, organiser_family = @organiser_family, organiser_qualities = @organiser_qualities,
        organiser_website = @organiser_website, public_contact_role = @public_contact_role, public_contact_email = @public_contact_email, public_contact_phone = @public_contact_phone,
        private_name = @private_name, private_email = @private_email, private_phone = @private_phone, keywords = @keywords,
        folded = @folded, image_alt = @image_alt, image_credit = @image_credit, consent_version = @consent_version,
        consent_at = @consent_at, flags = @flags, occasion = @occasion, occasion_by = @occasion_by,
        occasion_at = @occasion_at, occasion_note = @occasion_note, occasion_link = @occasion_link,
        occasion_seen_at = @occasion_seen_at, link_generation = @link_generation,
        sequence = sequence + 1, updated_at = @now
      WHERE id = @id
    `).run({ ...stored.row, id, now: instant(clock) })
  for (const empty of emptying) empty(db).run(id)

  const addSlot = db.prepare(`
    INSERT INTO event_slots (id, event_id, day, starts_at, ends_at, moment)
    VALUES (@id, @event_id, @day, @starts_at, @ends_at, @moment)
  `)
  const addName = db.prepare(
    'INSERT INTO event_coorganisers (event_id, position, name) VALUES (@event_id, @position, @name)',
  )
  const addTheme = db.prepare('INSERT INTO event_themes (event_id, theme) VALUES (?, ?)')
  const addAudience = db.prepare('INSERT INTO event_audiences (event_id, audience) VALUES (?, ?)')
  const addNeed = db.prepare('INSERT INTO event_access_needs (event_id, need) VALUES (?, ?)')
  for (const slot of stored.slots) addSlot.run(slot)
  for (const name of stored.names) addName.run(name)
  for (const theme of stored.themes) addTheme.run(id, theme)
  for (const audience of stored.audiences) addAudience.run(id, audience)
  for (const need of stored.needs) addNeed.run(id, need)
}

const emptying = [
  (db: Database) => db.prepare('DELETE FROM event_slots WHERE event_id = ?'),
  (db: Database) => db.prepare('DELETE FROM event_themes WHERE event_id = ?'),
  (db: Database) => db.prepare('DELETE FROM event_audiences WHERE event_id = ?'),
  (db: Database) => db.prepare('DELETE FROM event_access_needs WHERE event_id = ?'),
  (db: Database) => db.prepare('DELETE FROM event_coorganisers WHERE event_id = ?'),
]
