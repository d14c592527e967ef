-- Whose link a draft was opened or sent with: its page leads back to that link, which may have been revoked since.
ALTER TABLE drafts ADD COLUMN colleague_id INTEGER;
ALTER TABLE drafts ADD COLUMN generation INTEGER;
