-- The official sheet that takes the place of one of ours to download, in one format: the coordination's own file, whole.
CREATE TABLE official_sheets (
  slug           TEXT NOT NULL,
  format         TEXT NOT NULL CHECK (format IN ('docx', 'pdf')),
  name           TEXT NOT NULL,
  bytes          BLOB NOT NULL CHECK (length(bytes) > 0),
  sha256         TEXT NOT NULL CHECK (length(sha256) = 64),
  flags          TEXT NOT NULL CHECK (json_valid(flags)),
  put_at         TEXT NOT NULL,
  PRIMARY KEY (slug, format)
) STRICT, WITHOUT ROWID;

-- What was read in one of our sheets that came back filled: it belongs to the file, and goes with it.
CREATE TABLE sheet_readings (
  document_id INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
  kind        TEXT NOT NULL CHECK (kind IN ('rex', 'carte-blanche')),
  answers     TEXT NOT NULL CHECK (json_valid(answers))
) STRICT;
