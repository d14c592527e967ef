-- What the file of a sheet says, read by the site and then by somebody: it belongs to the file, and goes with it.
CREATE TABLE document_texts (
  document_id INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
  -- begun: being read, or given up after some attempts; none: not a word in it; read; checked: public with its sheet
  state       TEXT NOT NULL DEFAULT 'begun' CHECK (state IN ('begun', 'none', 'read', 'checked')),
  attempts    INTEGER NOT NULL DEFAULT 1 CHECK (attempts > 0),
  content     TEXT CHECK (length(content) BETWEEN 1 AND 40000),
  version     INTEGER NOT NULL DEFAULT 0,
  checked_by  TEXT CHECK (checked_by IN ('organiser', 'coordination')),
  checked_at  TEXT,
  CHECK ((content IS NULL) = (state IN ('begun', 'none'))),
  CHECK ((state = 'checked') = (checked_by IS NOT NULL AND checked_at IS NOT NULL))
) STRICT;
