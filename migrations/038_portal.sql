-- What the national portal may show: which fiches REX it was handed, what it must take down, and where its map is.
CREATE TABLE portal_handed (
  reference TEXT PRIMARY KEY,
  handed_at TEXT NOT NULL,
  -- the instant of the last change of the sheet that was handed over
  version   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Sheets that were there for the portal to take, and no longer are. Filled here, so that no way out can forget it.
CREATE TABLE portal_removed (
  reference  TEXT PRIMARY KEY,
  removed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER sheet_leaves_portal AFTER UPDATE OF status, consent_portal ON sheets
WHEN old.kind = 'rex' AND old.status = 'published' AND old.consent_portal = 1
  AND NOT (new.status = 'published' AND new.consent_portal = 1)
BEGIN
  INSERT OR REPLACE INTO portal_removed (reference, removed_at) VALUES (old.reference, max(old.updated_at, new.updated_at));
END;

CREATE TRIGGER sheet_goes_from_portal AFTER DELETE ON sheets
WHEN old.kind = 'rex' AND old.status = 'published' AND old.consent_portal = 1
BEGIN
  INSERT OR REPLACE INTO portal_removed (reference, removed_at) VALUES (old.reference, old.updated_at);
END;

CREATE TRIGGER sheet_comes_to_portal AFTER UPDATE OF status, consent_portal ON sheets
WHEN new.status = 'published' AND new.consent_portal = 1
BEGIN
  DELETE FROM portal_removed WHERE reference = new.reference;
END;

CREATE TABLE portal (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  map_address TEXT
) STRICT;
INSERT INTO portal (id) VALUES (1);
