-- What the coordination says of an edition: the moment that the home page shows when it is not the calendar's, and its texts by moment.
ALTER TABLE editions ADD COLUMN phase TEXT CHECK (phase IN ('call', 'programme', 'week', 'after', 'between'));
ALTER TABLE editions ADD COLUMN texts TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(texts));
-- Raised, it closes every link given to somebody late and not used yet.
ALTER TABLE editions ADD COLUMN late_generation INTEGER NOT NULL DEFAULT 0;

-- A draft begun with such a link can be sent until that day, though its edition takes no more propositions.
ALTER TABLE drafts ADD COLUMN late_edition INTEGER REFERENCES editions;
ALTER TABLE drafts ADD COLUMN late_until TEXT CHECK ((late_until IS NULL) = (late_edition IS NULL));

-- The event of a past edition, by its reference, that a draft and then an event take up again; and the edition that its organiser was invited to.
ALTER TABLE drafts ADD COLUMN repeats TEXT;
ALTER TABLE events ADD COLUMN repeats TEXT;
ALTER TABLE events ADD COLUMN invited_to INTEGER REFERENCES editions;
CREATE INDEX events_repeats ON events (repeats) WHERE repeats IS NOT NULL;

CREATE VIEW edition_details AS
SELECT
  id, year, number, name, purpose, region,
  region_name AS regionName,
  coordinated_by AS coordinatedBy,
  first_day AS firstDay,
  last_day AS lastDay,
  time_zone AS timeZone,
  submissions,
  submissions_deadline AS submissionsDeadline,
  webinar_url AS webinarUrl,
  contact_name AS contactName,
  contact_email AS contactEmail,
  contact_phone AS contactPhone,
  demonstration, phase, texts,
  late_generation AS lateGeneration
FROM editions;
