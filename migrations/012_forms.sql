-- Every kind of form keeps drafts; somebody is warned by mail before one is forgotten.
ALTER TABLE drafts DROP COLUMN kind;
ALTER TABLE drafts ADD COLUMN kind TEXT NOT NULL DEFAULT 'evenement'
  CHECK (kind IN ('evenement', 'rex', 'carte-blanche', 'plusieurs'));
ALTER TABLE drafts ADD COLUMN warned_at TEXT;

ALTER TABLE events ADD COLUMN image_alt TEXT;
ALTER TABLE events ADD COLUMN image_credit TEXT;
ALTER TABLE events ADD COLUMN consent_version TEXT;
ALTER TABLE events ADD COLUMN consent_at TEXT;
-- What the coordinator should look at twice, see propositions/flags.ts.
ALTER TABLE events ADD COLUMN flags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(flags));
ALTER TABLE sheets ADD COLUMN flags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(flags));
ALTER TABLE sheets ADD COLUMN public_contact_phone TEXT;
ALTER TABLE sheets ADD COLUMN private_phone TEXT;
-- Who said that the event is cancelled, full…, when, and in which words.
ALTER TABLE events ADD COLUMN occasion_by TEXT CHECK (occasion_by IN ('organiser', 'coordination'));
ALTER TABLE events ADD COLUMN occasion_at TEXT;
ALTER TABLE events ADD COLUMN occasion_note TEXT;

-- A change proposed to something published, which stays online as it is until a coordinator has decided.
CREATE TABLE revisions (
  id           INTEGER PRIMARY KEY,
  event_id     INTEGER REFERENCES events ON DELETE CASCADE,
  sheet_id     INTEGER REFERENCES sheets ON DELETE CASCADE,
  base         TEXT NOT NULL CHECK (json_valid(base)),
  proposed     TEXT NOT NULL CHECK (json_valid(proposed)),
  status       TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'accepted', 'refused', 'withdrawn')),
  message      TEXT,
  submitted_at TEXT NOT NULL,
  updated_at   TEXT NOT NULL,
  decided_at   TEXT,
  CHECK ((event_id IS NULL) <> (sheet_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX revisions_open_event ON revisions (event_id) WHERE status = 'open';
CREATE UNIQUE INDEX revisions_open_sheet ON revisions (sheet_id) WHERE status = 'open';

-- The thread between an organiser and the coordination about one proposition (its reference).
CREATE TABLE messages (
  id      INTEGER PRIMARY KEY,
  subject TEXT NOT NULL,
  author  TEXT NOT NULL CHECK (author = 'organiser' OR author LIKE 'coordinator:%'),
  text    TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 4000),
  sent_at TEXT NOT NULL
) STRICT;
CREATE INDEX messages_subject ON messages (subject);

-- Whoever else manages a proposition, each with a personal link.
CREATE TABLE colleagues (
  id       INTEGER PRIMARY KEY,
  subject  TEXT NOT NULL,
  name     TEXT NOT NULL,
  email    TEXT NOT NULL COLLATE NOCASE,
  added_at TEXT NOT NULL,
  UNIQUE (subject, email)
) STRICT;
CREATE INDEX colleagues_email ON colleagues (email);

DROP VIEW propositions;
DROP VIEW document_details;
DROP VIEW sheet_details;
DROP VIEW event_details;

-- Documents and images: one owner at a time. An image (`widths`) is kept in DATA_DIR/images, re-encoded.
CREATE TABLE files (
  id          INTEGER PRIMARY KEY,
  draft_id    INTEGER REFERENCES drafts,
  event_id    INTEGER REFERENCES events,
  sheet_id    INTEGER REFERENCES sheets,
  revision_id INTEGER REFERENCES revisions,
  field       TEXT NOT NULL CHECK (field IN (
                'fiche_rex', 'carte_blanche', 'fiche', 'programme', 'piece', 'visuel', 'visuel_2', 'visuel_3', 'tableau')),
  name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  stored_as   TEXT NOT NULL UNIQUE,
  type        TEXT NOT NULL,
  size        INTEGER NOT NULL CHECK (size > 0),
  sha256      TEXT NOT NULL CHECK (length(sha256) = 64),
  flags       TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(flags)),
  widths      TEXT CHECK (json_valid(widths)),
  width       INTEGER,
  height      INTEGER,
  created_at  TEXT NOT NULL,
  CHECK ((draft_id IS NOT NULL) + (event_id IS NOT NULL) + (sheet_id IS NOT NULL) + (revision_id IS NOT NULL) = 1),
  CHECK ((field LIKE 'visuel%') = (widths IS NOT NULL AND width > 0 AND height > 0))
) STRICT;
INSERT INTO files (id, draft_id, sheet_id, field, name, stored_as, type, size, sha256, created_at)
  SELECT id, draft_id, sheet_id, CASE WHEN sheet_id IS NULL THEN field ELSE 'fiche' END, name, stored_as, type, size, sha256, created_at
  FROM documents;
DROP TABLE documents;
ALTER TABLE files RENAME TO documents;
CREATE INDEX documents_draft ON documents (draft_id);
CREATE INDEX documents_event ON documents (event_id);
CREATE INDEX documents_sheet ON documents (sheet_id);
CREATE INDEX documents_revision ON documents (revision_id);

-- An event whole, as the code reads it: one row, its children as JSON.
CREATE VIEW event_details AS
SELECT
  events.id, reference, edition_id AS editionId, slug, status, occasion,
  title, summary, description, type, mode,
  place_name AS placeName,
  address,
  postal_code AS postalCode,
  commune_code AS communeCode,
  communes.name AS communeName,
  communes.department AS department,
  access,
  coalesce(events.latitude, communes.latitude) AS latitude,
  coalesce(events.longitude, communes.longitude) AS longitude,
  coalesce(position_precision, communes.precision) AS positionPrecision,
  online_link AS onlineLink,
  online_link_reserved AS onlineLinkReserved,
  registration,
  registration_url AS registrationUrl,
  registration_email AS registrationEmail,
  registration_phone AS registrationPhone,
  registration_deadline AS registrationDeadline,
  seats,
  free_of_charge AS freeOfCharge,
  price_detail AS priceDetail,
  accessibility_detail AS accessibilityDetail,
  organiser_name AS organiserName,
  organiser_type AS organiserType,
  organiser_family AS organiserFamily,
  organiser_qualities AS organiserQualities,
  organiser_website AS organiserWebsite,
  public_contact_role AS publicContactRole,
  public_contact_email AS publicContactEmail,
  public_contact_phone AS publicContactPhone,
  private_name AS privateName,
  private_email AS privateEmail,
  private_phone AS privatePhone,
  keywords, featured,
  coordinator_message AS coordinatorMessage,
  uid_host AS uidHost,
  sequence,
  link_generation AS linkGeneration,
  image_alt AS imageAlt,
  image_credit AS imageCredit,
  consent_version AS consentVersion,
  consent_at AS consentAt,
  flags,
  occasion_by AS occasionBy,
  occasion_at AS occasionAt,
  occasion_note AS occasionNote,
  submitted_at AS submittedAt,
  decided_at AS decidedAt,
  published_at AS publishedAt,
  updated_at AS updatedAt,
  (SELECT json_group_array(json_object('id', id, 'day', day, 'startsAt', starts_at, 'endsAt', ends_at, 'moment', moment)
     ORDER BY day, starts_at) FROM event_slots WHERE event_id = events.id) AS slots,
  (SELECT json_group_array(theme) FROM event_themes WHERE event_id = events.id) AS themes,
  (SELECT json_group_array(audience) FROM event_audiences WHERE event_id = events.id) AS audiences,
  (SELECT json_group_array(need) FROM event_access_needs WHERE event_id = events.id) AS accessNeeds,
  (SELECT json_group_array(name ORDER BY position) FROM event_coorganisers WHERE event_id = events.id) AS coorganisers
FROM events
LEFT JOIN communes ON communes.code = events.commune_code;


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
  sheets.consent_publication AS consentPublication,
  sheets.consent_portal AS consentPortal,
  sheets.consent_version AS consentVersion,
  sheets.consent_at AS consentAt,
  sheets.public_contact_role AS publicContactRole,
  sheets.public_contact_email AS publicContactEmail,
  sheets.public_contact_phone AS publicContactPhone,
  sheets.private_name AS privateName,
  sheets.private_email AS privateEmail,
  sheets.private_phone AS privatePhone,
  sheets.flags,
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

CREATE VIEW document_details AS
SELECT
  id,
  draft_id AS draftId,
  event_id AS eventId,
  sheet_id AS sheetId,
  revision_id AS revisionId,
  field, name,
  stored_as AS storedAs,
  type, size, flags, widths, width, height
FROM documents;

-- Everything that can await a decision, in one list for the desk.
CREATE VIEW propositions AS
SELECT
  'evenement' AS kind, events.reference, events.edition_id AS editionId, events.status, events.title,
  organiser_name AS organisation,
  communes.department AS department,
  (SELECT min(day) FROM event_slots WHERE event_id = events.id) AS day,
  (SELECT count(*) FROM sheets WHERE event_id = events.id) AS attached,
  EXISTS (SELECT 1 FROM revisions WHERE event_id = events.id AND status = 'open') AS revised,
  events.flags AS flags,
  events.submitted_at AS submittedAt,
  coalesce(events.decided_at, events.updated_at) AS settledAt
FROM events
LEFT JOIN communes ON communes.code = events.commune_code
UNION ALL
SELECT
  sheets.kind, sheets.reference, sheets.edition_id, sheets.status,
  coalesce(sheets.title, (SELECT name FROM documents WHERE sheet_id = sheets.id ORDER BY id LIMIT 1), 'Sans titre'),
  coalesce(sheets.organisation, (SELECT organiser_name FROM events WHERE events.id = sheets.event_id), ''),
  communes.department, NULL, 0, EXISTS (SELECT 1 FROM revisions WHERE sheet_id = sheets.id AND status = 'open'), sheets.flags,
  sheets.submitted_at, coalesce(sheets.decided_at, sheets.updated_at)
FROM sheets
LEFT JOIN communes ON communes.code = sheets.commune_code;
