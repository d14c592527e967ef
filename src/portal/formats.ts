import type { Question } from '../sheets/questions.ts'
import { wordsOf } from '../sheets/words.ts'
import { csvLine, csvStart } from '../web/csv.ts'
import { placeOf, type Shared, type SharedSheet, sharedQuestions } from './shared.ts'

export const licence = {
  name: 'Licence Ouverte 2.0',
  address: 'https://www.etalab.gouv.fr/licence-ouverte-open-licence',
}

const about = ({ sheets, removed }: Shared) => ({
  licence: licence.name,
  licence_adresse: licence.address,
  modifie_le:
    [...sheets.map(({ sheet }) => sheet.updatedAt), ...removed.map(({ removedAt }) => removedAt)].sort().at(-1) ?? null,
  supprimees: removed.map(({ reference, removedAt }) => ({ id: reference, supprimee_le: removedAt })),
})

const propertiesOf = (one: SharedSheet) => ({
  id: one.id,
  adresse: one.address,
  publiee_le: one.sheet.publishedAt,
  modifiee_le: one.sheet.updatedAt,
  ...one.answers,
  document: one.document,
  texte: one.text,
  ...placeOf(one),
})

/** The shared sheets under French names, with their licence and those that are gone. */
export const jsonOf = (shared: Shared) => ({ ...about(shared), fiches: shared.sheets.map(propertiesOf) })

/** The same as RFC 7946 has it; one that cannot be placed has no geometry. */
export const geojsonOf = (shared: Shared) => ({
  type: 'FeatureCollection',
  ...about(shared),
  features: shared.sheets.map((one) => {
    const { longitude, latitude, ...properties } = propertiesOf(one)
    return {
      type: 'Feature',
      id: one.id,
      geometry: longitude === null ? null : { type: 'Point', coordinates: [longitude, latitude] },
      properties,
    }
  }),
})

/** The same, a sheet a line: choices in words, numbers and days as a program reads them. One that is gone has its id and its day only. */
export function csvOf({ sheets, removed }: Shared): string {
  const names = sharedQuestions.map(([name]) => name)
  const places = ['commune', 'code_insee', 'departement', 'precision', 'longitude', 'latitude'] as const
  const head = [
    'id',
    'adresse',
    'publiee_le',
    'modifiee_le',
    'supprimee_le',
    ...names,
    'document',
    'texte',
    ...places,
    'licence',
  ]
  const lines = sheets.map((one) => [
    one.id,
    one.address,
    one.sheet.publishedAt,
    one.sheet.updatedAt,
    null,
    ...sharedQuestions.map(([name, question]) => cellOf(question, one.answers[name])),
    one.document,
    one.text,
    ...places.map((name) => cellOf(undefined, placeOf(one)[name])),
    licence.name,
  ])
  const gone = removed.map(({ reference, removedAt }) => [reference, null, null, null, removedAt])
  return (
    csvStart + [head, ...lines, ...gone].map((line) => csvLine(head.map((_, index) => line[index] ?? null))).join('')
  )
}

/** A French spreadsheet would write « -0,3591 », which no program reads as a number. */
const cellOf = (question: Question | undefined, answer: unknown): string =>
  typeof answer === 'number' || isDay(answer) || !question ? String(answer ?? '') : wordsOf(question, answer)

const isDay = (answer: unknown) => typeof answer === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(answer)
