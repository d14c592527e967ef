import { departments } from '../communes/departments.ts'
import { dayOptions } from '../editions/edition.ts'
import type { Edition } from '../editions/queries.ts'
import type { Selection } from '../events/agenda.ts'
import { accessNeeds, audiences, codeOf, modes, themes, types } from '../events/lists.ts'
import { type Active, type Chosen, type Filter, listChosen, queryOf, readChosen, readSearch } from '../web/filters.ts'
import { searchedWords } from '../web/searching.ts'

/** The filters of the agenda as its address says them: `?departement=14&departement=61&type=atelier&q=vélo`. */
export type Filters = Chosen<FilterName> & { gratuit: boolean; q: string }
type FilterName = 'jour' | 'departement' | 'type' | 'theme' | 'public' | 'mode' | 'accessible'
type AgendaFilter = Filter<FilterName>

/** What can be filtered, in the order of the form. */
export function filtersOf(edition: Edition): AgendaFilter[] {
  const days = dayOptions(edition)
  return [
    { name: 'jour', label: 'Jour', any: 'Toute la semaine', options: days },
    { name: 'departement', label: 'Département', any: `Toute la ${edition.regionName}`, options: departments },
    { name: 'type', label: 'Type', any: 'Tous les types', options: types },
    { name: 'theme', label: 'Thème', any: 'Tous les thèmes', options: themes },
    { name: 'public', label: 'Public visé', any: 'Tous les publics', options: audiences },
    { name: 'mode', label: 'Participation', any: 'Sur place ou en ligne', options: modes },
    { name: 'accessible', label: 'Accessibilité', any: 'Sans préférence', options: accessNeeds },
  ]
}

/** Reads the address; values that no list knows are ignored. */
export const readFilters = (available: AgendaFilter[], query: Record<string, unknown>): Filters => ({
  ...readChosen(available, query),
  gratuit: query.gratuit === 'oui',
  q: readSearch(query),
})

export function selectionOf(filters: Filters): Selection {
  return {
    days: filters.jour,
    departments: filters.departement,
    types: filters.type,
    themes: filters.theme,
    audiences: filters.public,
    modes: filters.mode.flatMap((slug) => codeOf(modes, slug) ?? []),
    accessNeeds: filters.accessible,
    freeOnly: filters.gratuit,
    words: searchedWords(filters.q),
  }
}

/** The address of a selection, `?…` or nothing; `changes` replaces some of its filters. */
export const addressOf = (filters: Filters, { page, ...changes }: Partial<Filters> & { page?: number } = {}): string =>
  queryOf({ ...filters, ...changes }, page)

/** The filters in force, each with the address that lifts it. */
export function listActive(available: AgendaFilter[], filters: Filters): Active[] {
  const free = filters.gratuit ? [{ label: 'Gratuit', without: addressOf(filters, { gratuit: false }) }] : []
  const words = filters.q ? [{ label: `«\u00a0${filters.q}\u00a0»`, without: addressOf(filters, { q: '' }) }] : []
  return [
    ...listChosen(available, filters, (name, others) => addressOf(filters, { [name]: others })),
    ...free,
    ...words,
  ]
}
