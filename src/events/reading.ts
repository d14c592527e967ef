import { searchCommunes } from '../communes/queries.ts'
import type { Database } from '../db/open.ts'
import type { Edition } from '../editions/queries.ts'
import { dayFaultText, hourExists, readDay, readHour } from '../web/dates.ts'
import type { Errors, readFields } from '../web/fields.ts'
import { date, either, hour, span } from '../web/french.ts'
import type { Described, Slot } from './event.ts'
import type { eventFields } from './fields.ts'
import { codeOf, moments } from './lists.ts'

/** The accepted answers of the event form, one by one. */
export type Values = ReturnType<typeof readFields<typeof eventFields>>['values']
export type Place = Pick<Described, 'communeCode' | 'communeName' | 'department' | 'postalCode'>

// Answers that only make sense together. Each adds its messages to `errors`, one a field.

export function readSlot(edition: Edition, values: Values, errors: Errors): Slot | undefined {
  const read = values.jour ? readDay(values.jour, edition.year) : undefined
  if (read && !read.ok) {
    errors.jour = dayFaultText(read, 'Jour', values.jour ?? '', '25 mai ou 25/05/2023')
  } else if (read?.ok && (read.day < edition.firstDay || read.day > edition.lastDay)) {
    errors.jour = `Jour : le ${date(read.day)} est hors de la Semaine, qui a lieu ${span(edition.firstDay, edition.lastDay)}`
  }

  const startsAt = values.debut ? readHour(values.debut) : null
  const endsAt = values.fin ? readHour(values.fin) : null
  const moment = values.moment ? (codeOf(moments, values.moment) ?? null) : null
  if (startsAt === undefined) errors.debut = 'Heure de début : écrivez-la comme 8 h 30 ou 14:00'
  else if (startsAt === null && endsAt)
    errors.debut = 'Heure de début : indiquez-la, puisque vous donnez une heure de fin'
  else if (startsAt === null && !moment)
    errors.debut = 'Heure de début : indiquez-la, ou choisissez un moment de la journée'
  if (endsAt === undefined) errors.fin = 'Heure de fin : écrivez-la comme 10 h ou 16:30'
  else if (startsAt && endsAt && endsAt <= startsAt)
    errors.fin = `Heure de fin : ${hour(endsAt)} n’est pas après le début, ${hour(startsAt)}`

  if (!read?.ok || startsAt === undefined || endsAt === undefined) return undefined
  if (startsAt && !hourExists(read.day, startsAt, edition.timeZone))
    errors.debut = 'Heure de début : cette nuit-là, les horloges la sautent'
  return { day: read.day, startsAt, endsAt, moment: startsAt ? null : moment }
}

export function readPlace(db: Database, values: Values, errors: Errors): Place {
  const nowhere = { communeCode: null, communeName: null, department: null, postalCode: null }
  if (values.participation === undefined || values.participation === 'en-ligne' || errors.commune) return nowhere
  if (!values.commune) {
    errors.commune = 'Commune : indiquez où l’événement a lieu'
    return nowhere
  }

  const [commune, ...others] = searchCommunes(db, values.commune)
  if (!commune) {
    errors.commune = `Commune : « ${values.commune} » n’est pas dans la liste de la région ; essayez son code postal`
    return nowhere
  }
  if (others.length > 0) {
    const names = [commune, ...others].slice(0, 6).map((one) => `${one.postalCodes.split(' ')[0]} ${one.name}`)
    errors.commune = `Commune : plusieurs correspondent. Écrivez par exemple ${either(names)}`
    return nowhere
  }
  const typedCode = /\b\d{5}\b/.exec(values.commune)?.[0]
  const postalCode = typedCode ?? commune.postalCodes.split(' ')[0] ?? null
  return { communeCode: commune.code, communeName: commune.name, department: commune.department, postalCode }
}

export function checkAnswersTogether(values: Values, errors: Errors) {
  if ((values.participation === 'en-ligne' || values.participation === 'mixte') && !values.lien_en_ligne) {
    errors.lien_en_ligne ??= 'Lien de connexion : indiquez-le, puisque l’événement se suit en ligne'
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
  if (
    values.publier === 'non' &&
    !values.contact_public_courriel &&
    !values.contact_public_telephone &&
    !errors.contact_public_telephone
  ) {
    errors.contact_public_courriel ??=
      'Adresse électronique publiée : donnez-en une, ou un téléphone, puisque la vôtre reste privée'
  }
}
