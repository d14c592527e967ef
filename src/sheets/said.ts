import type { Database } from '../db/open.ts'
import { fold } from '../web/french.ts'
import { asSearched } from '../web/searching.ts'
import type { Sheet } from './queries.ts'
import { telling } from './telling.ts'

/** All that the page of a sheet says of its own, and what its file says: a word is looked for where it can be read. */
export function saidIn(sheet: Sheet, text = ''): string {
  const told = telling(sheet)
  // not named without its own agreement
  if (told.answers.accord_titulaire !== 'oui') told.take('titulaire')
  return [...told.rest().map(({ value }) => value), text].join('\n')
}

// Folding a long text takes a thousand times longer than comparing it: it is done once for each thing that a sheet says.
const folded = new WeakMap<Database, Map<number, { source: string; words: string }>>()

/** The same as it is searched. */
export function foldedIn(db: Database, sheet: Sheet, text = ''): string {
  const known = folded.get(db) ?? new Map()
  folded.set(db, known)
  const source = [
    sheet.title,
    sheet.organisation,
    sheet.organisationType,
    sheet.communeCode,
    sheet.segment,
    sheet.content,
    text,
  ].join('\n')
  const before = known.get(sheet.id)
  if (before?.source === source) return before.words
  const words = asSearched(fold(`${saidIn(sheet, text)} ${sheet.department ?? ''}`))
  known.set(sheet.id, { source, words })
  return words
}
