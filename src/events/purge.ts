import type { Database } from '../db/open.ts'

/** Events refused before an instant that were never published. */
export const listRefusedEvents = (db: Database, before: string) =>
  db
    .prepare<[string], number>(`
      SELECT id FROM events
      WHERE status IN ('refused', 'withdrawn') AND published_at IS NULL AND decided_at < ?
    `)
    .pluck()
    .all(before)

export const removeEvent = (db: Database, id: number) => db.prepare('DELETE FROM events WHERE id = ?').run(id)

/** Blanks the published contact, and the ways to register, of events whose edition ended before a day. */
export const blankPublicContacts = (db: Database, before: string) =>
  db
    .prepare(`
      UPDATE events SET
        public_contact_role = NULL, public_contact_email = NULL, public_contact_phone = NULL,
        registration_email = NULL, registration_phone = NULL
      WHERE edition_id IN (SELECT id FROM editions WHERE last_day < ?)
        AND coalesce(public_contact_role, public_contact_email, public_contact_phone, registration_email, registration_phone) IS NOT NULL
    `)
    .run(before).changes

/** Blanks the private contact of events unchanged since an instant. */
export const blankPrivateContacts = (db: Database, before: string) =>
  db
    .prepare(`
      UPDATE events SET private_name = NULL, private_email = NULL, private_phone = NULL
      WHERE updated_at < ? AND (private_name IS NOT NULL OR private_email IS NOT NULL OR private_phone IS NOT NULL)
    `)
    .run(before).changes
