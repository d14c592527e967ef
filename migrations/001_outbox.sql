-- Mails to send: a template's name and data, never a rendered text or a link. Written in the transaction of the act that causes them.
CREATE TABLE outbox (
  id         INTEGER PRIMARY KEY,
  message_id TEXT NOT NULL UNIQUE,
  name       TEXT NOT NULL,
  recipient  TEXT NOT NULL,
  data       TEXT NOT NULL CHECK (json_valid(data)),
  status     TEXT NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'sent', 'dead')),
  attempts   INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  due_at     TEXT NOT NULL,
  sent_at    TEXT,
  last_error TEXT,
  CHECK ((status = 'sent') = (sent_at IS NOT NULL))
) STRICT;
CREATE INDEX outbox_due ON outbox (due_at) WHERE status = 'waiting';
