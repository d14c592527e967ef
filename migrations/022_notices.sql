-- How each account wants to be told: one mail for each thing, or gathered.
ALTER TABLE coordinators ADD COLUMN notices TEXT NOT NULL DEFAULT 'single' CHECK (notices IN ('single', 'hourly', 'daily'));

-- What somebody will read in their next gathered mail: the name and the data of the mail that it would have been. Gone once that mail is queued.
CREATE TABLE notices (
  id             INTEGER PRIMARY KEY,
  coordinator_id INTEGER NOT NULL REFERENCES coordinators,
  name           TEXT NOT NULL,
  data           TEXT NOT NULL CHECK (json_valid(data)),
  created_at     TEXT NOT NULL
) STRICT;
CREATE INDEX notices_coordinator ON notices (coordinator_id);

-- What was recalled once: `since` is the wait, or the day, that it was about.
CREATE TABLE reminders (
  subject     TEXT NOT NULL,
  reason      TEXT NOT NULL CHECK (reason IN ('decision', 'correction', 'details')),
  since       TEXT NOT NULL,
  reminded_at TEXT NOT NULL,
  PRIMARY KEY (subject, reason, since)
) STRICT, WITHOUT ROWID;

-- When the coordination was told that a mail was given up.
ALTER TABLE outbox ADD COLUMN told_at TEXT;
CREATE INDEX outbox_dead ON outbox (id) WHERE status = 'dead';
