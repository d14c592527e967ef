import type { Database } from '../db/open.ts'
import { holds } from '../web/searching.ts'
import type { Kind } from './lists.ts'
import { flagged, type Sheet, type SheetRecord } from './queries.ts'
import { foldedIn } from './said.ts'

/** What is asked of the published sheets. Several values of one question mean « or », several questions « and »; an empty list asks nothing. */
export type LibrarySelection = {
  kinds: Kind[]
  departments: string[]
  communes: string[]
  segments: string[]
  structures: string[]
  grounds: string[]
  social: string[]
  environmental: string[]
  /** folded; each must be somewhere in what the public reads */
  words: string[]
}

export const everySheet: LibrarySelection = {
  kinds: [],
  departments: [],
  communes: [],
  segments: [],
  structures: [],
  grounds: [],
  social: [],
  environmental: [],
  words: [],
}

/** The published sheets of every edition that a selection keeps, newest first. */
export function listLibrary(
  db: Database,
  { words, ...selection }: LibrarySelection,
  /** what the files of some say, by the number of their sheet */
  texts = new Map<number, string>(),
): Sheet[] {
  const bound = Object.fromEntries(Object.entries(selection).map(([name, values]) => [name, JSON.stringify(values)]))
  const sheets = db
    .prepare<Record<string, unknown>, SheetRecord>(`
      SELECT * FROM sheet_details
      WHERE status = 'published'
        AND (@kinds = '[]' OR kind IN (SELECT value FROM json_each(@kinds)))
        AND (@departments = '[]' OR department IN (SELECT value FROM json_each(@departments)))
        AND (@communes = '[]' OR communeCode IN (SELECT value FROM json_each(@communes)))
        AND (@segments = '[]' OR segment IN (SELECT value FROM json_each(@segments)))
        AND (@structures = '[]' OR organisationType IN (SELECT value FROM json_each(@structures)))
        AND (@grounds = '[]' OR content ->> '$.fondement_reservation' IN (SELECT value FROM json_each(@grounds)))
        AND (@social = '[]' OR EXISTS (
          SELECT 1 FROM json_each(content, '$.considerations_sociales') JOIN json_each(@social) AS asked USING (value)))
        AND (@environmental = '[]' OR EXISTS (
          SELECT 1 FROM json_each(content, '$.considerations_environnementales') JOIN json_each(@environmental) AS asked USING (value)))
      ORDER BY publishedAt DESC, id DESC
    `)
    .all(bound)
    .map(flagged)
  return words.length === 0 ? sheets : sheets.filter((sheet) => holds(foldedIn(db, sheet, texts.get(sheet.id)), words))
}

/** The newest of a kind, and how many there are. */
export function listNewest(db: Database, kind: Kind, most: number) {
  const bound = { kind, most }
  return {
    total: db
      .prepare<typeof bound, number>(
        `SELECT count(*) FROM sheets WHERE status = 'published' AND kind = @kind AND @most > 0`,
      )
      .pluck()
      .get(bound) as number,
    sheets: db
      .prepare<typeof bound, SheetRecord>(`
        SELECT * FROM sheet_details WHERE status = 'published' AND kind = @kind
        ORDER BY publishedAt DESC, id DESC LIMIT @most
      `)
      .all(bound)
      .map(flagged),
  }
}

/** Others about the same purchase or by the same lever, those that share both first. */
export function listKin(db: Database, { id, segment, content }: Sheet, most: number): Sheet[] {
  return db
    .prepare<Record<string, unknown>, SheetRecord>(`
      WITH kin AS (
        SELECT *, (segment = @segment) + 2 * coalesce(content ->> '$.fondement_reservation' = @content ->> '$.fondement_reservation', 0) AS shared
        FROM sheet_details
        WHERE status = 'published' AND id <> @id
      )
      SELECT * FROM kin WHERE shared > 0 AND (segment <> 'autre' OR shared > 1)
      ORDER BY shared DESC, publishedAt DESC, id DESC
      LIMIT @most
    `)
    .all({ id, segment, content, most })
    .map(flagged)
}
