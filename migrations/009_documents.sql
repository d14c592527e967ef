-- Files handed in: the bytes are in DATA_DIR/documents under a random name, the visible name is only data. One owner at a time.
CREATE TABLE documents (
  id          INTEGER PRIMARY KEY,
  draft_id    INTEGER REFERENCES drafts,
  sheet_id    INTEGER REFERENCES sheets,
  field       TEXT NOT NULL CHECK (field IN ('fiche_rex', 'carte_blanche')),
  name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  stored_as   TEXT NOT NULL UNIQUE,
  type        TEXT NOT NULL,
  size        INTEGER NOT NULL CHECK (size > 0),
  sha256      TEXT NOT NULL CHECK (length(sha256) = 64),
  created_at  TEXT NOT NULL,
  CHECK ((draft_id IS NULL) <> (sheet_id IS NULL))
) STRICT;
CREATE INDEX documents_draft ON documents (draft_id);
CREATE INDEX documents_sheet ON documents (sheet_id);

CREATE VIEW document_details AS
SELECT id, draft_id AS draftId, sheet_id AS sheetId, field, name, stored_as AS storedAs, type, size FROM documents;
