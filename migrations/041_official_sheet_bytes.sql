-- What is known of the official sheets, which every page that offers them asks, apart from their megabytes.
CREATE TABLE official_sheet_facts (
  slug   TEXT NOT NULL,
  format TEXT NOT NULL CHECK (format IN ('docx', 'pdf')),
  name   TEXT NOT NULL,
  size   INTEGER NOT NULL CHECK (size > 0),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  flags  TEXT NOT NULL CHECK (json_valid(flags)),
  put_at TEXT NOT NULL,
  PRIMARY KEY (slug, format)
) STRICT, WITHOUT ROWID;
CREATE TABLE official_sheet_bytes (
  slug   TEXT NOT NULL,
  format TEXT NOT NULL,
  bytes  BLOB NOT NULL,
  PRIMARY KEY (slug, format),
  FOREIGN KEY (slug, format) REFERENCES official_sheet_facts ON DELETE CASCADE
) STRICT;
INSERT INTO official_sheet_facts SELECT slug, format, name, length(bytes), sha256, flags, put_at FROM official_sheets;
INSERT INTO official_sheet_bytes SELECT slug, format, bytes FROM official_sheets;
DROP TABLE official_sheets;
ALTER TABLE official_sheet_facts RENAME TO official_sheets;
