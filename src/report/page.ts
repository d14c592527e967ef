import type { Edition } from '../editions/queries.ts'
import { pageLabel } from '../totals/pages.ts'
import { shortSpan } from '../web/french.ts'
import { barsOf, columnsOf } from './charts.ts'
import { type Figures, isUnknown } from './figures.ts'
import { comparedOf, headlineOf } from './headline.ts'
import { stretchesOf } from './over-time.ts'
import type { Told } from './tables.ts'
import { durationText, numberText, occasionRows, type Row, type Side, sidesOf } from './words.ts'

type Around = { editions: Edition[]; day: string }

/** What the page of the report shows: first what is quoted, then the rest. */
export function reportPage([chosen, ...earlier]: [Told, ...Told[]], around: Around) {
  const { edition, figures } = chosen
  const sides = sidesOf(edition, figures)
  return {
    title: `Bilan ${edition.year}`,
    ...frameOf(edition, around),
    unknown: isUnknown(figures),
    headline: headlineOf(figures),
    compared: comparedOf([chosen, ...earlier]),
    programme: (['days', 'departments', 'audiences', 'themes', 'types', 'kinds'] as const).map((id) =>
      chartOf(id, sides[id]),
    ),
    structures: { organisers: figures.organisers, partners: figures.partners },
    brief: briefOf(figures, [...sides.modes.rows, ...sides.prices.rows]),
    states: sides.states.rows.filter(({ number }) => number > 0),
    submissions: submissionsOf(figures),
    attendance: attendanceOf(figures),
    satisfaction: chartOf('satisfactions', sides.satisfactions),
    reading: readingOf(figures, edition),
  }
}

/** The same figures as tables, one for each chart. */
export function tablesPage({ edition, figures }: Told, around: Around) {
  return {
    title: `Bilan ${edition.year} en tableaux`,
    ...frameOf(edition, around),
    sides: Object.entries(sidesOf(edition, figures))
      .map(([id, { rows, ...side }]) => ({ id, ...side, rows: rows.filter(({ number }) => number > 0) }))
      .filter(({ rows }) => rows.length > 0),
  }
}

const frameOf = (edition: Edition, { editions, day }: Around) => ({
  told: edition,
  when: shortSpan(edition.firstDay, edition.lastDay),
  running: day <= edition.lastDay,
  editions: editions.map(({ year }) => ({ year, current: year === edition.year })),
})

/** A chart of what there is, told in words too; what there is none of is named below it. */
function chartOf(id: string, { title, of, rows }: Side) {
  const some = rows.filter(({ number }) => number > 0)
  const none = rows.filter(({ label, number }) => number === 0 && label !== 'Autre').map(({ label }) => label)
  return {
    id,
    title,
    of,
    told: some.map(({ label, number }) => `${label} : ${number}`).join(' ; '),
    none: id === 'kinds' || some.length === 0 ? [] : none,
    drawn: barsOf(some),
  }
}

/** After their number, as it is said: « 18 gratuits », « 1 annulé ». */
const briefOf = (figures: Figures, rows: Row[]) =>
  [
    ...rows.map(agreed),
    { label: 'Avec un accueil pour une situation de handicap', number: figures.accessible },
    { label: 'Coorganisés', number: figures.coorganised },
    ...occasionRows(figures).map(agreed),
  ].filter(({ number }) => number > 0)

const agreed = ({ label, number }: Row): Row => ({
  number,
  label: number < 2 ? label : label.replace(/^(Gratuit|Payant|Reporté|Passé|Complet|Annulé|Nouvelle)( date)?/, plural),
})

const plural = (_: string, word: string, noun = '') => `${word}s${noun && `${noun}s`}`

function submissionsOf({ submissions }: Figures) {
  const { received, answered, median, ninetieth } = submissions
  const stretches = stretchesOf(submissions.days, ['number'])
  const until = (index: number) => stretches.slice(0, index + 1).reduce((sum, { number }) => sum + number, 0)
  return {
    received,
    answered,
    median: median === undefined ? undefined : durationText(median),
    ninetieth: ninetieth === undefined ? undefined : durationText(ninetieth),
    time: {
      id: 'propositions',
      title: 'Propositions reçues au fil du temps',
      columns: ['Reçues', 'En tout'],
      rows: stretches.map(({ label, number }, index) => ({ label, values: [number, until(index)] })),
      drawn: columnsOf(stretches.map(({ number }) => number)),
    },
  }
}

const attendanceOf = ({ attendance, events }: Figures) => ({
  ...attendance,
  events,
  mean: attendance.satisfaction === undefined ? undefined : numberText(attendance.satisfaction),
})

function readingOf({ reading }: Figures, { year }: Edition) {
  const stretches = stretchesOf(reading.days, ['view', 'calendar', 'download'])
  return {
    ...reading,
    year,
    pages: reading.pages.map(({ subject, title, number }) => ({
      label: title ?? pageLabel(subject) ?? subject,
      number,
    })),
    time: {
      id: 'lectures',
      title: 'Pages vues au fil du temps',
      columns: ['Vues', 'Agendas', 'Fichiers'],
      rows: stretches.map(({ label, view, calendar, download }) => ({ label, values: [view, calendar, download] })),
      drawn: columnsOf(stretches.map(({ view }) => view)),
    },
  }
}
