import { answersOf } from '../../sheets/answers.ts'
import type { Sheet } from '../../sheets/queries.ts'
import { type Check, consentCheck, point } from './check.ts'

export function sheetChecks(sheet: Sheet): Check[] {
  const { accord_acheteur: buyer, accord_titulaire: holder, titulaire } = answersOf(sheet)
  return [
    consentCheck(sheet.consentPublication === 1, 'partie-accords', 'il manque'),
    ...(sheet.kind === 'rex'
      ? [point('Accord de l’acheteur', 'partie-accords', buyer !== 'non', 'pas de refus', 'refusé')]
      : []),
    ...(titulaire
      ? [
          point(
            'Titulaire nommé',
            'partie-accords',
            holder === 'oui',
            'il est d’accord',
            'sans son accord, son nom reste caché',
          ),
        ]
      : []),
    point(
      'Fiche',
      'partie-fiche',
      Boolean(sheet.title && sheet.communeCode && sheet.segment),
      'complète',
      'à compléter',
    ),
  ]
}
