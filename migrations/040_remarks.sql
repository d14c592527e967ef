-- What a visitor writes to the coordination: about the page of a proposition (`subject`, its reference), or about none. Its number is
-- never given again: mails and the journal name it.
CREATE TABLE remarks (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  reference  TEXT NOT NULL GENERATED ALWAYS AS ('courrier-' || id),
  subject    TEXT,
  -- its first words, without the names and addresses that are in them: everybody at the desk reads these
  title      TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 100),
  text       TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 3000),
  name       TEXT CHECK (length(name) BETWEEN 1 AND 100),
  email      TEXT CHECK (length(email) BETWEEN 1 AND 200),
  flags      TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(flags)),
  sent_at    TEXT NOT NULL,
  handled_at TEXT,
  handled_by INTEGER REFERENCES coordinators,
  CHECK ((handled_at IS NULL) = (handled_by IS NULL))
) STRICT;
CREATE UNIQUE INDEX remarks_reference ON remarks (reference);
CREATE INDEX remarks_subject ON remarks (subject);
CREATE INDEX remarks_unhandled ON remarks (subject) WHERE handled_at IS NULL;

CREATE VIEW remark_details AS
SELECT
  id, reference, subject, title, text, name, email, flags, sent_at AS sentAt, handled_at AS handledAt, handled_by AS handledBy
FROM remarks;

-- Each reason why something waits, a line each. What is about no proposition waits in the edition of today.
DROP VIEW waiting;
DROP VIEW waiting_reasons;
CREATE VIEW waiting_reasons AS
WITH
  undecided AS (
    SELECT reference, edition_id, submitted_at FROM events WHERE status = 'pending'
    UNION ALL
    SELECT reference, edition_id, submitted_at FROM sheets WHERE status = 'pending'
  ),
  -- one that came back corrected, or whose refusal was reopened, waits since then
  returned AS (
    SELECT undecided.*, (
      SELECT min(at) FROM journal
      WHERE subject = reference AND act = 'corrected'
        AND id > (SELECT max(id) FROM journal AS asked WHERE asked.subject = reference AND asked.act = 'changes-requested')
    ) AS corrected_at, (
      SELECT max(at) FROM journal WHERE subject = reference AND act = 'reopened'
    ) AS reopened_at
    FROM undecided
  ),
  reasons (reference, editionId, reason, since) AS (
    SELECT reference, edition_id, iif(corrected_at IS NULL, 'new', 'corrected'),
      max(coalesce(corrected_at, submitted_at), coalesce(reopened_at, '')) FROM returned
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
    UNION ALL
    SELECT subject, edition_id, 'report', sent_at
    FROM remarks JOIN events ON events.reference = subject
    WHERE handled_at IS NULL
    UNION ALL
    SELECT subject, edition_id, 'report', sent_at
    FROM remarks JOIN sheets ON sheets.reference = subject
    WHERE handled_at IS NULL
    UNION ALL
    SELECT reference, (SELECT id FROM editions ORDER BY first_day DESC LIMIT 1), 'contact', sent_at
    FROM remarks
    WHERE subject IS NULL AND handled_at IS NULL
  )
SELECT reference, editionId, reason, since FROM reasons;

-- What waits for the coordination: one line for each proposition, and each message about none, since its oldest reason, with all of them.
CREATE VIEW waiting AS
SELECT reference, editionId, min(since) AS since, json_group_array(DISTINCT reason) AS reasons
FROM waiting_reasons
GROUP BY reference;

-- What the desk lists: the propositions, and the messages that are about none as long as they wait.
CREATE VIEW listed AS
SELECT
  kind, reference, editionId, status, title, organisation, department, eventId, day, attached, occasion, revised, flags,
  documentFlags, privateEmail, submittedAt, settledAt
FROM propositions
UNION ALL
SELECT
  'courrier', reference, (SELECT id FROM editions ORDER BY first_day DESC LIMIT 1), 'pending', title, '', NULL, NULL, NULL, 0,
  'scheduled', 0, flags, '[]', email, sent_at, sent_at
FROM remarks
WHERE subject IS NULL AND handled_at IS NULL;
