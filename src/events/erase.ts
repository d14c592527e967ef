import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { fold } from '../web/french.ts'

/** Takes the contacts of an event away, and with them its links; an event that is `over` needs no way to register either. */
export const forgetEventContact = (db: Database, clock: Clock, id: number, { over }: { over: boolean }) =>
  db
    .prepare(`
      UPDATE events SET
        registration_email = CASE WHEN @over THEN NULL ELSE registration_email END,
        registration_phone = CASE WHEN @over OR registration_phone = private_phone THEN NULL ELSE registration_phone END,
        private_name = NULL, private_email = NULL, private_phone = NULL,
        public_contact_role = NULL, public_contact_email = NULL, public_contact_phone = NULL,
        coordinator_message = NULL, link_generation = link_generation + 1, updated_at = @now
      WHERE id = @id
    `)
    .run({ id, over: Number(over), now: instant(clock) })

/** Leaves of an event that was taken back what its address and the calendars still say: its title, its days, its commune, its organisation. */
export function stripEvent(db: Database, clock: Clock, id: number) {
  forgetEventContact(db, clock, id, { over: true })
  db.prepare('DELETE FROM event_coorganisers WHERE event_id = ?').run(id)
  db.prepare(`
    UPDATE events SET
      summary = '', description = NULL, place_name = NULL, address = NULL, access = NULL,
      latitude = NULL, longitude = NULL, position_precision = NULL,
      online_link = NULL, online_link_reserved = (mode <> 'onsite'), registration_url = NULL, price_detail = NULL,
      accessibility_detail = NULL, organiser_website = NULL, keywords = '[]',
      image_alt = NULL, image_credit = NULL, occasion_note = NULL, occasion_link = NULL, flags = '[]', featured = 0, folded = ''
    WHERE id = ?
  `).run(id)
}

/** Blanks the private contact of events taken back whose edition ended before a day. */
export const blankWithdrawnContacts = (db: Database, before: string) =>
  db
    .prepare(`
      UPDATE events SET private_name = NULL, private_email = NULL, private_phone = NULL
      WHERE status = 'withdrawn' AND edition_id IN (SELECT id FROM editions WHERE last_day < ?)
        AND coalesce(private_name, private_email, private_phone) IS NOT NULL
    `)
    .run(before).changes

/** Takes an address out of every event that mentions it. */
export function redactEvents(db: Database, clock: Clock, email: string) {
  db.prepare(`
    UPDATE events SET
      public_contact_email = CASE WHEN public_contact_email = @email COLLATE NOCASE THEN NULL ELSE public_contact_email END,
      registration_email = CASE WHEN registration_email = @email COLLATE NOCASE THEN NULL ELSE registration_email END,
      title = without_address(title, @email),
      summary = without_address(summary, @email),
      description = without_address(description, @email),
      place_name = without_address(place_name, @email),
      address = without_address(address, @email),
      access = without_address(access, @email),
      online_link = without_address(online_link, @email),
      registration_url = without_address(registration_url, @email),
      price_detail = without_address(price_detail, @email),
      accessibility_detail = without_address(accessibility_detail, @email),
      organiser_name = without_address(organiser_name, @email),
      organiser_website = without_address(organiser_website, @email),
      keywords = without_address_in(keywords, @email),
      image_alt = without_address(image_alt, @email),
      image_credit = without_address(image_credit, @email),
      occasion_note = without_address(occasion_note, @email),
      occasion_link = without_address(occasion_link, @email),
      coordinator_message = without_address(coordinator_message, @email),
      folded = replace(folded, @folded, ''),
      updated_at = @now
    WHERE mentions(
      @email, public_contact_email, registration_email, title, summary, description, place_name, address, access, online_link,
      registration_url, price_detail, accessibility_detail, organiser_name, organiser_website, keywords, image_alt, image_credit,
      occasion_note, occasion_link, coordinator_message)
  `).run({ email, folded: fold(email), now: instant(clock) })
  db.prepare('UPDATE event_coorganisers SET name = without_address(name, @email) WHERE mentions(@email, name)').run({
    email,
  })
}
