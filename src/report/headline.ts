import { count, ordinal } from '../web/french.ts'
import type { Figures } from './figures.ts'
import { type Line, mainLines } from './lines.ts'
import type { Told } from './tables.ts'
import { numberText, shareText } from './words.ts'

/** This edition and the ones just before; the files have them all. */
const mostCompared = 3

/** The figures that are quoted first. */
export function headlineOf(figures: Figures) {
  const { events, slots, organisers, partners, coorganised, submissions, attendance, reading } = figures
  const { rex, cartesBlanches } = submissions
  const documents = rex + cartesBlanches
  return [
    {
      number: numberText(events),
      label: events < 2 ? 'événement' : 'événements',
      detail: count(slots, 'créneau', 'créneaux'),
    },
    {
      number: numberText(organisers + partners),
      label: organisers + partners < 2 ? 'structure engagée' : 'structures engagées',
      detail: `dont ${count(organisers, 'organisatrice')}`,
    },
    {
      number: shareText(coorganised, events),
      label: 'des événements coorganisés',
      detail: count(coorganised, 'événement'),
    },
    {
      number: numberText(documents),
      label: documents < 2 ? 'document publié' : 'documents publiés',
      detail: `${count(rex, 'fiche REX', 'fiches REX')}, ${count(cartesBlanches, 'carte blanche', 'cartes blanches')}`,
    },
    {
      number: attendance.answers > 0 ? numberText(attendance.participants) : '–',
      label: attendance.answers > 0 && attendance.participants < 2 ? 'participant compté' : 'participants comptés',
      detail:
        attendance.answers > 0
          ? `${count(attendance.answers, 'réponse')} pour ${count(events, 'événement')}`
          : 'pas encore de réponse',
    },
    {
      number: reading.days.length > 0 ? numberText(reading.view) : '–',
      label: reading.days.length > 0 && reading.view < 2 ? 'page vue' : 'pages vues',
      detail: reading.days.length > 0 ? `${count(reading.calendar, 'ajout')} à un calendrier` : 'rien n’a été compté',
    },
  ]
}

/** The same figures of the editions before, where there are any. */
export function comparedOf(all: Told[]) {
  const told = all.slice(0, mostCompared)
  const lines = told.map(({ figures }) => mainLines(figures))
  return {
    columns: told.map(({ edition: { number, year } }) => ({ year, edition: `${number}${ordinal(number)}` })),
    rows: (lines[0] ?? []).map(({ label }, index) => ({ label, values: lines.map((own) => valueText(own[index])) })),
  }
}

const valueText = (line: Line | undefined) =>
  line?.value === undefined || line.value === null
    ? 'pas de donnée'
    : (line.told ?? `${numberText(line.value)}${line.unit ? `\u00a0${line.unit}` : ''}`)
