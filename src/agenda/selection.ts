import { departments } from '../communes/departments.ts'
import { daysOf } from '../editions/edition.ts'
import type { Edition } from '../editions/queries.ts'
import type { Selection } from '../events/agenda.ts'
import { accessNeeds, audiences, codeOf, modes, themes, types } from '../events/lists.ts'
import type { Option } from '../web/fields.ts'
import { capital, dayName, fold } from '../web/french.ts'

/** The filters of the agenda as its address says them: `?departement=14&departement=61&type=atelier&q=vélo`. */
export type Filters = Record<FilterName, string[]> & { gratuit: boolean; q: string }
type FilterName = 'jour' | 'departement' | 'type' | 'theme' | 'public' | 'mode' | 'accessible'
export type Filter = { name: FilterName; label: string; any: string; options: readonly Option[] }

/** What can be filtered, in the order of the form. */
export function filtersOf(edition: Edition): Filter[] {
  const days = daysOf(edition).map((day) => ({ slug: day, label: capital(dayName(day)) }))
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
export function readFilters(available: Filter[], query: Record<string, unknown>): Filters {
  const chosen = available.map(({ name, options }) => {
    const values = [query[name] ?? []].flat()
    return [name, options.map((option) => option.slug).filter((slug) => values.includes(slug))] as const
  })
  const q = [query.q ?? ''].flat()[0]
  return {
    ...(Object.fromEntries(chosen) as Record<FilterName, string[]>),
    gratuit: query.gratuit === 'oui',
    q: typeof q === 'string' ? q.trim().slice(0, 100) : '',
  }
}

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
    words: fold(filters.q).split(' ').filter(Boolean),
  }
}

/** The address of a selection, `?…` or nothing; `changes` replaces some of its filters. */
export function addressOf(filters: Filters, changes: Partial<Filters> & { page?: number } = {}): string {
  const { page, ...changed } = changes
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...filters, ...changed })) {
    if (Array.isArray(value)) for (const one of value) query.append(name, one)
    else if (value === true) query.set(name, 'oui')
    else if (value) query.set(name, value)
  }
  if (page && page > 1) query.set('page', String(page))
  const text = query.toString()
  return text && `?${text}`
}

/** The filters in force, each with the address that lifts it. */
export function listActive(available: Filter[], filters: Filters): { label: string; without: string }[] {
  const chosen = available.flatMap(({ name, options }) =>
    options
      .filter((option) => filters[name].includes(option.slug))
      .map((option) => ({
        label: option.label,
        without: addressOf(filters, { [name]: filters[name].filter((slug) => slug !== option.slug) }),
      })),
  )
  const free = filters.gratuit ? [{ label: 'Gratuit', without: addressOf(filters, { gratuit: false }) }] : []
  const words = filters.q ? [{ label: `« ${filters.q} »`, without: addressOf(filters, { q: '' }) }] : []
  return [...chosen, ...free, ...words]
}
