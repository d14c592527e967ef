-- The version that was put back (0: the text that comes with the program), and each version as it is read.
ALTER TABLE page_versions ADD COLUMN restored INTEGER;

CREATE VIEW page_version_details AS
SELECT
  page_versions.id, page_versions.page, text, as_of AS asOf, saved_at AS savedAt, coordinator_id AS coordinatorId,
  coalesce(coordinators.name, email) AS who, restored,
  (SELECT former.saved_at FROM page_versions AS former WHERE former.id = page_versions.restored) AS restoredAt
FROM page_versions JOIN coordinators ON coordinators.id = coordinator_id;
