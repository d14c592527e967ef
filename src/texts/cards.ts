import type { Database } from '../db/open.ts'
import { listCardImages } from '../documents/of-sheets.ts'
import { lineOf } from '../sheets/page.ts'
import type { Sheet } from '../sheets/queries.ts'
import { checkedTexts } from './queries.ts'

/** How much of the text of a file is enough for its first words. */
const beginning = 400

/** Sheets as cards; `query`: the filters that their pages lead back to. */
export function cardsOf(db: Database, sheets: Sheet[], query = '') {
  const texts = sheets.some(({ source }) => source === 'file') ? checkedTexts(db, beginning) : undefined
  const images = listCardImages(
    db,
    sheets.map(({ id }) => id),
  )
  return sheets.map((sheet) => ({
    ...lineOf(sheet, { text: texts?.get(sheet.id), query }),
    image: images.get(sheet.id),
  }))
}
