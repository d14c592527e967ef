import { csvLine, csvStart } from '../web/csv.ts'
import { type Criterion, rgaa, rgesn } from './audit.ts'

const columns = [
  ['critere', 'Critère'],
  ['theme', 'Thème'],
  ['priorite', 'Priorité'],
  ['intitule', 'Ce qui est demandé, en bref'],
  ['etat', 'État'],
  ['tests', 'Tests automatiques'],
  ['verification', 'Vérification à la main, ou ce qui manque'],
] as const

/** The whole tables, as a spreadsheet opens them. */
export const auditFiles = { '/accessibilite/rgaa.csv': csvOf(rgaa), '/ecoconception/rgesn.csv': csvOf(rgesn) }

function csvOf(criteria: Criterion[]) {
  const shown = columns.filter(([name]) => criteria.some((criterion) => criterion[name] !== undefined))
  const lines = criteria.map((criterion) => shown.map(([name]) => criterion[name] ?? null))
  return csvStart + [shown.map(([, label]) => label), ...lines].map(csvLine).join('')
}
