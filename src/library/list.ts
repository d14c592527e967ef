import type { Commune } from '../communes/commune.ts'
import { findCommunes } from '../communes/queries.ts'
import type { Database } from '../db/open.ts'
import { drawMap } from '../map/map.ts'
import { everySheet, listLibrary } from '../sheets/library.ts'
import { lineOf } from '../sheets/page.ts'
import type { Sheet } from '../sheets/queries.ts'
import { checkedTexts } from '../texts/queries.ts'
import { readPage } from '../web/filters.ts'
import { addressOf, type Filters, listActive, readFilters, type Shelf, selectionOf } from './selection.ts'

const perPage = 24

/** A list of the library as an address asks for it: its filters, some of its lines, and what the map needs to place them all. */
export function readShelf(db: Database, shelf: Shelf, query: Record<string, unknown>) {
  const filters = readFilters(shelf, query)
  const selection = selectionOf(shelf, filters)
  const sheets = listLibrary(db, selection, selection.words.length > 0 ? checkedTexts(db) : undefined)
  const places = findCommunes(db, [...sheets.map(({ communeCode }) => communeCode ?? ''), ...filters.lieu])
  const pages = Math.ceil(sheets.length / perPage)
  const number = readPage(query, pages)
  return {
    shelf,
    filters,
    active: listActive(shelf, filters, places),
    total: sheets.length,
    lines: sheets.slice((number - 1) * perPage, number * perPage).map(lineOf),
    pages: Array.from({ length: pages }, (_, index) => ({
      number: index + 1,
      href: addressOf(shelf, filters, { page: index + 1 }),
      current: index + 1 === number,
    })),
    map: () => mapOf(shelf, filters, sheets, places),
  }
}

function mapOf(shelf: Shelf, filters: Filters, sheets: Sheet[], places: Commune[]) {
  const byCode = new Map(places.map((place) => [place.code, place]))
  return drawMap({
    placed: sheets.flatMap((sheet) => {
      const place = byCode.get(sheet.communeCode ?? '')
      return place ? [{ title: sheet.title ?? '', href: lineOf(sheet).href, place }] : []
    }),
    departments: filters.departement,
    hrefOfDepartment: (code) => addressOf(shelf, filters, { departement: code ? [code] : [] }),
    hrefOfPlaces: (codes) => addressOf(shelf, filters, { lieu: codes }),
    noun: ['fiche', 'fiches'],
  })
}

/** The newest of each kind, and how many there are: what the library opens with. */
export function readFirst(db: Database) {
  const [rex, cartesBlanches] = (['rex', 'carte-blanche'] as const).map((kind) =>
    listLibrary(db, { ...everySheet, kinds: [kind] }),
  )
  const some = (sheets: Sheet[] = []) => ({ total: sheets.length, lines: sheets.slice(0, 3).map(lineOf) })
  return { rex: some(rex), cartesBlanches: some(cartesBlanches) }
}
