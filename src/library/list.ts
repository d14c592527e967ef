import type { Commune } from '../communes/commune.ts'
import { findCommunes } from '../communes/queries.ts'
import type { Database } from '../db/open.ts'
import { drawMap } from '../map/map.ts'
import { listLibrary, listNewest } from '../sheets/library.ts'
import type { Kind } from '../sheets/lists.ts'
import { lineOf } from '../sheets/page.ts'
import type { Sheet } from '../sheets/queries.ts'
import { cardsOf } from '../texts/cards.ts'
import { checkedTexts } from '../texts/queries.ts'
import { type Active, queryOf, readPage } from '../web/filters.ts'
import { listNear } from './near.ts'
import { addressOf, type Filters, listActive, readFilters, type Shelf, selectionOf } from './selection.ts'

const perPage = 24

/** A list of the library and the filters that an address asks of it. */
export type Asked = { shelf: Shelf; filters: Filters; active: Active[] }

export function readAsked(db: Database, shelf: Shelf, query: Record<string, unknown>): Asked {
  const filters = readFilters(shelf, query)
  return { shelf, filters, active: listActive(shelf, filters, findCommunes(db, filters.lieu)) }
}

/** What that list holds: some of its lines, and what the map needs to place them all; what is near when it holds nothing. */
export function readShelf(db: Database, asked: Asked, query: Record<string, unknown>) {
  const { shelf, filters } = asked
  const selection = selectionOf(shelf, filters)
  const sheets = listLibrary(db, selection, selection.words.length > 0 ? checkedTexts(db) : undefined)
  const pages = Math.ceil(sheets.length / perPage)
  const number = readPage(query, pages)
  return {
    ...asked,
    total: sheets.length,
    near: sheets.length === 0 ? listNear(db, asked) : [],
    lines: cardsOf(db, sheets.slice((number - 1) * perPage, number * perPage), queryOf(filters)),
    pages: Array.from({ length: pages }, (_, index) => ({
      number: index + 1,
      href: addressOf(shelf, filters, { page: index + 1 }),
      current: index + 1 === number,
    })),
    map: () =>
      mapOf(
        shelf,
        filters,
        sheets,
        findCommunes(
          db,
          sheets.map(({ communeCode }) => communeCode ?? ''),
        ),
      ),
  }
}

function mapOf(shelf: Shelf, filters: Filters, sheets: Sheet[], places: Commune[]) {
  const byCode = new Map(places.map((place) => [place.code, place]))
  return drawMap({
    placed: sheets.flatMap((sheet) => {
      const place = byCode.get(sheet.communeCode ?? '')
      return place ? [{ title: sheet.title ?? '', href: lineOf(sheet, { query: queryOf(filters) }).href, place }] : []
    }),
    departments: filters.departement,
    hrefOfDepartment: (code) => addressOf(shelf, filters, { departement: code ? [code] : [] }),
    // what is there already is read, not asked for again
    hrefOfPlaces: (codes) =>
      codes.every((code) => filters.lieu.includes(code)) ? '#resultats' : addressOf(shelf, filters, { lieu: codes }),
    noun: ['fiche', 'fiches'],
  })
}

/** The newest of each kind, and how many there are: what the library opens with. */
export function readFirst(db: Database) {
  const some = (kind: Kind) => {
    const { total, sheets } = listNewest(db, kind, 3)
    return { total, lines: cardsOf(db, sheets) }
  }
  return { rex: some('rex'), cartesBlanches: some('carte-blanche') }
}
