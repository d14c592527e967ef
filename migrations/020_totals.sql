-- How often something was read, added to a calendar or downloaded on a day: sums, nothing about anybody.
CREATE TABLE totals (
  day     TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  what    TEXT NOT NULL CHECK (what IN ('view', 'calendar', 'download')),
  subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 100),
  number  INTEGER NOT NULL CHECK (number > 0),
  PRIMARY KEY (day, what, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX totals_subject ON totals (subject);
