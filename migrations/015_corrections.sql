-- The content that the form of a correction started from: only what it changes is taken.
ALTER TABLE drafts ADD COLUMN started_from TEXT CHECK (json_valid(started_from));

-- What the coordinator should look at twice in a proposed change, see propositions/flags.ts.
ALTER TABLE revisions ADD COLUMN flags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(flags));

-- The colleague who wrote a message, unless it was the main contact.
ALTER TABLE messages ADD COLUMN colleague_id INTEGER;

-- While a change is proposed to what is online, its flags are the ones to look at.
DROP VIEW propositions;
CREATE VIEW propositions AS
SELECT
  'evenement' AS kind, events.reference, events.edition_id AS editionId, events.status, events.title,
  organiser_name AS organisation,
  communes.department AS department,
  (SELECT min(day) FROM event_slots WHERE event_id = events.id) AS day,
  (SELECT count(*) FROM sheets WHERE event_id = events.id) AS attached,
  EXISTS (SELECT 1 FROM revisions WHERE event_id = events.id AND status = 'open') AS revised,
  coalesce(
    (SELECT flags FROM revisions WHERE event_id = events.id AND status = 'open' AND events.status = 'published'), events.flags
  ) AS flags,
  events.submitted_at AS submittedAt,
  coalesce(events.decided_at, events.updated_at) AS settledAt
FROM events
LEFT JOIN communes ON communes.code = events.commune_code
UNION ALL
SELECT
  sheets.kind, sheets.reference, sheets.edition_id, sheets.status,
  coalesce(sheets.title, (SELECT name FROM documents WHERE sheet_id = sheets.id ORDER BY id LIMIT 1), 'Sans titre'),
  coalesce(sheets.organisation, (SELECT organiser_name FROM events WHERE events.id = sheets.event_id), ''),
  communes.department, NULL, 0, EXISTS (SELECT 1 FROM revisions WHERE sheet_id = sheets.id AND status = 'open'),
  coalesce(
    (SELECT flags FROM revisions WHERE sheet_id = sheets.id AND status = 'open' AND sheets.status = 'published'), sheets.flags
  ),
  sheets.submitted_at, coalesce(sheets.decided_at, sheets.updated_at)
FROM sheets
LEFT JOIN communes ON communes.code = sheets.commune_code;
