import { departments } from '../communes/departments.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import { dayOptions } from '../editions/edition.ts'
import type { Edition } from '../editions/queries.ts'
import { type Status, statuses } from '../events/lists.ts'
import { suspicions } from '../propositions/flags.ts'
import type { Reason } from '../propositions/waiting.ts'
import { type Active, type Chosen, type Filter, listChosen, queryOf, readChosen, readSearch } from '../web/filters.ts'
import { fold } from '../web/french.ts'
import { listedKinds, type Selection } from './queue.ts'

type FilterName = 'edition' | 'genre' | 'raison' | 'departement' | 'jour' | 'drapeau' | 'charge'
type QueueFilter = Filter<FilterName>

/** A list of the desk as its address says it: `?statut=published&departement=14&q=vélo`. */
export type List = Chosen<FilterName> & { statut: Status; q: string }

const reasons: { slug: string; code: Reason; label: string }[] = [
  { slug: 'nouvelle', code: 'new', label: 'Nouvelle' },
  { slug: 'corrigee', code: 'corrected', label: 'Corrigée' },
  { slug: 'modification', code: 'revision', label: 'Modification' },
  { slug: 'annonce', code: 'occasion', label: 'Annonce' },
  { slug: 'message', code: 'message', label: 'Message' },
  { slug: 'signalement', code: 'report', label: 'Signalement' },
  { slug: 'contact', code: 'contact', label: 'Contact' },
]

const flags = [
  { slug: 'doublon', label: 'Doublon possible', codes: ['doublon'] },
  { slug: 'hors-semaine', label: 'Hors de la Semaine', codes: ['hors_semaine'] },
  { slug: 'passe', label: 'Jour déjà passé', codes: ['passe'] },
  { slug: 'suspect', label: 'Envoi suspect', codes: suspicions },
  { slug: 'pdf-actif', label: 'PDF actif', codes: ['active-pdf'] },
  { slug: 'pdf-non-accessible', label: 'PDF non accessible', codes: ['inaccessible-pdf'] },
  { slug: 'non-analyse', label: 'Document non analysé', codes: ['not-scanned'] },
]

const outside = 'hors-semaine'

/** What can be filtered, in the order of the form. A reader takes care of nothing; one edition alone is not chosen. */
export function filtersOf(editions: Edition[], { role }: Coordinator, query: Record<string, unknown>): QueueFilter[] {
  const [current] = editions
  const years = editions.map(({ year }) => ({ slug: String(year), label: String(year) }))
  const holders = [
    ...(role === 'coordinator' ? [{ slug: 'moi', label: 'Par moi' }] : []),
    { slug: 'autre', label: role === 'coordinator' ? 'Par quelqu’un d’autre' : 'Par quelqu’un' },
    { slug: 'personne', label: 'Par personne' },
  ]
  return [
    { name: 'edition', label: 'Édition', any: 'Toutes', options: years.length > 1 ? years : [] },
    { name: 'raison', label: 'Raison', any: 'Toutes', options: reasons },
    { name: 'genre', label: 'Genre', any: 'Tous', options: kinds },
    {
      name: 'departement',
      label: 'Département',
      any: `Toute la ${current?.regionName ?? 'région'}`,
      options: departments,
    },
    {
      name: 'jour',
      label: 'Jour',
      any: 'Tous',
      options: [...daysIn(editions, query), { slug: outside, label: 'Hors de la Semaine' }],
    },
    { name: 'drapeau', label: 'À regarder', any: 'Tout', options: flags },
    { name: 'charge', label: 'Prise en charge', any: 'Peu importe', options: holders },
  ]
}

/** The days of the editions that are asked for, or else of the current one. */
function daysIn(editions: Edition[], { edition }: Record<string, unknown>) {
  const asked = editions.filter(({ year }) => [edition ?? []].flat().includes(String(year)))
  return (asked.length > 0 ? asked : editions.slice(0, 1)).flatMap((one) =>
    dayOptions(one).map(({ slug, label }) => ({ slug, label: asked.length > 1 ? `${label} ${one.year}` : label })),
  )
}

const kinds = Object.entries(listedKinds).map(([slug, label]) => ({ slug, label }))

/** Reads the list that an address asks for; values that no list knows are ignored. */
export const readList = (available: QueueFilter[], query: Record<string, unknown>): List => ({
  ...readChosen(available, query),
  statut: statuses.find(({ code }) => [query.statut].flat()[0] === code)?.code ?? 'pending',
  q: readSearch(query),
})

/** The query of a list, `?…` or nothing; `changes` replaces some of it. */
export const listQuery = (list: List, { page, ...changes }: Partial<List> & { page?: number } = {}): string => {
  const { statut, ...filters } = { ...list, ...changes }
  return queryOf({ statut: statut === 'pending' ? '' : statut, ...filters }, page)
}

export const listAddress = (list: List, changes: Parameters<typeof listQuery>[1] = {}) =>
  `/moderation${listQuery(list, changes)}`

/** The filters in force, each with the address that lifts it. */
export function listActive(available: QueueFilter[], list: List): Active[] {
  const words = list.q ? [{ label: `« ${list.q} »`, without: listAddress(list, { q: '' }) }] : []
  return [...listChosen(available, list, (name, others) => listAddress(list, { [name]: others })), ...words]
}

/** The same state, without any filter. */
export const unfiltered = ({ statut }: List, available: QueueFilter[]) => readList(available, { statut })

export const selectionOf = (list: List, { id, role }: Coordinator): Selection => ({
  years: list.edition.map(Number),
  kinds: list.genre,
  reasons: reasons.filter(({ slug }) => list.raison.includes(slug)).map(({ code }) => code),
  departments: list.departement,
  days: list.jour.filter((slug) => slug !== outside),
  outside: list.jour.includes(outside),
  flags: flags.filter(({ slug }) => list.drapeau.includes(slug)).flatMap(({ codes }) => codes),
  holders: list.charge,
  me: id,
  words: fold(list.q).split(' ').filter(Boolean),
  withPrivate: role === 'coordinator',
})
