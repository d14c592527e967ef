import type { Database } from '../db/open.ts'
import type { Errors, Typed } from '../web/fields.ts'
import type { PageSent } from './together.ts'

export type DraftKind = 'evenement' | 'rex' | 'carte-blanche' | 'plusieurs'

/** What was typed, as it was typed. `corrects` is the reference of the proposition it will replace the text of. */
export type Draft = {
  id: number
  key: string
  kind: DraftKind
  typed: Typed
  /** of a row of a file, what is wrong with it, by question, until its form is kept again */
  faults: Errors | null
  /** what others had answered, where the last keeping took its place: from another page of the same form */
  replaced: Typed
  pages: PageSent[]
  corrects: string | null
  sentAs: string | null
  sentDigest: string | null
  /** of a correction, who holds it: a colleague, or whoever has the main link of this generation; of what was sent, the link's since */
  colleagueId: number | null
  generation: number | null
  /** of a correction, the content that its form started from, as JSON and without the private contact; the change that it was, if any */
  startedFrom: string | null
  revisionId: number | null
  createdAt: string
  updatedAt: string
  /** when its author was told that it will be forgotten */
  warnedAt: string | null
  /** begun with a link for somebody late: it can be sent to that edition until that day, propositions closed or not */
  lateEdition: number | null
  lateUntil: string | null
  /** the event of a past edition that it takes up again, by its reference */
  repeats: string | null
}

/** What a link for somebody late opens, and until when. */
export type Late = { edition: number; until: string }

export const isDraftKey = (key: unknown): key is string => typeof key === 'string' && /^[\w-]{22}$/.test(key)

type DraftRecord = Omit<Draft, 'typed' | 'faults' | 'replaced' | 'pages'> & {
  typed: string
  faults: string | null
  replaced: string | null
  pages: string | null
}

export function findDraft(db: Database, key: string): Draft | undefined {
  return whole(
    db
      .prepare<[string], DraftRecord>(`
        SELECT
          id, key, kind, typed, faults, replaced, pages, corrects,
          sent_as AS sentAs,
          sent_digest AS sentDigest,
          colleague_id AS colleagueId,
          generation,
          started_from AS startedFrom,
          revision_id AS revisionId,
          created_at AS createdAt,
          updated_at AS updatedAt,
          warned_at AS warnedAt,
          late_edition AS lateEdition,
          late_until AS lateUntil,
          repeats
        FROM drafts WHERE key = ?
      `)
      .get(key),
  )
}

export function findDraftById(db: Database, id: number): Draft | undefined {
  const key = db.prepare<[number], string>('SELECT key FROM drafts WHERE id = ?').pluck().get(id)
  return key === undefined ? undefined : findDraft(db, key)
}

/** What a correction comes from; a text of its own comes from nothing. */
export type Origin = Pick<Draft, 'corrects' | 'colleagueId' | 'generation' | 'startedFrom' | 'revisionId'>

/** Lets a draft that was begun before be sent late. */
export const lateDraft = (db: Database, { id }: Pick<Draft, 'id'>, { edition, until }: Late) =>
  db.prepare('UPDATE drafts SET late_edition = ?, late_until = ? WHERE id = ?').run(edition, until, id)

export const noteFaults = (db: Database, draft: Draft, faults: Errors) =>
  db.prepare('UPDATE drafts SET faults = ? WHERE id = ?').run(JSON.stringify(faults), draft.id)

export const removeDraft = (db: Database, id: number) => db.prepare('DELETE FROM drafts WHERE id = ?').run(id)

const whole = (record: DraftRecord | undefined): Draft | undefined =>
  record && {
    ...record,
    typed: JSON.parse(record.typed),
    faults: record.faults && JSON.parse(record.faults),
    replaced: JSON.parse(record.replaced ?? '{}'),
    pages: JSON.parse(record.pages ?? '[]'),
  }
