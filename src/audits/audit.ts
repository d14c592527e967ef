import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'

/** A line of a stored audit: what a reference asks, whether the site does it, and what shows it. */
export type Criterion = {
  critere: string
  theme: string
  /** how much it counts, where the reference says so */
  priorite?: string
  intitule: string
  etat: 'conforme' | 'non conforme' | 'non applicable'
  /** `file › name` of each test, between bars */
  tests: string
  verification: string
}

const folder = path.join(import.meta.dirname, '../../docs')

export const readStored = (name: string) => readFileSync(path.join(folder, name), 'utf8')

const readAudit = (name: string): Criterion[] => parse(readStored(name), { columns: true, delimiter: ';' })

export const rgaa = readAudit('rgaa.csv')
export const rgesn = readAudit('rgesn.csv')

export const countIn = (criteria: Criterion[], state: Criterion['etat']) =>
  criteria.filter(({ etat }) => etat === state).length

/** Theme by theme, and all of them. */
export function summaryOf(criteria: Criterion[]) {
  const themes = Map.groupBy(criteria, ({ theme }) => theme)
  return { themes: [...themes].map(([theme, some]) => counted(theme, some)), all: counted('Ensemble', criteria) }
}

const counted = (theme: string, criteria: Criterion[]) => ({
  theme,
  met: countIn(criteria, 'conforme'),
  unmet: countIn(criteria, 'non conforme'),
  outside: countIn(criteria, 'non applicable'),
})

/** The part of what applies that is met, in whole hundredths: never rounded up to all of it. */
export function rateOf(criteria: Criterion[]) {
  const weigh = (state: Criterion['etat']) =>
    criteria.filter(({ etat }) => etat === state).reduce((sum, { priorite }) => sum + weightOf(priorite), 0)
  const met = weigh('conforme')
  return Math.floor((100 * met) / (met + weigh('non conforme')))
}

/** As the RGESN weighs its criteria; the RGAA counts them all alike. */
const weights = new Map([
  ['Prioritaire', 1.5],
  ['Recommandé', 1.25],
])
const weightOf = (priority = '') => weights.get(priority) ?? 1
