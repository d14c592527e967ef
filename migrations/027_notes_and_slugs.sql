-- What the desk writes down for itself about a proposition (its reference). Never shown to its organiser, nor to an account that reads.
CREATE TABLE notes (
  id             INTEGER PRIMARY KEY,
  subject        TEXT NOT NULL,
  coordinator_id INTEGER NOT NULL REFERENCES coordinators,
  text           TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
  written_at     TEXT NOT NULL
) STRICT;
CREATE INDEX notes_subject ON notes (subject);

-- The addresses that a page had before: they lead to the one it has, and are nobody else's.
CREATE TABLE former_event_slugs (
  slug     TEXT PRIMARY KEY,
  event_id INTEGER NOT NULL REFERENCES events ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE TABLE former_sheet_slugs (
  slug     TEXT PRIMARY KEY,
  sheet_id INTEGER NOT NULL REFERENCES sheets ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
