-- The mail that this one leaves after, whatever becomes of it: what is said of a proposition does not arrive before what was decided of it.
ALTER TABLE outbox ADD COLUMN follows INTEGER;
