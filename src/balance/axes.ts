import { departments, departmentWithin } from '../communes/departments.ts'
import { audiences, themes, types } from '../events/lists.ts'
import type { Option } from '../web/fields.ts'

/** What the programme is looked at by, under the names of the agenda's filters. */
export type Axis = {
  name: AxisName
  label: string
  /** « par département » */
  by: string
  values: readonly Option[]
  /** the filter of the agenda that shows a value */
  filterOf: (value: string) => [name: string, value: string]
  /** « dans l’Orne », « sur le thème « Insertion » » */
  within: (value: Option) => string
  note?: string
}

const names = ['departement', 'type', 'theme', 'public'] as const
export type AxisName = (typeof names)[number]

const online = { slug: 'en-ligne', label: 'En ligne' }

export const axes: readonly Axis[] = [
  {
    name: 'departement',
    label: 'Départements',
    by: 'par département',
    values: [...departments, online],
    filterOf: (value) => (value === online.slug ? ['mode', value] : ['departement', value]),
    within: ({ slug }) => (slug === online.slug ? 'en ligne' : departmentWithin(slug)),
    note: 'Ce qui a lieu sur place et en ligne, ou qui est passé en ligne, compte dans son département et « En ligne ».',
  },
  {
    name: 'type',
    label: 'Types',
    by: 'par type',
    values: types,
    filterOf: (value) => ['type', value],
    within: ({ label }) => `du type « ${label} »`,
  },
  {
    name: 'theme',
    label: 'Thèmes',
    by: 'par thème',
    values: themes,
    filterOf: (value) => ['theme', value],
    within: ({ label }) => `sur le thème « ${label} »`,
    note: 'Un événement a d’un à trois thèmes, et compte sous chacun.',
  },
  {
    name: 'public',
    label: 'Publics',
    by: 'par public',
    values: audiences,
    filterOf: (value) => ['public', value],
    within: ({ label }) => `pour le public « ${label} »`,
    note: 'Un événement qui vise plusieurs publics compte sous chacun.',
  },
]

export const axisOf = (name: unknown): Axis => axes.find((axis) => axis.name === name) ?? (axes[0] as Axis)

/** The agenda's page of a value, on some days or on all of them. */
export function agendaOf(axis: Axis, value: string | undefined, days: string[] = []): string {
  const query = new URLSearchParams(days.map((day) => ['jour', day]))
  if (value) query.append(...axis.filterOf(value))
  return query.size > 0 ? `/agenda?${query}` : '/agenda'
}
