-- What an organiser says of an event that took place. The row is made by the mail that asks, or by the answer, whichever comes first.
CREATE TABLE feedback (
  event_id     INTEGER PRIMARY KEY REFERENCES events ON DELETE CASCADE,
  asked_at     TEXT,
  participants INTEGER CHECK (participants BETWEEN 0 AND 100000),
  buyers       INTEGER CHECK (buyers BETWEEN 0 AND participants),
  satisfaction INTEGER CHECK (satisfaction BETWEEN 1 AND 5),
  comment      TEXT CHECK (length(comment) BETWEEN 1 AND 2000),
  answered_at  TEXT,
  CHECK ((answered_at IS NULL) = (participants IS NULL) AND (answered_at IS NULL) = (satisfaction IS NULL)),
  CHECK (answered_at IS NOT NULL OR (buyers IS NULL AND comment IS NULL))
) STRICT;
