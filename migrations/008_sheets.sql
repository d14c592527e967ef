-- Fiches REX and cartes blanches. The whole text is `content`, checked by its schema; real columns for what is filtered or joined.
CREATE TABLE sheets (
  id                   INTEGER PRIMARY KEY,
  reference            TEXT NOT NULL UNIQUE CHECK (length(reference) = 6),
  kind                 TEXT NOT NULL CHECK (kind IN ('rex', 'carte-blanche')),
  source               TEXT NOT NULL CHECK (source IN ('typed', 'file')),
  edition_id           INTEGER NOT NULL REFERENCES editions,
  event_id             INTEGER REFERENCES events,
  slug                 TEXT UNIQUE,
  status               TEXT NOT NULL CHECK (status IN ('pending', 'changes_requested', 'published', 'refused', 'withdrawn')),
  title                TEXT,
  organisation         TEXT,
  organisation_type    TEXT,
  commune_code         TEXT REFERENCES communes,
  segment              TEXT,
  content              TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(content)),
  consent_publication  INTEGER CHECK (consent_publication IN (0, 1)),
  consent_portal       INTEGER CHECK (consent_portal IN (0, 1)),
  consent_version      TEXT,
  consent_at           TEXT,
  public_contact_role  TEXT,
  public_contact_email TEXT,
  private_name         TEXT,
  private_email        TEXT,
  coordinator_message  TEXT,
  link_generation      INTEGER NOT NULL DEFAULT 0,
  submitted_at         TEXT NOT NULL,
  decided_at           TEXT,
  published_at         TEXT,
  updated_at           TEXT NOT NULL,
  CHECK (status <> 'published' OR (
    slug IS NOT NULL AND published_at IS NOT NULL AND consent_publication = 1 AND title IS NOT NULL
    AND organisation IS NOT NULL AND organisation_type IS NOT NULL AND commune_code IS NOT NULL AND segment IS NOT NULL))
) STRICT;
CREATE INDEX sheets_edition_status ON sheets (edition_id, kind, status);
CREATE INDEX sheets_event ON sheets (event_id);

CREATE VIEW sheet_details AS
SELECT
  sheets.id, sheets.reference, kind, source,
  sheets.edition_id AS editionId,
  event_id AS eventId,
  sheets.slug, sheets.status, sheets.title, organisation,
  organisation_type AS organisationType,
  sheets.commune_code AS communeCode,
  communes.name AS communeName,
  communes.department AS department,
  segment, content,
  consent_publication AS consentPublication,
  consent_portal AS consentPortal,
  consent_version AS consentVersion,
  consent_at AS consentAt,
  sheets.public_contact_role AS publicContactRole,
  sheets.public_contact_email AS publicContactEmail,
  sheets.private_name AS privateName,
  sheets.private_email AS privateEmail,
  sheets.coordinator_message AS coordinatorMessage,
  sheets.link_generation AS linkGeneration,
  sheets.submitted_at AS submittedAt,
  sheets.decided_at AS decidedAt,
  sheets.published_at AS publishedAt,
  sheets.updated_at AS updatedAt,
  events.title AS eventTitle,
  events.reference AS eventReference,
  CASE WHEN events.status = 'published' THEN events.slug END AS eventSlug
FROM sheets
LEFT JOIN communes ON communes.code = sheets.commune_code
LEFT JOIN events ON events.id = sheets.event_id;
