-- What was wrong with a row of a file that became a draft to finish: messages by the name of their question.
ALTER TABLE drafts ADD COLUMN faults TEXT CHECK (json_valid(faults));
