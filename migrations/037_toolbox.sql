-- The toolbox: files and links that the coordination offers, in groups, in its own order.
CREATE TABLE resource_groups (
  id       INTEGER PRIMARY KEY,
  title    TEXT NOT NULL UNIQUE CHECK (length(title) BETWEEN 1 AND 80),
  position INTEGER NOT NULL
) STRICT;

-- The slug never changes, whatever file or link stands behind it. `listed` is 0 for a file that only a page links to.
CREATE TABLE resources (
  id         INTEGER PRIMARY KEY,
  slug       TEXT NOT NULL UNIQUE,
  group_id   INTEGER NOT NULL REFERENCES resource_groups,
  position   INTEGER NOT NULL,
  listed     INTEGER NOT NULL DEFAULT 1 CHECK (listed IN (0, 1)),
  title      TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
  purpose    TEXT,
  audience   TEXT,
  link       TEXT CHECK (link GLOB 'http*'),
  name       TEXT CHECK (length(name) BETWEEN 1 AND 100),
  stored_as  TEXT UNIQUE,
  type       TEXT,
  size       INTEGER CHECK (size > 0),
  sha256     TEXT CHECK (length(sha256) = 64),
  flags      TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(flags)),
  updated_at TEXT NOT NULL,
  version    INTEGER NOT NULL DEFAULT 1,
  CHECK ((link IS NULL) <> (stored_as IS NULL)),
  CHECK ((stored_as IS NULL) = (name IS NULL) AND (stored_as IS NULL) = (type IS NULL)
    AND (stored_as IS NULL) = (size IS NULL) AND (stored_as IS NULL) = (sha256 IS NULL))
) STRICT;
CREATE INDEX resources_group ON resources (group_id, position);

-- What is known of an edition's webinar beside its link (editions.webinar_url): when, in which words it may be shared, what was said in it.
CREATE TABLE webinars (
  edition_id INTEGER PRIMARY KEY REFERENCES editions,
  day        TEXT CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  sharing    TEXT,
  transcript TEXT
) STRICT;
-- Its recording and its captions, when the site serves them itself.
CREATE TABLE webinar_files (
  edition_id INTEGER NOT NULL REFERENCES editions,
  part       TEXT NOT NULL CHECK (part IN ('recording', 'captions')),
  name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  stored_as  TEXT NOT NULL UNIQUE,
  type       TEXT NOT NULL,
  size       INTEGER NOT NULL CHECK (size > 0),
  sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
  updated_at TEXT NOT NULL,
  PRIMARY KEY (edition_id, part)
) STRICT;
