-- A colleague's number is never given again: drafts, messages and mails name it.
CREATE TABLE numbered (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  subject  TEXT NOT NULL,
  name     TEXT NOT NULL,
  email    TEXT NOT NULL COLLATE NOCASE,
  added_at TEXT NOT NULL,
  UNIQUE (subject, email)
) STRICT;
INSERT INTO numbered (id, subject, name, email, added_at) SELECT id, subject, name, email, added_at FROM colleagues;
DROP TABLE colleagues;
ALTER TABLE numbered RENAME TO colleagues;
CREATE INDEX colleagues_email ON colleagues (email);

-- Numbers that were given before and may be named somewhere.
INSERT INTO sqlite_sequence (name, seq)
  SELECT 'colleagues', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'colleagues');
UPDATE sqlite_sequence
SET seq = max(seq, coalesce((SELECT max(colleague_id) FROM drafts), 0), coalesce((SELECT max(colleague_id) FROM messages), 0))
WHERE name = 'colleagues';

-- A correction is only its holder's: the generation of the main link that it was begun with. And the change that waited it starts from.
UPDATE drafts
SET generation = coalesce(
  (SELECT link_generation FROM events WHERE reference = corrects), (SELECT link_generation FROM sheets WHERE reference = corrects))
WHERE corrects IS NOT NULL AND colleague_id IS NULL AND sent_as IS NULL;
ALTER TABLE drafts ADD COLUMN revision_id INTEGER;

-- Answers that somebody else had given, and that the last keeping of a draft took the place of.
ALTER TABLE drafts ADD COLUMN replaced TEXT CHECK (json_valid(replaced));

-- What each page of its form sent last, see drafts/together.ts; and the key that it had before its contact changed.
ALTER TABLE drafts ADD COLUMN pages TEXT CHECK (json_valid(pages));
ALTER TABLE drafts ADD COLUMN former_key TEXT;
