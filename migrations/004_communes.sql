-- The communes of the region, from src/communes/normandie.json (see its credits in the README).
CREATE TABLE communes (
  code       TEXT PRIMARY KEY,
  name       TEXT NOT NULL,
  folded     TEXT NOT NULL,
  department TEXT NOT NULL,
  population INTEGER,
  latitude   REAL NOT NULL CHECK (latitude BETWEEN -90 AND 90),
  longitude  REAL NOT NULL CHECK (longitude BETWEEN -180 AND 180),
  precision  TEXT NOT NULL CHECK (precision IN ('commune', 'code-postal', 'epci', 'departement'))
) STRICT;
CREATE INDEX communes_folded ON communes (folded);

CREATE TABLE commune_postal_codes (
  commune_code TEXT NOT NULL REFERENCES communes,
  postal_code  TEXT NOT NULL CHECK (length(postal_code) = 5),
  PRIMARY KEY (postal_code, commune_code)
) STRICT, WITHOUT ROWID;

CREATE VIEW commune_details AS
SELECT
  code, name, folded, department, population, latitude, longitude, precision,
  (SELECT group_concat(postal_code, ' ') FROM commune_postal_codes WHERE commune_code = communes.code) AS postalCodes
FROM communes;
