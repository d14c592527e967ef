-- A message's number is never given again: what can be undone, and pages that are open, name it. No table is renamed: a view reads this one.
CREATE TABLE kept_messages AS SELECT * FROM messages;
DROP TABLE messages;
CREATE TABLE messages (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  subject      TEXT NOT NULL,
  author       TEXT NOT NULL CHECK (author = 'organiser' OR author LIKE 'coordinator:%'),
  text         TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 4000),
  sent_at      TEXT NOT NULL,
  colleague_id INTEGER,
  handled_at   TEXT
) STRICT;
CREATE INDEX messages_subject ON messages (subject);
CREATE INDEX messages_unhandled ON messages (subject) WHERE author = 'organiser' AND handled_at IS NULL;
INSERT INTO messages (id, subject, author, text, sent_at, colleague_id, handled_at)
  SELECT id, subject, author, text, sent_at, colleague_id, handled_at FROM kept_messages ORDER BY id;
DROP TABLE kept_messages;

-- Numbers that were given before and may be named somewhere.
INSERT INTO sqlite_sequence (name, seq)
  SELECT 'messages', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'messages');
UPDATE sqlite_sequence
SET seq = max(seq, coalesce((SELECT max(undo ->> 'message') FROM decisions), 0))
WHERE name = 'messages';
