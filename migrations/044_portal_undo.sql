-- What was noted as handed over may be taken back: what was known before is kept with it.
ALTER TABLE portal_handed ADD COLUMN gone_at TEXT;
ALTER TABLE portal_handed ADD COLUMN before_at TEXT;
ALTER TABLE portal_handed ADD COLUMN before_version TEXT CHECK ((before_version IS NULL) = (before_at IS NULL));
