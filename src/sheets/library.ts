import type { Database } from '../db/open.ts'
import { fold } from '../web/french.ts'
import type { Kind } from './lists.ts'
import { flagged, type Sheet, type SheetRecord } from './queries.ts'
import { telling } from './telling.ts'

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
  return words.length === 0
    ? sheets
    : sheets.filter((sheet) => holds(`${publicWordsOf(sheet)}\n${texts.get(sheet.id) ?? ''}`, words))
}

function holds(said: string, words: string[]) {
  const text = fold(said)
  return words.every((word) => text.includes(word))
}

/** All that the page of a sheet says of its own: a word is looked for where it can be read. */
function publicWordsOf(sheet: Sheet): string {
  const told = telling(sheet)
  // not named without its own agreement
  if (told.answers.accord_titulaire !== 'oui') told.take('titulaire')
  return told
    .rest()
    .map(({ value }) => value)
    .join('\n')
}
