import type { Database } from '../db/open.ts'
import type { Event } from './event.ts'

type Contact = { name: string; email: string }
export type PrivateContact = Record<'privateName' | 'privateEmail' | 'privatePhone', string | null>

// Each raises the generation of the links: those sent to the address before no longer open. False when somebody was faster.

/** Puts somebody else in charge: the telephone of whoever was before goes, the published contact stays. */
export const handOverEvent = (db: Database, event: Event, { name, email }: Contact) =>
  db
    .prepare(`
      UPDATE events
      SET private_name = @name, private_email = @email,
        private_phone = CASE WHEN private_email IS NULL THEN private_phone END,
        link_generation = link_generation + 1
      WHERE id = @id AND link_generation = @linkGeneration
    `)
    .run({ name, email, id: event.id, linkGeneration: event.linkGeneration }).changes === 1

/** What is never published needs no decision: it is taken as it was given. A new address revokes the links sent to the old one. */
export const keepEventContact = (db: Database, id: number, contact: PrivateContact) =>
  db
    .prepare(`
      UPDATE events
      SET
        link_generation = link_generation + (private_email IS NOT @privateEmail),
        private_name = @privateName, private_email = @privateEmail, private_phone = @privatePhone
      WHERE id = @id
    `)
    .run({ ...contact, id })

/** Corrects the address of the same person, wherever the form had put it: while the event awaits a decision, or `settled` as well. */
export const readdressEvent = (db: Database, event: Event, email: string, { settled = false } = {}) =>
  db
    .prepare(`
      UPDATE events
      SET
        private_email = @email,
        public_contact_email = CASE WHEN public_contact_email = private_email THEN @email ELSE public_contact_email END,
        registration_email = CASE WHEN registration_email = private_email THEN @email ELSE registration_email END,
        link_generation = link_generation + 1
      WHERE id = @id AND link_generation = @linkGeneration AND (@settled OR status IN ('pending', 'changes_requested'))
    `)
    .run({ email, id: event.id, linkGeneration: event.linkGeneration, settled: Number(settled) }).changes === 1
