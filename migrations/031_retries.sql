-- When somebody last had a mail tried again: it is given up as long after that as a new one.
ALTER TABLE outbox ADD COLUMN retried_at TEXT;
