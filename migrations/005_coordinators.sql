CREATE TABLE coordinators (
  id          INTEGER PRIMARY KEY,
  email       TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (email LIKE '%_@_%'),
  created_at  TEXT NOT NULL,
  disabled_at TEXT
) STRICT;

-- A sign-in asked for by mail: a link or a short code, single use, ten minutes. Both are made when the mail is rendered; only hashes are kept.
CREATE TABLE sign_ins (
  id             INTEGER PRIMARY KEY,
  coordinator_id INTEGER NOT NULL REFERENCES coordinators,
  request_hash   TEXT NOT NULL UNIQUE,
  token_hash     TEXT UNIQUE,
  code_hash      TEXT,
  attempts       INTEGER NOT NULL DEFAULT 0,
  expires_at     TEXT NOT NULL,
  used_at        TEXT
) STRICT;

CREATE TABLE sessions (
  id             INTEGER PRIMARY KEY,
  token_hash     TEXT NOT NULL UNIQUE,
  coordinator_id INTEGER NOT NULL REFERENCES coordinators,
  created_at     TEXT NOT NULL,
  expires_at     TEXT NOT NULL
) STRICT;
