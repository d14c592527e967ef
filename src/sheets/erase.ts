import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'

// As events/erase.ts, for sheets.

export const forgetSheetContact = (db: Database, clock: Clock, id: number) =>
  db
    .prepare(`
      UPDATE sheets SET
        private_name = NULL, private_email = NULL, private_phone = NULL,
        public_contact_role = NULL, public_contact_email = NULL, public_contact_phone = NULL,
        coordinator_message = NULL, link_generation = link_generation + 1, updated_at = @now
      WHERE id = @id
    `)
    .run({ id, now: instant(clock) })

/** Leaves of a sheet that was taken back what its address still says: its title, its organisation. */
export function stripSheet(db: Database, clock: Clock, id: number) {
  forgetSheetContact(db, clock, id)
  db.prepare(`UPDATE sheets SET content = '{}', flags = '[]' WHERE id = ?`).run(id)
}

export const blankWithdrawnSheetContacts = (db: Database, before: string) =>
  db
    .prepare(`
      UPDATE sheets SET private_name = NULL, private_email = NULL, private_phone = NULL
      WHERE status = 'withdrawn' AND edition_id IN (SELECT id FROM editions WHERE last_day < ?)
        AND coalesce(private_name, private_email, private_phone) IS NOT NULL
    `)
    .run(before).changes

export function redactSheets(db: Database, clock: Clock, email: string) {
  db.prepare(`
    UPDATE sheets SET
      public_contact_email = CASE WHEN public_contact_email = @email COLLATE NOCASE THEN NULL ELSE public_contact_email END,
      title = without_address(title, @email),
      organisation = without_address(organisation, @email),
      content = without_address_in(content, @email),
      coordinator_message = without_address(coordinator_message, @email),
      updated_at = @now
    WHERE mentions(@email, public_contact_email, title, organisation, content, coordinator_message)
  `).run({ email, now: instant(clock) })
}
