import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import type { Kind } from './lists.ts'
import type { Sheet } from './queries.ts'

/** What must be known of a sheet before it can be published. */
export type SheetIdentity = {
  title: string
  organisation: string
  organisationType: string
  communeCode: string
  segment: string
}

export type NewSheet = SheetIdentity & {
  reference: string
  kind: Kind
  source: 'typed' | 'file'
  editionId: number
  eventId: number | null
  content: string
  consentPublication: 0 | 1 | null
  consentPortal: 0 | 1 | null
  consentVersion: string | null
  consentAt: string | null
  publicContactRole: string | null
  publicContactEmail: string | null
  privateName: string | null
  privateEmail: string | null
  submittedAt: string
}

/** A sheet handed in as a file: what it says is in its document until somebody reads it. */
export type FiledSheet = Omit<NewSheet, keyof SheetIdentity | 'source' | 'content'>

/** Adds a pending sheet. In a transaction of the caller's. Returns its id. */
export function addPendingSheet(db: Database, sheet: NewSheet | FiledSheet): number {
  const nothingRead = {
    title: null,
    organisation: null,
    organisationType: null,
    communeCode: null,
    segment: null,
    source: 'file',
    content: '{}',
  }
  const { lastInsertRowid } = db
    .prepare(`
      INSERT INTO sheets (
        reference, kind, source, edition_id, event_id, status, title, organisation, organisation_type, commune_code, segment, content,
        consent_publication, consent_portal, consent_version, consent_at, public_contact_role, public_contact_email, private_name,
        private_email, submitted_at, updated_at
      ) VALUES (
        @reference, @kind, @source, @editionId, @eventId, 'pending', @title, @organisation, @organisationType, @communeCode, @segment, @content,
        @consentPublication, @consentPortal, @consentVersion, @consentAt, @publicContactRole, @publicContactEmail, @privateName,
        @privateEmail, @submittedAt, @submittedAt
      )
    `)
    .run({ ...nothingRead, ...sheet })
  return Number(lastInsertRowid)
}

/** Fills in what the document says, while the sheet awaits a decision. */
export const identifySheet = (db: Database, clock: Clock, sheet: Sheet, identity: SheetIdentity) =>
  db
    .prepare(`
      UPDATE sheets SET
        title = @title, organisation = @organisation, organisation_type = @organisationType, commune_code = @communeCode, segment = @segment,
        updated_at = @now
      WHERE id = @id AND status IN ('pending', 'changes_requested')
    `)
    .run({ ...identity, id: sheet.id, now: instant(clock) }).changes === 1

export const markSheetPublished = (db: Database, clock: Clock, sheet: Sheet, slug: string) =>
  db
    .prepare(`
      UPDATE sheets
      SET status = 'published', slug = @slug, coordinator_message = NULL, decided_at = @now, published_at = @now, updated_at = @now
      WHERE id = @id AND status IN ('pending', 'changes_requested')
    `)
    .run({ id: sheet.id, slug, now: instant(clock) }).changes === 1

export const markSheetChangesRequested = (db: Database, clock: Clock, sheet: Sheet, message: string) =>
  db
    .prepare(`
      UPDATE sheets SET status = 'changes_requested', coordinator_message = @message, decided_at = @now
      WHERE id = @id AND status IN ('pending', 'changes_requested')
    `)
    .run({ id: sheet.id, message, now: instant(clock) }).changes === 1

export const markSheetRefused = (db: Database, clock: Clock, sheet: Sheet, reason: string) =>
  db
    .prepare(`
      UPDATE sheets SET status = 'refused', coordinator_message = @reason, decided_at = @now
      WHERE id = @id AND status IN ('pending', 'changes_requested')
    `)
    .run({ id: sheet.id, reason, now: instant(clock) }).changes === 1

/** Gives the undecided sheets of an event the contacts that its organiser has corrected. */
export const readdressSheets = (
  db: Database,
  eventId: number,
  contacts: Pick<Sheet, 'publicContactRole' | 'publicContactEmail' | 'privateName' | 'privateEmail'>,
) => {
  const { publicContactRole, publicContactEmail, privateName, privateEmail } = contacts
  db.prepare(`
    UPDATE sheets SET
      public_contact_role = @publicContactRole, public_contact_email = @publicContactEmail,
      private_name = @privateName, private_email = @privateEmail
    WHERE event_id = @eventId AND status IN ('pending', 'changes_requested')
  `).run({ eventId, publicContactRole, publicContactEmail, privateName, privateEmail })
}
