import type { Database } from '../db/open.ts'
import type { Status } from '../events/lists.ts'
import type { Some } from '../events/queries.ts'
import type { PropositionKind } from '../propositions/proposition.ts'

export type Holding = {
  kind: PropositionKind
  status: Status
  organisation: string
  type: string | null
  family: string | null
  qualities: string
  department: string | null
  website: string | null
  publicRole: string | null
  publicEmail: string | null
  publicPhone: string | null
  privateName: string | null
  privateEmail: string | null
  privatePhone: string | null
}

/** Who proposes what: a line an event and a sheet. A sheet that came as a file with an event is of whoever organises it. */
export const listHoldings = (db: Database, { editionId, status }: Pick<Some, 'editionId' | 'status'>) =>
  db
    .prepare<Record<string, unknown>, Holding>(`
      SELECT
        'evenement' AS kind, status,
        organiser_name AS organisation,
        organiser_type AS type,
        organiser_family AS family,
        organiser_qualities AS qualities,
        communes.department AS department,
        organiser_website AS website,
        public_contact_role AS publicRole,
        public_contact_email AS publicEmail,
        public_contact_phone AS publicPhone,
        private_name AS privateName,
        private_email AS privateEmail,
        private_phone AS privatePhone,
        submitted_at AS submittedAt
      FROM events
      LEFT JOIN communes ON communes.code = commune_code
      WHERE edition_id = @editionId AND (@status IS NULL OR status = @status)
      UNION ALL
      SELECT
        kind, sheets.status,
        coalesce(organisation, organiser_name, ''),
        organisation_type, NULL, '[]', communes.department, NULL,
        sheets.public_contact_role, sheets.public_contact_email, sheets.public_contact_phone,
        sheets.private_name, sheets.private_email, sheets.private_phone,
        sheets.submitted_at
      FROM sheets
      LEFT JOIN communes ON communes.code = sheets.commune_code
      LEFT JOIN events ON events.id = event_id
      WHERE sheets.edition_id = @editionId AND (@status IS NULL OR sheets.status = @status)
      ORDER BY submittedAt
    `)
    .all({ editionId, status })
