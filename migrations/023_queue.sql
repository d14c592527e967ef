-- What an organiser announces or writes waits until somebody of the coordination has seen it, or answered.
ALTER TABLE events ADD COLUMN occasion_seen_at TEXT;
ALTER TABLE messages ADD COLUMN handled_at TEXT;

-- Of before: a new date was stated when a coordinator accepted it, and what the coordination wrote after a message answered it.
UPDATE events SET occasion_seen_at = occasion_at WHERE occasion = 'rescheduled';
UPDATE messages SET handled_at = (
  SELECT min(sent_at) FROM messages AS answer
  WHERE answer.subject = messages.subject AND answer.id > messages.id AND answer.author <> 'organiser'
) WHERE author = 'organiser';

CREATE INDEX events_pending ON events (reference) WHERE status = 'pending';
CREATE INDEX sheets_pending ON sheets (reference) WHERE status = 'pending';
CREATE INDEX events_announced ON events (reference) WHERE occasion_by = 'organiser' AND occasion_seen_at IS NULL;
CREATE INDEX messages_unhandled ON messages (subject) WHERE author = 'organiser' AND handled_at IS NULL;

-- The coordinator who takes care of a proposition (its reference): one at a time, until nothing of it waits.
CREATE TABLE assignments (
  subject        TEXT PRIMARY KEY,
  coordinator_id INTEGER NOT NULL REFERENCES coordinators,
  taken_at       TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Those whose account may still decide.
CREATE VIEW holders AS
SELECT subject, coordinator_id AS coordinatorId, email, taken_at AS takenAt
FROM assignments
JOIN coordinators ON coordinators.id = coordinator_id
WHERE role = 'coordinator' AND disabled_at IS NULL;

-- What waits for the coordination: one line for each proposition, since its oldest reason, with all of them.
CREATE VIEW waiting AS
WITH
  undecided AS (
    SELECT reference, edition_id, submitted_at FROM events WHERE status = 'pending'
    UNION ALL
    SELECT reference, edition_id, submitted_at FROM sheets WHERE status = 'pending'
  ),
  -- one that came back corrected waits since then
  returned AS (
    SELECT undecided.*, (
      SELECT min(at) FROM journal
      WHERE subject = reference AND act = 'corrected'
        AND id > (SELECT max(id) FROM journal AS asked WHERE asked.subject = reference AND asked.act = 'changes-requested')
    ) AS corrected_at
    FROM undecided
  ),
  reasons (reference, editionId, reason, since) AS (
    SELECT reference, edition_id, iif(corrected_at IS NULL, 'new', 'corrected'), coalesce(corrected_at, submitted_at) FROM returned
    UNION ALL
    SELECT events.reference, edition_id, 'revision', revisions.submitted_at
    FROM revisions JOIN events ON events.id = event_id
    WHERE revisions.status = 'open' AND events.status = 'published'
    UNION ALL
    SELECT sheets.reference, edition_id, 'revision', revisions.submitted_at
    FROM revisions JOIN sheets ON sheets.id = sheet_id
    WHERE revisions.status = 'open' AND sheets.status = 'published'
    UNION ALL
    SELECT reference, edition_id, 'occasion', occasion_at
    FROM events
    WHERE occasion_by = 'organiser' AND occasion_seen_at IS NULL AND status = 'published'
    UNION ALL
    SELECT subject, edition_id, 'message', sent_at
    FROM messages JOIN events ON events.reference = subject
    WHERE author = 'organiser' AND handled_at IS NULL
    UNION ALL
    SELECT subject, edition_id, 'message', sent_at
    FROM messages JOIN sheets ON sheets.reference = subject
    WHERE author = 'organiser' AND handled_at IS NULL
  )
SELECT reference, editionId, min(since) AS since, json_group_array(DISTINCT reason) AS reasons
FROM reasons
GROUP BY reference;

-- What the desk lists and searches of a proposition. While a change is proposed to what is online, its flags are the ones to look at.
DROP VIEW propositions;
CREATE VIEW propositions AS
SELECT
  'evenement' AS kind, events.reference, events.edition_id AS editionId, events.status, events.title,
  organiser_name AS organisation,
  communes.department AS department,
  events.id AS eventId,
  (SELECT min(day) FROM event_slots WHERE event_id = events.id) AS day,
  (SELECT count(*) FROM sheets WHERE event_id = events.id) AS attached,
  occasion,
  revisions.id IS NOT NULL AS revised,
  coalesce(revisions.flags, events.flags) AS flags,
  (SELECT json_group_array(DISTINCT value) FROM documents JOIN json_each(documents.flags)
   WHERE (event_id = events.id OR revision_id = revisions.id) AND widths IS NULL) AS documentFlags,
  events.private_email AS privateEmail,
  events.submitted_at AS submittedAt,
  coalesce(events.decided_at, events.updated_at) AS settledAt
FROM events
LEFT JOIN communes ON communes.code = events.commune_code
LEFT JOIN revisions ON revisions.event_id = events.id AND revisions.status = 'open' AND events.status = 'published'
UNION ALL
SELECT
  sheets.kind, sheets.reference, sheets.edition_id, sheets.status,
  coalesce(sheets.title, (SELECT name FROM documents WHERE sheet_id = sheets.id ORDER BY id LIMIT 1), 'Sans titre'),
  coalesce(sheets.organisation, (SELECT organiser_name FROM events WHERE events.id = sheets.event_id), ''),
  communes.department, NULL, NULL, 0, 'scheduled',
  revisions.id IS NOT NULL,
  coalesce(revisions.flags, sheets.flags),
  (SELECT json_group_array(DISTINCT value) FROM documents JOIN json_each(documents.flags)
   WHERE (documents.sheet_id = sheets.id OR revision_id = revisions.id) AND widths IS NULL),
  sheets.private_email,
  sheets.submitted_at,
  coalesce(sheets.decided_at, sheets.updated_at)
FROM sheets
LEFT JOIN communes ON communes.code = sheets.commune_code
LEFT JOIN revisions ON revisions.sheet_id = sheets.id AND revisions.status = 'open' AND sheets.status = 'published';
