import type { Edition } from '../editions/queries.ts'
import { pageLabel } from '../totals/pages.ts'
import type { Cell, Table } from '../web/tables.ts'
import type { Figures } from './figures.ts'
import { allLines } from './lines.ts'

export type Told = { edition: Edition; figures: Figures }

/** Every figure, a column for each edition; a line that an edition does not have is empty there. */
export function figureTable(told: Told[]): Table {
  const editions = told.map(({ edition, figures }) => allLines(edition, figures))
  const lines = new Map(editions.flat().map((line) => [`${line.section}\n${line.label}`, line]))
  return {
    name: 'Chiffres',
    columns: [
      { label: 'Rubrique', width: 30 },
      { label: 'Chiffre', width: 44 },
      { label: 'Unité', width: 8 },
      ...told.map(({ edition }) => ({ label: String(edition.year), width: 12 })),
    ],
    rows: [...lines.values()].map(({ section, label, unit }): Cell[] => [
      section,
      label,
      unit ?? null,
      ...editions.map((own) => own.find((line) => line.section === section && line.label === label)?.value ?? null),
    ]),
  }
}

/** Each day of the year with something in it. */
export function dayTable({ figures: { submissions, reading } }: Told): Table {
  const received = new Map(submissions.days.map(({ day, number }) => [day, number]))
  const read = new Map(reading.days.map((sums) => [sums.day, sums]))
  const days = [...new Set([...received.keys(), ...read.keys()])].sort()
  return {
    name: 'Par jour',
    columns: ['Jour', 'Propositions reçues', 'Pages vues', 'Ajouts à un calendrier', 'Téléchargements'].map(
      (label) => ({
        label,
      }),
    ),
    rows: days.map((day): Cell[] => {
      const { view = 0, calendar = 0, download = 0 } = read.get(day) ?? {}
      return [{ day }, received.get(day) ?? 0, view, calendar, download]
    }),
  }
}

export const pageTable = ({ figures: { reading } }: Told): Table => ({
  name: 'Pages les plus vues',
  columns: [{ label: 'Page', width: 60 }, { label: 'Référence ou adresse' }, { label: 'Vues' }],
  rows: reading.pages.map(({ subject, title, number }): Cell[] => [
    title ?? pageLabel(subject) ?? subject,
    subject,
    number,
  ]),
})
