-- A mail may be taken back before it leaves, and the mails of one act go together: `batch` names it.
CREATE TABLE mails (
  id         INTEGER PRIMARY KEY,
  message_id TEXT NOT NULL UNIQUE,
  name       TEXT NOT NULL,
  recipient  TEXT NOT NULL,
  data       TEXT NOT NULL CHECK (json_valid(data)),
  status     TEXT NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'sent', 'dead', 'cancelled')),
  attempts   INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  due_at     TEXT NOT NULL,
  sent_at    TEXT,
  last_error TEXT,
  batch      TEXT,
  CHECK ((status = 'sent') = (sent_at IS NOT NULL))
) STRICT;
INSERT INTO mails (id, message_id, name, recipient, data, status, attempts, created_at, due_at, sent_at, last_error)
  SELECT id, message_id, name, recipient, data, status, attempts, created_at, due_at, sent_at, last_error FROM outbox;
DROP TABLE outbox;
ALTER TABLE mails RENAME TO outbox;
CREATE INDEX outbox_due ON outbox (due_at) WHERE status = 'waiting';
CREATE INDEX outbox_batch ON outbox (batch) WHERE batch IS NOT NULL;

-- What a change was about, as the public read it before and after: labels and values, without anybody's address.
ALTER TABLE journal ADD COLUMN before TEXT CHECK (json_valid(before));
ALTER TABLE journal ADD COLUMN after TEXT CHECK (json_valid(after));

-- A reader sees the queue, the balance of the programme and the report; never a private contact, and decides nothing.
ALTER TABLE coordinators ADD COLUMN role TEXT NOT NULL DEFAULT 'coordinator' CHECK (role IN ('coordinator', 'reader'));
