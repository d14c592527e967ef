import { readCommuneAnswer } from '../communes/answer.ts'
import { distanceKm, readPosition } from '../communes/position.ts'
import { findCommune } from '../communes/queries.ts'
import type { Database } from '../db/open.ts'
import type { Edition } from '../editions/queries.ts'
import { dayFaultText, readDay } from '../web/dates.ts'
import type { Errors, readFields } from '../web/fields.ts'
import { date } from '../web/french.ts'
import { checkPublicContact } from './contact-fields.ts'
import type { Described, Slot } from './event.ts'
import type { eventFields } from './fields.ts'

/** The accepted answers of the event form, one by one. */
export type Values = ReturnType<typeof readFields<typeof eventFields>>['values']
type Place = Pick<
  Described,
  'communeCode' | 'communeName' | 'department' | 'postalCode' | 'latitude' | 'longitude' | 'positionPrecision'
>

// Answers that only make sense together. Each adds its messages to `errors`, one a field.

const farthest = 100

export function readPlace(db: Database, values: Values, chosen: string | undefined, errors: Errors): Place {
  const nowhere = {
    communeCode: null,
    communeName: null,
    department: null,
    postalCode: null,
    latitude: null,
    longitude: null,
    positionPrecision: null,
  }
  if (values.participation === 'en-ligne' || errors.commune) return nowhere
  if (values.participation === undefined && !values.commune) return nowhere
  if (!values.commune) {
    errors.commune = 'Commune : indiquez où l’événement a lieu'
    return nowhere
  }

  const answer = readCommuneAnswer(db, 'Commune', values.commune, chosen)
  if (!answer.ok) {
    errors.commune = answer.message
    return nowhere
  }
  const { commune, postalCode } = answer
  return {
    communeCode: commune.code,
    communeName: commune.name,
    department: commune.department,
    postalCode,
    ...readPoint(db, commune.code, values.position, errors),
  }
}

/** A point given by hand; none is the commune's own. */
function readPoint(db: Database, communeCode: string, typed: string | undefined, errors: Errors) {
  const none = { latitude: null, longitude: null, positionPrecision: null }
  if (!typed) return none

  const point = readPosition(typed)
  if (!point) {
    errors.position =
      'Position exacte : ce lien ne contient pas de coordonnées ; ouvrez la carte et copiez l’adresse complète, ou écrivez 49.1466, 0.2274'
    return none
  }
  const commune = findCommune(db, communeCode)
  const away = commune ? Math.round(distanceKm(point, commune)) : 0
  if (commune && away > farthest) {
    errors.position = `Position exacte : ce point est à ${away} km de ${commune.name} ; vérifiez le lien ou l’ordre des coordonnées`
    return none
  }
  return { ...point, positionPrecision: 'main' }
}

export function readDeadline(edition: Edition, values: Values, slots: Slot[], errors: Errors): string | null {
  if (!values.date_limite) return null
  const read = readDay(values.date_limite, edition.year)
  if (!read.ok) {
    errors.date_limite = dayFaultText(read, 'Inscription jusqu’au', values.date_limite, '19 mai ou 19/05/2023')
    return null
  }
  const first = slots.map(({ day }) => day).sort()[0]
  if (first && read.day > first)
    errors.date_limite = `Inscription jusqu’au : le ${date(read.day)} est après le premier créneau, le ${date(first)}`
  return read.day
}

/** `files` are the questions that have a file. */
export function checkAnswersTogether(values: Values, files: string[], errors: Errors) {
  const online = values.participation === 'en-ligne' || values.participation === 'mixte'
  const reserved = values.lien_reserve?.includes('oui')
  if (online && !values.lien_en_ligne && !reserved) {
    errors.lien_en_ligne ??= 'Lien de connexion : indiquez-le, ou réservez-le aux personnes inscrites'
  }
  if (online && reserved && values.inscription === 'libre') {
    errors.lien_reserve ??=
      'À qui montrer ce lien : l’entrée est libre, personne ne s’inscrit pour le recevoir ; publiez-le ou demandez une inscription'
  }
  const canRegister =
    values.inscription_url ||
    values.inscription_courriel ||
    values.inscription_telephone ||
    values.publier === 'inscriptions'
  const faulty = errors.inscription_url || errors.inscription_courriel || errors.inscription_telephone
  if (values.inscription === 'obligatoire' && !canRegister && !faulty) {
    errors.inscription_url =
      'Page d’inscription : donnez une page, une adresse électronique ou un téléphone pour s’inscrire'
  }
  if (values.gratuit === 'non' && !values.tarif) errors.tarif ??= 'Tarif : dites combien coûte l’événement'
  checkPublicContact(values, errors)
  if ((files.includes('fiche_rex') || files.includes('carte_blanche')) && !values.accord) {
    errors.accord ??= 'Publication de la fiche ou de la carte blanche : dites si elle peut être publiée'
  }
  if (files.includes('visuel')) {
    if (!values.visuel_alt)
      errors.visuel_alt ??= 'Ce que montre l’image : décrivez-la en une phrase, pour qui ne la voit pas'
    if (!values.visuel_droits?.includes('oui'))
      errors.visuel_droits ??= 'Droits sur l’image : cochez la case si vous pouvez la publier, ou retirez l’image'
  }
}
