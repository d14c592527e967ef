import type { Database } from '../db/open.ts'

/** Refused sheets decided before an instant. */
export const listRefusedSheets = (db: Database, before: string) =>
  db
    .prepare<[string], number>(
      `SELECT id FROM sheets WHERE status IN ('refused', 'withdrawn') AND published_at IS NULL AND decided_at < ?`,
    )
    .pluck()
    .all(before)

export const removeSheet = (db: Database, id: number) => db.prepare('DELETE FROM sheets WHERE id = ?').run(id)

/** Blanks the private contact of sheets unchanged since an instant. */
export const blankSheetContacts = (db: Database, before: string) =>
  db
    .prepare(
      'UPDATE sheets SET private_name = NULL, private_email = NULL WHERE updated_at < ? AND (private_name IS NOT NULL OR private_email IS NOT NULL)',
    )
    .run(before).changes

/** Blanks the published contact of sheets whose edition ended before a day. */
export const blankPublicSheetContacts = (db: Database, before: string) =>
  db
    .prepare(`
      UPDATE sheets SET public_contact_role = NULL, public_contact_email = NULL
      WHERE edition_id IN (SELECT id FROM editions WHERE last_day < ?)
        AND coalesce(public_contact_role, public_contact_email) IS NOT NULL
    `)
    .run(before).changes
