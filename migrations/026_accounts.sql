-- Whoever an account belonged to may be erased: the row stays for the journal, with an address that is nobody's.
ALTER TABLE coordinators ADD COLUMN name TEXT CHECK (length(name) BETWEEN 1 AND 80);
ALTER TABLE coordinators ADD COLUMN signed_in_at TEXT;
ALTER TABLE coordinators ADD COLUMN erased_at TEXT CHECK (erased_at IS NULL OR disabled_at IS NOT NULL);

-- The page of the desk where somebody was going.
ALTER TABLE sign_ins ADD COLUMN goal TEXT;

-- What lets a person recognise their own sessions: « Firefox sur Windows », and the last day that something was sent.
ALTER TABLE sessions ADD COLUMN device TEXT NOT NULL DEFAULT 'Navigateur inconnu';
ALTER TABLE sessions ADD COLUMN seen_on TEXT;

-- A passkey takes the place of the mail: while an account has one, no link and no code is sent to it.
CREATE TABLE passkeys (
  id             INTEGER PRIMARY KEY,
  coordinator_id INTEGER NOT NULL REFERENCES coordinators,
  credential_id  TEXT NOT NULL UNIQUE,
  public_key     BLOB NOT NULL,
  counter        INTEGER NOT NULL CHECK (counter >= 0),
  transports     TEXT NOT NULL CHECK (json_valid(transports)),
  name           TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  created_at     TEXT NOT NULL,
  used_at        TEXT
) STRICT;
CREATE INDEX passkeys_of ON passkeys (coordinator_id);

-- For the day when the passkey is not at hand, and for browsers without scripts. Shown once; only hashes are kept.
CREATE TABLE recovery_codes (
  id             INTEGER PRIMARY KEY,
  coordinator_id INTEGER NOT NULL REFERENCES coordinators,
  code_hash      TEXT NOT NULL UNIQUE,
  used_at        TEXT
) STRICT;
CREATE INDEX recovery_codes_of ON recovery_codes (coordinator_id);

-- What a passkey has to sign, once, within minutes: to register (whose) or to sign in (nobody's yet).
CREATE TABLE challenges (
  id             INTEGER PRIMARY KEY,
  challenge_hash TEXT NOT NULL UNIQUE,
  coordinator_id INTEGER REFERENCES coordinators,
  expires_at     TEXT NOT NULL
) STRICT;
