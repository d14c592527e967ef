-- A submission is an event that is not published yet: one table, one row for life. Private contact columns never leave the desk.
CREATE TABLE events (
  id                       INTEGER PRIMARY KEY,
  reference                TEXT NOT NULL UNIQUE CHECK (length(reference) = 6),
  edition_id               INTEGER NOT NULL REFERENCES editions,
  slug                     TEXT UNIQUE,
  status                   TEXT NOT NULL CHECK (status IN ('pending', 'changes_requested', 'published', 'refused', 'withdrawn')),
  occasion                 TEXT NOT NULL DEFAULT 'scheduled'
                           CHECK (occasion IN ('scheduled', 'rescheduled', 'postponed', 'moved_online', 'full', 'cancelled')),
  title                    TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 100),
  summary                  TEXT NOT NULL CHECK (length(summary) <= 200),
  description              TEXT CHECK (length(description) <= 4000),
  type                     TEXT NOT NULL,
  mode                     TEXT NOT NULL CHECK (mode IN ('onsite', 'online', 'hybrid')),
  place_name               TEXT,
  address                  TEXT,
  postal_code              TEXT,
  commune_code             TEXT REFERENCES communes,
  access                   TEXT,
  latitude                 REAL CHECK (latitude BETWEEN -90 AND 90),
  longitude                REAL CHECK (longitude BETWEEN -180 AND 180),
  position_precision       TEXT CHECK (position_precision IN ('adresse', 'commune', 'code-postal', 'epci', 'departement', 'main')),
  online_link              TEXT CHECK (online_link LIKE 'http://%' OR online_link LIKE 'https://%'),
  online_link_reserved     INTEGER NOT NULL DEFAULT 0 CHECK (online_link_reserved IN (0, 1)),
  registration             TEXT CHECK (registration IN ('free', 'required', 'invitation')),
  registration_url         TEXT CHECK (registration_url LIKE 'http://%' OR registration_url LIKE 'https://%'),
  registration_email       TEXT,
  registration_phone       TEXT,
  registration_deadline    TEXT,
  seats                    INTEGER CHECK (seats > 0),
  free_of_charge           INTEGER CHECK (free_of_charge IN (0, 1)),
  price_detail             TEXT,
  accessibility_detail     TEXT,
  organiser_name           TEXT NOT NULL CHECK (length(organiser_name) > 0),
  organiser_type           TEXT NOT NULL,
  organiser_family         TEXT,
  organiser_qualities      TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(organiser_qualities)),
  organiser_website        TEXT CHECK (organiser_website LIKE 'http://%' OR organiser_website LIKE 'https://%'),
  public_contact_role      TEXT,
  public_contact_email     TEXT,
  public_contact_phone     TEXT,
  private_name             TEXT,
  private_email            TEXT,
  private_phone            TEXT,
  keywords                 TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(keywords)),
  featured                 INTEGER NOT NULL DEFAULT 0 CHECK (featured IN (0, 1)),
  coordinator_message      TEXT,
  folded                   TEXT NOT NULL,
  uid_host                 TEXT NOT NULL,
  sequence                 INTEGER NOT NULL DEFAULT 0,
  link_generation          INTEGER NOT NULL DEFAULT 0,
  submitted_at             TEXT NOT NULL,
  decided_at               TEXT,
  published_at             TEXT,
  updated_at               TEXT NOT NULL,
  CHECK (mode = 'online' OR commune_code IS NOT NULL),
  CHECK (mode = 'onsite' OR online_link IS NOT NULL OR online_link_reserved = 1),
  CHECK (status <> 'published' OR (slug IS NOT NULL AND published_at IS NOT NULL))
) STRICT;
CREATE INDEX events_edition_status ON events (edition_id, status);

-- A slot is a local day of the edition's time zone with hours, or with a moment of that day.
CREATE TABLE event_slots (
  id        INTEGER PRIMARY KEY,
  event_id  INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
  day       TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  starts_at TEXT CHECK (starts_at GLOB '[0-2][0-9]:[0-5][0-9]'),
  ends_at   TEXT CHECK (ends_at GLOB '[0-2][0-9]:[0-5][0-9]'),
  moment    TEXT CHECK (moment IN ('morning', 'afternoon', 'evening', 'day', 'unknown')),
  CHECK ((starts_at IS NULL) <> (moment IS NULL)),
  CHECK (ends_at IS NULL OR starts_at < ends_at)
) STRICT;
CREATE INDEX event_slots_event ON event_slots (event_id);
CREATE INDEX event_slots_day ON event_slots (day);

CREATE TABLE event_themes (
  event_id INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
  theme    TEXT NOT NULL,
  PRIMARY KEY (event_id, theme)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_audiences (
  event_id INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
  audience TEXT NOT NULL,
  PRIMARY KEY (event_id, audience)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_access_needs (
  event_id INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
  need     TEXT NOT NULL CHECK (need IN ('moteur', 'auditif', 'visuel', 'psychique', 'intellectuel')),
  PRIMARY KEY (event_id, need)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_coorganisers (
  event_id INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 6),
  name     TEXT NOT NULL CHECK (length(name) > 0),
  PRIMARY KEY (event_id, position)
) STRICT, WITHOUT ROWID;

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

-- The agenda's lines: a slot of a published event, with what is shown and what is filtered.
CREATE VIEW agenda_entries AS
SELECT
  events.id AS eventId, edition_id AS editionId, slug, title, summary, type, mode, occasion, featured,
  communes.name AS communeName,
  communes.department AS department,
  organiser_name AS organiserName,
  free_of_charge AS freeOfCharge,
  events.folded AS folded,
  day, moment,
  starts_at AS startsAt,
  ends_at AS endsAt
FROM event_slots
JOIN events ON events.id = event_slots.event_id
LEFT JOIN communes ON communes.code = events.commune_code
WHERE events.status = 'published';
