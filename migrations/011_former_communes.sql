-- Communes that became part of another one (déléguées, associées): their names are still what people write.
CREATE TABLE former_communes (
  code         TEXT PRIMARY KEY,
  name         TEXT NOT NULL,
  folded       TEXT NOT NULL,
  commune_code TEXT NOT NULL REFERENCES communes
) STRICT;
CREATE INDEX former_communes_folded ON former_communes (folded);
CREATE INDEX former_communes_commune ON former_communes (commune_code);
CREATE INDEX commune_postal_codes_commune ON commune_postal_codes (commune_code, postal_code);

CREATE VIEW commune_names AS
SELECT code AS commune_code, folded FROM communes
UNION ALL
SELECT commune_code, folded FROM former_communes;

DROP VIEW commune_details;

-- A homonym shares a name and a postal code with another commune: « 14100 Lisieux » would not tell them apart.
CREATE VIEW commune_details AS
SELECT
  code, name, folded, department, population, latitude, longitude, precision,
  (
    SELECT group_concat(postal_code, ' ' ORDER BY postal_code)
    FROM commune_postal_codes
    WHERE commune_code = communes.code
  ) AS postalCodes,
  EXISTS (
    SELECT 1
    FROM commune_names AS other
    JOIN commune_postal_codes AS theirs ON theirs.commune_code = other.commune_code
    JOIN commune_postal_codes AS ours ON ours.commune_code = communes.code AND ours.postal_code = theirs.postal_code
    WHERE other.folded = communes.folded AND other.commune_code <> communes.code
  ) AS homonym
FROM communes;
