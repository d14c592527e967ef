import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import type { Status } from '../events/lists.ts'
import type { Sheet } from './queries.ts'
import type { Consent, FiledSheet, NewSheet, ProposedSheet } from './sheet.ts'

/** What must be known of a sheet before it can be published. */
export type SheetIdentity = Pick<
  ProposedSheet,
  'title' | 'organisation' | 'organisationType' | 'communeCode' | 'segment'
> & {
  /** of a fiche REX that came with an event, whose form does not ask for it */
  purchaserAgrees?: 'oui' | 'non' | undefined
}

/** Adds a pending sheet. In a transaction of the caller's. Returns its id. */
export function addPendingSheet(db: Database, sheet: NewSheet | FiledSheet): number {
  const { lastInsertRowid } = db
    .prepare(`
      INSERT INTO sheets (
        reference, kind, source, edition_id, event_id, status, title, organisation, organisation_type, commune_code, segment, content,
        consent_publication, consent_portal, consent_version, consent_at, public_contact_role, public_contact_email, public_contact_phone,
        private_name, private_email, private_phone, flags, submitted_at, updated_at
      ) VALUES (
        @reference, @kind, @source, @editionId, @eventId, 'pending', @title, @organisation, @organisationType, @communeCode, @segment, @content,
        @consentPublication, @consentPortal, @consentVersion, @consentAt, @publicContactRole, @publicContactEmail, @publicContactPhone,
        @privateName, @privateEmail, @privatePhone, @flags, @submittedAt, @submittedAt
      )
    `)
    .run({ ...nothingRead, ...sheet, flags: JSON.stringify(sheet.flags) })
  return Number(lastInsertRowid)
}

const nothingRead = {
  source: 'file',
  title: null,
  organisation: null,
  organisationType: null,
  communeCode: null,
  segment: null,
  content: '{}',
}

/** Replaces the content of a sheet that awaits a decision; it is pending again. False when it was decided meanwhile. */
export const correctSheet = (
  db: Database,
  clock: Clock,
  sheet: Sheet,
  proposed: ProposedSheet & Consent,
  flags: string[],
) => replaceContent(db, clock, sheet.id, proposed, { from: ['pending', 'changes_requested'], to: 'pending', flags })

/** Replaces the content of a published sheet, which stays online. False when it no longer is, or may no longer be. */
export const reviseSheet = (db: Database, clock: Clock, id: number, proposed: ProposedSheet & Partial<Consent>) =>
  proposed.consentPublication === 1 && replaceContent(db, clock, id, proposed, { from: ['published'], to: 'published' })

/** As editEvent. */
export const editSheet = (db: Database, clock: Clock, { id, status }: Sheet, proposed: ProposedSheet) =>
  (status !== 'published' || proposed.consentPublication === 1) &&
  replaceContent(db, clock, id, proposed, { from: [status], to: status })

/** A new private address revokes the links sent to the old one. What is accepted may be undone: its links never come again. */
const replaceContent = (
  db: Database,
  clock: Clock,
  id: number,
  proposed: ProposedSheet & Partial<Consent>,
  { from, to, flags }: { from: Status[]; to: Status; flags?: string[] },
): boolean =>
  db
    .prepare(`
      UPDATE sheets SET
        status = @to, source = @source, title = @title, organisation = @organisation, organisation_type = @organisationType,
        commune_code = @communeCode, segment = @segment, content = @content,
        consent_publication = @consentPublication, consent_portal = @consentPortal,
        consent_version = coalesce(@consentVersion, consent_version), consent_at = coalesce(@consentAt, consent_at),
        public_contact_role = @publicContactRole, public_contact_email = @publicContactEmail, public_contact_phone = @publicContactPhone,
        private_name = @privateName, private_email = @privateEmail, private_phone = @privatePhone,
        flags = coalesce(@flags, flags),
        link_generation = link_generation
          + (private_email IS NOT @privateEmail) * (1 + (@to = 'published') * abs(random() % 1000000)), updated_at = @now
      WHERE id = @id AND status IN (SELECT value FROM json_each(@from))
    `)
    .run({
      consentVersion: null,
      consentAt: null,
      ...proposed,
      id,
      from: JSON.stringify(from),
      to,
      flags: flags ? JSON.stringify(flags) : null,
      now: instant(clock),
    }).changes === 1

/** Fills in what the document says, while the sheet awaits a decision. */
export const identifySheet = (db: Database, clock: Clock, sheet: Sheet, identity: SheetIdentity) =>
  db
    .prepare(`
      UPDATE sheets SET
        title = @title, organisation = @organisation, organisation_type = @organisationType, commune_code = @communeCode, segment = @segment,
        content = CASE WHEN @purchaserAgrees IS NULL THEN content
          ELSE json_set(content, '$.remis_par', 'autre', '$.accord_acheteur', @purchaserAgrees) END,
        updated_at = @now
      WHERE id = @id AND status IN ('pending', 'changes_requested')
    `)
    .run({ purchaserAgrees: null, ...identity, id: sheet.id, now: instant(clock) }).changes === 1

/** Gives the undecided sheets that came as files with an event, from the same address, the contacts that its organiser has corrected. */
export const readdressSheets = (
  db: Database,
  { id: eventId, privateEmail: from }: { id: number; privateEmail: string | null },
  contacts: Pick<
    Sheet,
    'publicContactRole' | 'publicContactEmail' | 'publicContactPhone' | 'privateName' | 'privateEmail' | 'privatePhone'
  >,
) =>
  db
    .prepare(`
      UPDATE sheets SET
        public_contact_role = @publicContactRole, public_contact_email = @publicContactEmail, public_contact_phone = @publicContactPhone,
        private_name = @privateName, private_email = @privateEmail, private_phone = @privatePhone,
        link_generation = link_generation + (private_email IS NOT @privateEmail) * (1 + abs(random() % 1000000))
      WHERE event_id = @eventId AND source = 'file' AND private_email IS @from AND status IN ('pending', 'changes_requested')
    `)
    .run({ ...contacts, eventId, from })

/** A new file takes the place of the one of a sheet that waits: it is to be read again, under what is now agreed to. */
export const refileSheet = (
  db: Database,
  clock: Clock,
  id: number,
  consent: { consentPublication: 0 | 1; consentVersion: string; consentAt: string },
) =>
  db
    .prepare(`
      UPDATE sheets SET
        status = 'pending', consent_publication = @consentPublication, consent_version = @consentVersion, consent_at = @consentAt,
        updated_at = @now
      WHERE id = @id AND status IN ('pending', 'changes_requested')
    `)
    .run({ ...consent, id, now: instant(clock) }).changes === 1
