import { departmentName } from './departments.ts'

export type Commune = {
  code: string
  name: string
  department: string
  population: number | null
  latitude: number
  longitude: number
  precision: 'commune' | 'code-postal' | 'epci' | 'departement'
  postalCodes: string
  homonym: 0 | 1
}

/** A commune as an answer to what was typed: with the postal code that was meant, and the former commune it was found by. */
export type FoundCommune = Commune & { postalCode: string; formerly?: string }

/** « 14100 Lisieux »: what a form holds, which reads back to this commune and no other. */
export function communeText({ code, name, homonym, ...commune }: Commune & { postalCode?: string }) {
  const postalCode = commune.postalCode ?? firstPostalCode(commune)
  return `${postalCode} ${name}${homonym ? ` [${code}]` : ''}`
}

/** What tells a commune from others of its name: « Calvados », or « Cherbourg-Octeville, Manche ». */
export const communeHint = ({ department, formerly }: FoundCommune) =>
  [formerly, departmentName(department)].filter(Boolean).join(', ')

/** « 14750 Saint-Aubin-sur-Mer (Calvados) »: a commune among others. It reads back as its text alone does. */
export const communeChoice = (commune: FoundCommune) => `${communeText(commune)} (${communeHint(commune)})`

export const firstPostalCode = ({ postalCodes }: Pick<Commune, 'postalCodes'>) => postalCodes.split(' ')[0] ?? ''
