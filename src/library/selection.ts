import { departments } from '../communes/departments.ts'
import type { LibrarySelection } from '../sheets/library.ts'
import { authorTypes, type Kind, kindSlug, purchaserTypes, segments } from '../sheets/lists.ts'
import { environmentalConsiderations, groundNames, socialConsiderations } from '../sheets/procurement.ts'
import { type Active, type Chosen, type Filter, listChosen, queryOf, readChosen, readSearch } from '../web/filters.ts'
import { searchedWords } from '../web/searching.ts'

/** The filters of the library as an address says them: `/rex?departement=14&levier=L2113-13&q=linge`. */
export type Filters = Chosen<FilterName> & { lieu: string[]; q: string }
type FilterName = 'departement' | 'segment' | 'acheteur' | 'auteur' | 'levier' | 'social' | 'environnement'
type LibraryFilter = Filter<FilterName>

const department: LibraryFilter = {
  name: 'departement',
  label: 'Département',
  any: 'Tous les départements',
  options: departments,
}
const segment: LibraryFilter = {
  name: 'segment',
  label: 'Ce qui est acheté',
  any: 'Tous les achats',
  options: segments,
}

const ofRex: LibraryFilter[] = [
  { name: 'acheteur', label: 'Type d’acheteur', any: 'Tous les acheteurs', options: purchaserTypes },
  { name: 'levier', label: 'Levier juridique', any: 'Tous les leviers', options: groundNames },
  { name: 'social', label: 'Considération sociale', any: 'Toutes', options: socialConsiderations },
  {
    name: 'environnement',
    label: 'Considération environnementale',
    any: 'Toutes',
    options: environmentalConsiderations,
  },
]

const ofCartesBlanches: LibraryFilter[] = [
  { name: 'auteur', label: 'Racontée par', any: 'Tous les auteurs', options: authorTypes },
]

/** A list of the library: one kind of sheet, or both. */
export type Shelf = { href: string; kinds: Kind[]; available: LibraryFilter[] }

export const bothKinds: Shelf = { href: '/bonnes-pratiques', kinds: [], available: [department, segment] }

export const shelfOf = (kind: Kind): Shelf => ({
  href: `/${kindSlug(kind)}`,
  kinds: [kind],
  available: [department, segment, ...(kind === 'rex' ? ofRex : ofCartesBlanches)],
})

/** No marker of the map holds more: each place is a filter to lift, whose address repeats all the others. */
const mostPlaces = 40

/** Reads the address; values that no list knows are ignored, a place that has no sheet keeps none. */
export const readFilters = ({ available }: Shelf, query: Record<string, unknown>): Filters => ({
  ...nothing,
  ...readChosen(available, query),
  lieu: [...new Set([query.lieu ?? []].flat())]
    .filter((code): code is string => typeof code === 'string' && /^\w{5}$/.test(code))
    .slice(0, mostPlaces),
  q: readSearch(query),
})

const nothing: Filters = {
  departement: [],
  segment: [],
  acheteur: [],
  auteur: [],
  levier: [],
  social: [],
  environnement: [],
  lieu: [],
  q: '',
}

export const selectionOf = ({ kinds }: Shelf, filters: Filters): LibrarySelection => ({
  kinds,
  departments: filters.departement,
  communes: filters.lieu,
  segments: filters.segment,
  structures: [...filters.acheteur, ...filters.auteur],
  grounds: filters.levier,
  social: filters.social,
  environmental: filters.environnement,
  words: searchedWords(filters.q),
})

/** The address of a selection; `changes` replaces some of its filters. */
export const addressOf = (
  { href }: Shelf,
  filters: Filters,
  { page, ...changes }: Partial<Filters> & { page?: number } = {},
) => `${href}${queryOf({ ...filters, ...changes }, page)}`

/** The filters in force, each with the address that lifts it. Places are known by the names of their communes. */
export function listActive(shelf: Shelf, filters: Filters, places: { code: string; name: string }[]): Active[] {
  const without = (changes: Partial<Filters>) => addressOf(shelf, filters, changes)
  return [
    ...listChosen(shelf.available, filters, (name, others) => without({ [name]: others })),
    ...filters.lieu.map((code) => ({
      label: places.find((place) => place.code === code)?.name ?? code,
      without: without({ lieu: filters.lieu.filter((other) => other !== code) }),
    })),
    ...(filters.q ? [{ label: `«\u00a0${filters.q}\u00a0»`, without: without({ q: '' }) }] : []),
  ]
}
