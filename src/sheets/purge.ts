import type { Database } from '../db/open.ts'

/** Sheets refused before an instant, and those left undecided that came with an event refused before it. */
export const listRefusedSheets = (db: Database, before: string) =>
  db
    .prepare<{ before: string }, number>(`
      SELECT id FROM sheets
      WHERE published_at IS NULL AND (
        (status IN ('refused', 'withdrawn') AND decided_at < @before)
        OR event_id IN (SELECT id FROM events WHERE status = 'refused' AND published_at IS NULL AND decided_at < @before))
    `)
    .pluck()
    .all({ before })

/** A published sheet outlives the refused event that it came with. */
export const releaseSheets = (db: Database, eventId: number) =>
  db.prepare('UPDATE sheets SET event_id = NULL WHERE event_id = ?').run(eventId)

export const removeSheet = (db: Database, id: number) => db.prepare('DELETE FROM sheets WHERE id = ?').run(id)

/** Blanks the private contact of sheets unchanged since an instant. */
export const blankSheetContacts = (db: Database, before: string) =>
  db
    .prepare(`
      UPDATE sheets SET private_name = NULL, private_email = NULL, private_phone = NULL
      WHERE updated_at < ? AND coalesce(private_name, private_email, private_phone) IS NOT NULL
    `)
    .run(before).changes

/** Blanks the published contact of sheets whose edition ended before a day. */
export const blankPublicSheetContacts = (db: Database, before: string) =>
  db
    .prepare(`
      UPDATE sheets SET public_contact_role = NULL, public_contact_email = NULL, public_contact_phone = NULL
      WHERE edition_id IN (SELECT id FROM editions WHERE last_day < ?)
        AND coalesce(public_contact_role, public_contact_email, public_contact_phone) IS NOT NULL
    `)
    .run(before).changes
