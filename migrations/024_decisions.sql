-- What a coordinator decided of a proposition (its reference). For five minutes (`until`, the real time) it can be undone: `undo`
-- holds what that needs, and is forgotten afterwards. Decided together, they have one batch, which is that of their mails.
CREATE TABLE decisions (
  id             INTEGER PRIMARY KEY,
  batch          TEXT NOT NULL,
  reference      TEXT NOT NULL,
  act            TEXT NOT NULL
                 CHECK (act IN ('published', 'changes-requested', 'refused', 'revision-accepted', 'revision-refused')),
  coordinator_id INTEGER NOT NULL REFERENCES coordinators,
  change         INTEGER NOT NULL,
  told           INTEGER NOT NULL CHECK (told IN (0, 1)),
  decided_at     TEXT NOT NULL,
  until          TEXT NOT NULL,
  undo           TEXT CHECK (json_valid(undo)),
  undone_at      TEXT
) STRICT;
CREATE INDEX decisions_batch ON decisions (batch);
CREATE INDEX decisions_reference ON decisions (reference);
CREATE INDEX decisions_undo ON decisions (until) WHERE undo IS NOT NULL;

-- The reasons that the coordination gives most often, in the order in which they are offered.
CREATE TABLE reasons (
  id       INTEGER PRIMARY KEY,
  purpose  TEXT NOT NULL CHECK (purpose IN ('refusal', 'correction')),
  position INTEGER NOT NULL,
  text     TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 200),
  UNIQUE (purpose, position)
) STRICT;
INSERT INTO reasons (purpose, position, text) VALUES
  ('refusal', 1, 'Sans lien avec l’achat responsable'),
  ('refusal', 2, 'En dehors des dates de la Semaine'),
  ('refusal', 3, 'Doublon d’une proposition déjà reçue'),
  ('refusal', 4, 'Hors de la région'),
  ('refusal', 5, 'Offre commerciale plutôt qu’un événement ou un retour d’expérience'),
  ('correction', 1, 'Information manquante'),
  ('correction', 2, 'Le lieu ou l’adresse est à préciser'),
  ('correction', 3, 'La date ou l’horaire est à préciser'),
  ('correction', 4, 'Le lien ne s’ouvre pas'),
  ('correction', 5, 'Le texte est trop court pour comprendre ce qui est proposé');
