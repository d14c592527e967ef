import { departments } from '../communes/departments.ts'
import { dayOptions } from '../editions/edition.ts'
import type { Edition } from '../editions/queries.ts'
import { audiences, labelOf, modes, occasions, statuses, themes, types } from '../events/lists.ts'
import { structures } from '../events/structures.ts'
import { satisfactions } from '../feedback/fields.ts'
import { capital, dayName } from '../web/french.ts'
import type { Figures } from './figures.ts'
import type { Tally } from './programme.ts'

export type Row = { label: string; number: number }
export type Side = { title: string; of: string; rows: Row[] }
type List = readonly { slug?: string; code?: string | number; label: string }[]

/** A side of the programme in words, whole: each value of its list in its order, zeros too, then what the list has lost. */
function rowsOf(tally: Tally, list: List): Row[] {
  const keys = list.map(({ code, slug }) => String(code ?? slug))
  const known = list.map(({ label }, index) => ({ label, number: tally.get(keys[index] ?? '') ?? 0 }))
  const lost = [...tally].filter(([key]) => !keys.includes(key)).map(([label, number]) => ({ label, number }))
  return [...known, ...lost]
}

/** The most frequent first; as many, in the order of the list. */
const byNumber = (rows: Row[]) => rows.toSorted((one, other) => other.number - one.number)

const prices = [
  { code: 'free', label: 'Gratuit' },
  { code: 'paying', label: 'Payant' },
  { code: 'unknown', label: 'Prix non précisé' },
]

/** The sides of an edition, each a chart and a table. `of` is what is counted. */
export function sidesOf(edition: Edition, figures: Figures) {
  const days = dayOptions(edition)
  const outside = [...figures.days.keys()].filter((day) => !days.some(({ slug }) => slug === day)).sort()
  const later = outside.map((slug) => ({ slug, label: capital(dayName(slug)) }))
  return {
    days: { title: 'Par jour', of: 'créneaux', rows: rowsOf(figures.days, [...days, ...later]) },
    departments: {
      title: 'Par département',
      of: 'événements',
      rows: rowsOf(figures.departments, [...departments, { code: 'online', label: 'En ligne' }]),
    },
    types: { title: 'Par type', of: 'événements', rows: byNumber(rowsOf(figures.types, types)) },
    themes: { title: 'Par thème', of: 'événements', rows: byNumber(rowsOf(figures.themes, themes)) },
    audiences: { title: 'Par public visé', of: 'événements', rows: byNumber(rowsOf(figures.audiences, audiences)) },
    kinds: {
      title: 'Organisateurs par famille',
      of: 'organisateurs',
      rows: byNumber(rowsOf(figures.kinds, structures)),
    },
    modes: { title: 'Participation', of: 'événements', rows: rowsOf(figures.modes, modes) },
    prices: { title: 'Prix', of: 'événements', rows: rowsOf(figures.prices, prices) },
    states: {
      title: 'Ce qu’elles sont devenues',
      of: 'propositions',
      rows: rowsOf(figures.submissions.states, statuses),
    },
    satisfactions: {
      title: 'Satisfaction',
      of: 'réponses',
      rows: rowsOf(figures.attendance.satisfactions, satisfactions),
    },
  }
}

/** What was announced of published events: « 1 annulé, 2 complet ». */
export const occasionRows = ({ occasions: tally }: Figures): Row[] =>
  [...tally]
    .filter(([code]) => code !== 'scheduled')
    .map(([code, number]) => ({ label: labelOf(occasions, code), number }))
    .sort((one, other) => other.number - one.number || one.label.localeCompare(other.label, 'fr'))

const inFrench = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 })

export const numberText = (number: number) => inFrench.format(number)

/** A share in whole percents; nothing of nothing. */
export const shareText = (part: number, whole: number) =>
  whole === 0 ? '–' : `${Math.round((100 * part) / whole)}\u00a0%`

/** How long something took, as it is said: « 40 minutes », « 7 heures », « 2,5 jours ». */
export function durationText(seconds: number) {
  if (seconds < 60) return 'moins d’une minute'
  const [number, unit] =
    seconds < 3600
      ? [Math.round(seconds / 60), 'minute']
      : seconds < 172_800
        ? [Math.round(seconds / 3600), 'heure']
        : [Math.round(seconds / 8640) / 10, 'jour']
  return `${numberText(number)}\u00a0${unit}${number < 2 ? '' : 's'}`
}
