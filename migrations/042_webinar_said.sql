-- What somebody wants to know before they listen: what it is about, how long it is, who speaks, what one learns.
ALTER TABLE webinars ADD COLUMN title TEXT;
ALTER TABLE webinars ADD COLUMN length TEXT;
ALTER TABLE webinars ADD COLUMN speakers TEXT;
ALTER TABLE webinars ADD COLUMN summary TEXT;
