import type { Database } from '../db/open.ts'
import type { PrivateContact } from '../events/handover.ts'
import type { Sheet } from './queries.ts'

type Contact = { name: string; email: string }

// As events/handover.ts, for sheets.

export const handOverSheet = (db: Database, sheet: Sheet, { name, email }: Contact) =>
  db
    .prepare(`
      UPDATE sheets
      SET private_name = @name, private_email = @email,
        private_phone = CASE WHEN private_email IS NULL THEN private_phone END,
        link_generation = link_generation + 1
      WHERE id = @id AND link_generation = @linkGeneration
    `)
    .run({ name, email, id: sheet.id, linkGeneration: sheet.linkGeneration }).changes === 1

export const keepSheetContact = (db: Database, id: number, contact: PrivateContact) =>
  db
    .prepare(`
      UPDATE sheets
      SET
        link_generation = link_generation + (private_email IS NOT @privateEmail),
        private_name = @privateName, private_email = @privateEmail, private_phone = @privatePhone
      WHERE id = @id
    `)
    .run({ ...contact, id })

export const readdressSheet = (db: Database, sheet: Sheet, email: string, { settled = false } = {}) =>
  db
    .prepare(`
      UPDATE sheets
      SET
        private_email = @email,
        public_contact_email = CASE WHEN public_contact_email = private_email THEN @email ELSE public_contact_email END,
        link_generation = link_generation + 1
      WHERE id = @id AND link_generation = @linkGeneration AND (@settled OR status IN ('pending', 'changes_requested'))
    `)
    .run({ email, id: sheet.id, linkGeneration: sheet.linkGeneration, settled: Number(settled) }).changes === 1
