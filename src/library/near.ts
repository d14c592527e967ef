import type { Database } from '../db/open.ts'
import { everySheet, listLibrary } from '../sheets/library.ts'
import type { Sheet } from '../sheets/queries.ts'
import { foldedIn, saidIn } from '../sheets/said.ts'
import { checkedTexts } from '../texts/queries.ts'
import { count } from '../web/french.ts'
import { holds, searchedWords } from '../web/searching.ts'
import { likelySearch } from '../web/spelling.ts'
import type { Asked } from './list.ts'
import { addressOf, bothKinds, type Filters, type Shelf, selectionOf, shelfOf } from './selection.ts'

/** A search that would find something: what it asks, where, and how many it finds. */
type Near = { label: string; href: string; found: string }

const mostWords = 6

/** For a search that finds nothing: a likely spelling, each word alone, the same without the filters, the same in the other list. */
export function listNear(db: Database, { shelf, filters }: Asked): Near[] {
  const words = searchedWords(filters.q).slice(0, mostWords)
  const texts = checkedTexts(db)
  const textOf = (sheet: Sheet) => foldedIn(db, sheet, texts.get(sheet.id))
  const numberOf = (sheets: Sheet[], asked = words) => sheets.filter((sheet) => holds(textOf(sheet), asked)).length
  const inFilters = listLibrary(db, { ...selectionOf(shelf, filters), words: [] })
  const ofShelf = words.length === 0 ? [] : listLibrary(db, { ...everySheet, kinds: shelf.kinds })

  const likely = likelySearch(
    words,
    ofShelf.map((sheet) => ({ folded: textOf(sheet), text: () => saidIn(sheet, texts.get(sheet.id)) })),
  )
  const near = (changes: Partial<Filters>, number: number, label: string, on: Shelf = shelf): Near[] =>
    number === 0 ? [] : [{ label, href: addressOf(on, filters, changes), found: foundOn(on, number) }]

  return [
    ...(likely
      ? near({ q: likely.written }, numberOf(inFilters, likely.words), `«\u00a0${likely.written}\u00a0»`)
      : []),
    ...(words.length > 1 ? words : []).flatMap((word) =>
      near({ q: word }, numberOf(inFilters, [word]), `«\u00a0${word}\u00a0»`),
    ),
    ...(words.length > 0 && inFilters.length < ofShelf.length
      ? near(without(shelf), numberOf(ofShelf), `«\u00a0${filters.q}\u00a0» sans les filtres`)
      : []),
    ...othersOf(shelf).flatMap((other) =>
      near(
        without(shelf, other),
        numberOf(listLibrary(db, { ...selectionOf(other, { ...filters, ...without(shelf, other) }), words: [] })),
        '',
        other,
      ),
    ),
  ]
}

/** What is found there, counted. */
function foundOn({ kinds: [kind] }: Shelf, number: number) {
  if (kind === 'rex') return count(number, 'fiche REX', 'fiches REX')
  return kind ? count(number, 'carte blanche', 'cartes blanches') : count(number, 'bonne pratique', 'bonnes pratiques')
}

/** The other list, where there is one. */
const othersOf = ({ href }: Shelf) =>
  href === bothKinds.href ? [] : [shelfOf('rex'), shelfOf('carte-blanche')].filter((other) => other.href !== href)

/** No filter of a list but those that the other has too. */
const without = (shelf: Shelf, kept?: Shelf): Partial<Filters> => ({
  ...Object.fromEntries(
    shelf.available
      .filter(({ name }) => !kept?.available.some((one) => one.name === name))
      .map(({ name }) => [name, []]),
  ),
  ...(kept ? {} : { lieu: [] }),
})
