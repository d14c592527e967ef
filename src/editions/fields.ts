import { choice } from '../web/choice-fields.ts'
import { dayFaultText, readDay } from '../web/dates.ts'
import { type Errors, email, phone, readFields, type Typed, text, webAddress } from '../web/fields.ts'
import { date } from '../web/french.ts'
import type { Edition } from './queries.ts'

/** The questions about an edition, in the order of the form. */
export const editionFields = {
  nom: text({ label: 'Nom de la Semaine', missing: 'Nom de la Semaine : donnez-lui un nom', max: 120 }),
  numero: text({
    label: 'Numéro de l’édition',
    hint: 'Par exemple 3.',
    missing: 'Numéro de l’édition : indiquez-le',
    max: 3,
  }),
  premier_jour: text({
    label: 'Premier jour',
    hint: 'Par exemple 22 mai 2023 ou 22/05/2023.',
    missing: 'Premier jour : indiquez-le',
    max: 40,
  }),
  dernier_jour: text({
    label: 'Dernier jour',
    hint: 'Par exemple 26 mai 2023.',
    missing: 'Dernier jour : indiquez-le',
    max: 40,
  }),
  objet: text({
    label: 'À quoi sert la Semaine',
    hint: 'Deux phrases, en tête de l’accueil.',
    missing: 'À quoi sert la Semaine : dites-le en deux phrases',
    max: 500,
    rows: 4,
  }),
  propositions: choice({
    label: 'Les propositions sont',
    missing: 'Les propositions : dites si elles sont ouvertes ou closes',
    options: [
      { slug: 'ouvertes', label: 'Ouvertes' },
      { slug: 'closes', label: 'Closes' },
    ],
    as: 'radio',
  }),
  date_limite: text({
    label: 'Date limite des propositions',
    hint: 'Ce jour compris ; par exemple 12 mai 2023.',
    max: 40,
  }),
  coordination: text({
    label: 'Structure qui coordonne',
    missing: 'Structure qui coordonne : nommez-la',
    max: 120,
    autocomplete: 'organization',
  }),
  contact_nom: text({ label: 'Contact publié : nom', max: 120 }),
  contact_courriel: email({ label: 'Contact publié : adresse électronique', hint: 'Par exemple contact@exemple.fr' }),
  contact_telephone: phone({ label: 'Contact publié : téléphone', hint: 'Par exemple 02 31 00 00 00' }),
  webinaire: webAddress({
    label: 'Webinaire en rediffusion',
    hint: 'Une adresse complète, comme https://www.exemple.fr/webinaire',
  }),
}

export type EditionContent = Omit<Edition, 'id' | 'region' | 'regionName' | 'timeZone' | 'demonstration'>

const longestDays = 7

/** Reads what was typed about an edition; `year` is the one of a day typed without it. */
export function readEdition(typed: Typed, year: number): { content?: EditionContent; errors: Errors } {
  const { values, errors } = readFields(editionFields, typed)
  const number = Number(values.numero)
  if (values.numero && (!Number.isInteger(number) || number < 1))
    errors.numero = 'Numéro de l’édition : écrivez un nombre, comme 3'

  const firstDay = readDate(values.premier_jour, year, 'premier_jour', 'Premier jour', errors)
  const lastDay = readDate(values.dernier_jour, year, 'dernier_jour', 'Dernier jour', errors)
  const submissionsDeadline = readDate(values.date_limite, year, 'date_limite', 'Date limite', errors) ?? null
  if (firstDay && lastDay) {
    const length = Temporal.PlainDate.from(firstDay).until(lastDay).days + 1
    if (length < 1)
      errors.dernier_jour = `Dernier jour : le ${date(lastDay)} est avant le premier, le ${date(firstDay)}`
    else if (length > longestDays) errors.dernier_jour = `Dernier jour : une édition dure ${longestDays} jours au plus`
  }

  if (lastDay && submissionsDeadline && submissionsDeadline > lastDay) {
    errors.date_limite = `Date limite : le ${date(submissionsDeadline)} est après la fin de la Semaine, le ${date(lastDay)}`
  }

  const { nom, objet, coordination } = values
  if (!nom || !objet || !coordination || !firstDay || !lastDay || Object.keys(errors).length > 0) return { errors }
  const content = {
    name: nom,
    number,
    purpose: objet,
    coordinatedBy: coordination,
    year: Number(firstDay.slice(0, 4)),
    firstDay,
    lastDay,
    submissions: values.propositions === 'ouvertes' ? ('open' as const) : ('closed' as const),
    submissionsDeadline,
    webinarUrl: values.webinaire ?? null,
    contactName: values.contact_nom ?? null,
    contactEmail: values.contact_courriel ?? null,
    contactPhone: values.contact_telephone ?? null,
  }
  return { content, errors }
}

/** An edition as its form would have been typed. */
export const typedEdition = (edition: EditionContent): Typed => ({
  nom: edition.name,
  numero: String(edition.number),
  premier_jour: date(edition.firstDay),
  dernier_jour: date(edition.lastDay),
  objet: edition.purpose,
  propositions: edition.submissions === 'open' ? 'ouvertes' : 'closes',
  date_limite: edition.submissionsDeadline ? date(edition.submissionsDeadline) : '',
  coordination: edition.coordinatedBy,
  contact_nom: edition.contactName ?? '',
  contact_courriel: edition.contactEmail ?? '',
  contact_telephone: edition.contactPhone ?? '',
  webinaire: edition.webinarUrl ?? '',
})

function readDate(typed: string | undefined, year: number, name: string, label: string, errors: Errors) {
  if (!typed) return undefined
  const read = readDay(typed, year)
  if (read.ok) return read.day
  errors[name] = dayFaultText(read, label, typed, '22 mai 2023 ou 22/05/2023')
  return undefined
}
