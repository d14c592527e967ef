-- What was typed, as it was typed, before it is sent. Once sent, the text is blanked and the row stays: the same form sent again finds it.
CREATE TABLE drafts (
  id          INTEGER PRIMARY KEY,
  key         TEXT NOT NULL UNIQUE CHECK (length(key) >= 22),
  kind        TEXT NOT NULL CHECK (kind IN ('evenement')),
  typed       TEXT NOT NULL CHECK (json_valid(typed)),
  corrects    TEXT,
  created_at  TEXT NOT NULL,
  updated_at  TEXT NOT NULL,
  sent_as     TEXT,
  sent_digest TEXT,
  CHECK ((sent_as IS NULL) = (sent_digest IS NULL))
) STRICT;
