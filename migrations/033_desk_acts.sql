-- What is online may be taken down by the coordination, and that be undone like any decision: one more act.
CREATE TABLE decisions_with_taking_down (
  id             INTEGER PRIMARY KEY,
  batch          TEXT NOT NULL,
  reference      TEXT NOT NULL,
  act            TEXT NOT NULL
                 CHECK (act IN ('published', 'changes-requested', 'refused', 'taken-down', 'revision-accepted', 'revision-refused')),
  coordinator_id INTEGER NOT NULL REFERENCES coordinators,
  change         INTEGER NOT NULL,
  told           INTEGER NOT NULL CHECK (told IN (0, 1)),
  decided_at     TEXT NOT NULL,
  until          TEXT NOT NULL,
  undo           TEXT CHECK (json_valid(undo)),
  undone_at      TEXT
) STRICT;
INSERT INTO decisions_with_taking_down
SELECT id, batch, reference, act, coordinator_id, change, told, decided_at, until, undo, undone_at FROM decisions;
DROP TABLE decisions;
ALTER TABLE decisions_with_taking_down RENAME TO decisions;
CREATE INDEX decisions_batch ON decisions (batch);
CREATE INDEX decisions_reference ON decisions (reference);
CREATE INDEX decisions_undo ON decisions (until) WHERE undo IS NOT NULL;

-- Whoever takes care of something is called by their name, as everywhere at the desk.
DROP VIEW holders;
CREATE VIEW holders AS
SELECT subject, coordinator_id AS coordinatorId, coalesce(name, email) AS who, taken_at AS takenAt
FROM assignments
JOIN coordinators ON coordinators.id = coordinator_id
WHERE role = 'coordinator' AND disabled_at IS NULL;
