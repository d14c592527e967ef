import type { Edition } from '../editions/queries.ts'
import { type Figures, isUnknown } from './figures.ts'
import { durationText, occasionRows, sidesOf } from './words.ts'

/** A figure of the report on a line: `value` is null when it is not known. `unit` is what it is in, `told` how a page says it. */
export type Line = { section: string; label: string; value: number | null; unit?: '%' | 'h' | '/ 5'; told?: string }

/** What is quoted first, and compared from one edition to the next. */
export function mainLines(figures: Figures): Line[] {
  const { submissions, attendance, reading } = figures
  const section = 'Essentiel'
  const answered = attendance.answers > 0
  const read = reading.days.length > 0
  const lines: Omit<Line, 'section'>[] = [
    { label: 'Événements', value: figures.events },
    { label: 'Créneaux', value: figures.slots },
    { label: 'Organisateurs', value: figures.organisers },
    { label: 'Co-organisateurs en plus', value: figures.partners },
    { label: 'Événements coorganisés', value: share(figures.coorganised, figures.events), unit: '%' },
    { label: 'Événements gratuits', value: share(figures.prices.get('free') ?? 0, figures.events), unit: '%' },
    { label: 'Événements avec un accueil accessible', value: figures.accessible },
    { label: 'Fiches REX publiées', value: submissions.rex },
    { label: 'Cartes blanches publiées', value: submissions.cartesBlanches },
    { label: 'Propositions reçues', value: submissions.received },
    { label: 'Délai médian de réponse', ...delay(submissions.median) },
    { label: 'Délai de 9 réponses sur 10, au plus', ...delay(submissions.ninetieth) },
    { label: 'Événements dont le bilan est connu', value: attendance.answers },
    { label: 'Participants comptés', value: answered ? attendance.participants : null },
    { label: 'Dont acheteurs', value: attendance.buyersTold > 0 ? attendance.buyers : null },
    { label: 'Satisfaction moyenne', value: tenth(attendance.satisfaction), unit: '/ 5' },
    { label: 'Pages vues dans l’année', value: read ? reading.view : null },
    { label: 'Ajouts à un calendrier dans l’année', value: read ? reading.calendar : null },
    { label: 'Téléchargements dans l’année', value: read ? reading.download : null },
  ]
  const online = new Set(lines.slice(-3))
  return lines.map((line) => ({
    section,
    ...line,
    value: isUnknown(figures) && !online.has(line) ? null : line.value,
  }))
}

/** The whole report, line by line. */
export function allLines(edition: Edition, figures: Figures): Line[] {
  const unknown = isUnknown(figures)
  const sides = Object.values(sidesOf(edition, figures)).flatMap(({ title, of, rows }) =>
    rows.map(({ label, number }) => ({ section: `${title} (${of})`, label, value: unknown ? null : number })),
  )
  const announced = occasionRows(figures).map(({ label, number }) => ({
    section: 'Annonces (événements publiés)',
    label,
    value: number,
  }))
  return [...mainLines(figures), ...sides, ...announced]
}

const share = (part: number, whole: number) => (whole === 0 ? null : Math.round((100 * part) / whole))
/** In hours for a table, to half a minute or so; as it is said for a page. */
const delay = (seconds: number | undefined) =>
  seconds === undefined
    ? { value: null, unit: 'h' as const }
    : { value: Math.round(seconds / 36) / 100, unit: 'h' as const, told: durationText(seconds) }
const tenth = (number: number | undefined) => (number === undefined ? null : Math.round(number * 10) / 10)
