-- What takes place: what every page counts, whoever reads it. What was cancelled or postponed stays published, and says so.
CREATE VIEW programme AS
SELECT * FROM events WHERE status = 'published' AND occasion NOT IN ('cancelled', 'postponed');
