import type { Database } from '../db/open.ts'
import type { Status } from '../events/lists.ts'
import type { Some } from '../events/queries.ts'
import type { Actor } from '../journal/queries.ts'
import type { Act } from '../journal/words.ts'
import type { PropositionKind } from '../propositions/proposition.ts'

/** How many rows each table has, but for the organisers, who are told apart by their names. */
export const countRows = (db: Database, wanted: Pick<Some, 'editionId' | 'status'>) =>
  db
    .prepare<Record<string, unknown>, Record<'events' | 'rex' | 'cartesBlanches' | 'documents' | 'lines', number>>(`
      WITH asked AS (
        SELECT 'evenement' AS kind, id, reference, status FROM events WHERE edition_id = @editionId
        UNION ALL SELECT kind, id, reference, status FROM sheets WHERE edition_id = @editionId
      ),
      chosen AS (SELECT * FROM asked WHERE @status IS NULL OR status = @status)
      SELECT
        count(*) FILTER (WHERE kind = 'evenement') AS events,
        count(*) FILTER (WHERE kind = 'rex') AS rex,
        count(*) FILTER (WHERE kind = 'carte-blanche') AS cartesBlanches,
        (
          SELECT count(*) FROM documents LEFT JOIN revisions ON revisions.id = revision_id
          WHERE draft_id IS NULL AND (
            coalesce(documents.event_id, revisions.event_id) IN (SELECT id FROM chosen WHERE kind = 'evenement')
            OR coalesce(documents.sheet_id, revisions.sheet_id) IN (SELECT id FROM chosen WHERE kind <> 'evenement'))
        ) AS documents,
        (
          SELECT count(*) FROM journal
          LEFT JOIN events ON events.reference = subject
          LEFT JOIN sheets ON sheets.reference = subject
          WHERE
            coalesce(events.edition_id, sheets.edition_id, @editionId) = @editionId
            AND (@status IS NULL OR coalesce(events.status, sheets.status) = @status)
        ) AS lines
      FROM chosen
    `)
    .get(wanted)

/** A whole list that is read some at a time, so that nobody waits behind a long one. */
export function* listAll<T extends { id: number }>(read: (from: Pick<Some, 'after' | 'limit'>) => T[]): Generator<T> {
  let after = 0
  while (true) {
    const some = read({ after, limit: rowsARead })
    yield* some
    if (some.length < rowsARead) return
    after = some.at(-1)?.id ?? after
  }
}

const rowsARead = 200

export type ExportedDocument = {
  id: number
  name: string
  field: string
  type: string
  size: number
  flags: string
  image: string | null
  proposed: 0 | 1
  receivedAt: string
  kind: PropositionKind
  reference: string
  title: string | null
  status: Status
}

/** The files that came with what was sent, those of proposed changes too. */
export const listDocuments = (db: Database, some: Some) =>
  db
    .prepare<Record<string, unknown>, ExportedDocument>(`
      SELECT
        documents.id, documents.name, field, documents.type, size, documents.flags,
        CASE WHEN widths IS NOT NULL THEN '/images/' || stored_as || '-' || (widths ->> 0) || '.webp' END AS image,
        revision_id IS NOT NULL AS proposed,
        documents.created_at AS receivedAt,
        coalesce(sheets.kind, 'evenement') AS kind,
        coalesce(sheets.reference, events.reference) AS reference,
        coalesce(sheets.title, events.title) AS title,
        coalesce(sheets.status, events.status) AS status
      FROM documents
      LEFT JOIN revisions ON revisions.id = revision_id
      LEFT JOIN events ON events.id = coalesce(documents.event_id, revisions.event_id)
      LEFT JOIN sheets ON sheets.id = coalesce(documents.sheet_id, revisions.sheet_id)
      WHERE
        draft_id IS NULL AND coalesce(sheets.edition_id, events.edition_id) = @editionId
        AND (@status IS NULL OR coalesce(sheets.status, events.status) = @status) AND documents.id > @after
      ORDER BY documents.id
      LIMIT @limit
    `)
    .all(some)

export type ExportedLine = {
  id: number
  at: string
  actor: Actor
  act: Act
  subject: string
  kind: PropositionKind | null
  title: string | null
  before: string | null
  after: string | null
}

/** What happened to the propositions of an edition; with those in every state, also what happened to anything else. */
export const listLines = (db: Database, some: Some) =>
  db
    .prepare<Record<string, unknown>, ExportedLine>(`
      SELECT
        journal.id, at, actor, act, subject, before, after,
        CASE WHEN events.id IS NOT NULL THEN 'evenement' ELSE sheets.kind END AS kind,
        coalesce(events.title, sheets.title) AS title
      FROM journal
      LEFT JOIN events ON events.reference = subject
      LEFT JOIN sheets ON sheets.reference = subject
      WHERE
        coalesce(events.edition_id, sheets.edition_id, @editionId) = @editionId
        AND (@status IS NULL OR coalesce(events.status, sheets.status) = @status) AND journal.id > @after
      ORDER BY journal.id
      LIMIT @limit
    `)
    .all(some)
