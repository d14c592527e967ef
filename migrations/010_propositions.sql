-- Everything that can await a decision, in one list for the desk.
CREATE VIEW propositions AS
SELECT
  'evenement' AS kind, events.reference, events.edition_id AS editionId, events.status, events.title,
  organiser_name AS organisation,
  communes.department AS department,
  (SELECT min(day) FROM event_slots WHERE event_id = events.id) AS day,
  (SELECT count(*) FROM sheets WHERE event_id = events.id) AS attached,
  events.submitted_at AS submittedAt,
  coalesce(events.decided_at, events.updated_at) AS settledAt
FROM events
LEFT JOIN communes ON communes.code = events.commune_code
UNION ALL
SELECT
  sheets.kind, sheets.reference, sheets.edition_id, sheets.status,
  coalesce(sheets.title, (SELECT name FROM documents WHERE sheet_id = sheets.id ORDER BY id LIMIT 1), 'Sans titre'),
  coalesce(sheets.organisation, (SELECT organiser_name FROM events WHERE events.id = sheets.event_id), ''),
  communes.department, NULL, 0, sheets.submitted_at, coalesce(sheets.decided_at, sheets.updated_at)
FROM sheets
LEFT JOIN communes ON communes.code = sheets.commune_code;
