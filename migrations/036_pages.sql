-- The texts that the coordination writes for the site's own pages: every version stays, the last one is shown. Before the first, the text that comes with the program.
CREATE TABLE page_versions (
  id             INTEGER PRIMARY KEY,
  page           TEXT NOT NULL,
  text           TEXT NOT NULL CHECK (length(text) <= 40000),
  as_of          TEXT CHECK (as_of GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  saved_at       TEXT NOT NULL,
  coordinator_id INTEGER NOT NULL REFERENCES coordinators
) STRICT;
CREATE INDEX page_versions_page ON page_versions (page, id);
-- Only a text may change, when somebody who is named in it asks to be forgotten.
CREATE TRIGGER page_versions_stay_update BEFORE UPDATE OF id, page, as_of, saved_at, coordinator_id ON page_versions
BEGIN SELECT RAISE(ABORT, 'the versions of a page are append-only'); END;
CREATE TRIGGER page_versions_stay_delete BEFORE DELETE ON page_versions
BEGIN SELECT RAISE(ABORT, 'the versions of a page are append-only'); END;

-- What the law wants said of who publishes the site, hosts it and answers for it: one line a fact, none while it is unknown.
CREATE TABLE legal_facts (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 500)
) STRICT, WITHOUT ROWID;
