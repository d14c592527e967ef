import type { Database } from '../db/open.ts'
import type { Actor } from '../journal/queries.ts'
import type { Act } from '../journal/words.ts'

/** What is looked for in the history; instants are those between which it happened. */
export type Filter = {
  actor: Actor | null
  act: Act | null
  subject: string | null
  from: string | null
  until: string | null
}

export type Line = {
  id: number
  at: string
  actor: Actor
  act: Act
  subject: string
  before: string | null
  after: string | null
  title: string | null
  kind: 'evenement' | 'rex' | 'carte-blanche' | 'courrier' | null
}

export const linesPerPage = 50

/** A page of the journal, newest first, with what each line is about as far as it still exists. */
export const listLines = (db: Database, filter: Filter, page: number) =>
  db
    .prepare<[Filter & { limit: number; offset: number }], Line>(`
      SELECT
        journal.id,
        at,
        actor,
        act,
        journal.subject,
        before,
        after,
        coalesce(events.title, sheets.title, remarks.title) AS title,
        CASE WHEN events.id IS NOT NULL THEN 'evenement' WHEN remarks.id IS NOT NULL THEN 'courrier' ELSE sheets.kind END AS kind
      FROM journal
      LEFT JOIN events ON events.reference = journal.subject
      LEFT JOIN sheets ON sheets.reference = journal.subject
      LEFT JOIN remarks ON remarks.reference = journal.subject
      WHERE (@actor IS NULL OR actor = @actor)
        AND (@act IS NULL OR act = @act)
        AND (@subject IS NULL OR journal.subject = @subject)
        AND (@from IS NULL OR at >= @from)
        AND (@until IS NULL OR at < @until)
      ORDER BY at DESC, journal.id DESC
      LIMIT @limit OFFSET @offset
    `)
    .all({ ...filter, limit: linesPerPage, offset: (page - 1) * linesPerPage })

/** What has ever been done. */
export const listActsDone = (db: Database) => db.prepare<[], Act>('SELECT DISTINCT act FROM journal').pluck().all()

export const countLines = (db: Database, filter: Filter) =>
  db
    .prepare<[Filter], number>(`
      SELECT count(*)
      FROM journal
      WHERE (@actor IS NULL OR actor = @actor)
        AND (@act IS NULL OR act = @act)
        AND (@subject IS NULL OR subject = @subject)
        AND (@from IS NULL OR at >= @from)
        AND (@until IS NULL OR at < @until)
    `)
    .pluck()
    .get(filter) ?? 0
