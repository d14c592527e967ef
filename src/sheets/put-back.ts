import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import type { Life } from '../events/put-back.ts'

// As events/put-back.ts, for sheets.

export const putBackSheetLife = (db: Database, id: number, life: Life) =>
  db
    .prepare(`
      UPDATE sheets SET
        status = @status, coordinator_message = @coordinatorMessage, decided_at = @decidedAt, published_at = @publishedAt,
        updated_at = @updatedAt
      WHERE id = @id
    `)
    .run({ ...life, id })

type Row = Record<string, string | number | null>

/** A sheet as its table holds it. */
export type StoredSheet = { row: Row }

export function storedSheet(db: Database, id: number): StoredSheet {
  const row = db.prepare<[number], Row>('SELECT * FROM sheets WHERE id = ?').get(id)
  if (!row) throw new Error(`sheet ${id} is gone`)
  return { row }
}

/** The content of a published sheet, online again if it was taken offline. */
export const putBackSheet = (db: Database, clock: Clock, id: number, { row }: StoredSheet) =>
  db
    .prepare(`
      UPDATE sheets SET
        status = @status, source = @source, title = @title, organisation = @organisation,
        organisation_type = @organisation_type, commune_code = @commune_code, segment = @segment, content = @content,
        consent_publication = @consent_publication, consent_portal = @consent_portal, consent_version = @consent_version, consent_at = @consent_at,
        public_contact_role = @public_contact_role, public_contact_email = @public_contact_email, public_contact_phone = @public_contact_phone, private_name = @private_name,
        private_email = @private_email, private_phone = @private_phone, flags = @flags, coordinator_message = @coordinator_message,
        decided_at = @decided_at, link_generation = @link_generation,
        updated_at = @now
      WHERE id = @id
    `)
    .run({ ...row, id, now: instant(clock) })

/** The contacts of a sheet that came with an event, whose new ones it had taken. */
export const putBackSheetContacts = (db: Database, id: number, { row }: StoredSheet) =>
  db
    .prepare(`
      UPDATE sheets SET
        public_contact_role = @public_contact_role, public_contact_email = @public_contact_email,
        public_contact_phone = @public_contact_phone, private_name = @private_name, private_email = @private_email,
        private_phone = @private_phone, link_generation = @link_generation
      WHERE id = @id
    `)
    .run({ ...row, id })
