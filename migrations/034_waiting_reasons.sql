-- Each reason why something waits, a line each: of one proposition they are found by its reference, without reading all that waits.
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
  )
SELECT reference, editionId, reason, since FROM reasons;

-- What waits for the coordination: one line for each proposition, since its oldest reason, with all of them.
DROP VIEW waiting;
CREATE VIEW waiting AS
SELECT reference, editionId, min(since) AS since, json_group_array(DISTINCT reason) AS reasons
FROM waiting_reasons
GROUP BY reference;
