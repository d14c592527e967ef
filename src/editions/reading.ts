import { dayFaultText, readDay } from '../web/dates.ts'
import { type Errors, readFields, type Typed } from '../web/fields.ts'
import { date, series } from '../web/french.ts'
import { linksIn } from '../web/markdown.ts'
import {
  contactFields,
  dateFields,
  homeFields,
  submissionFields,
  textName,
  titleName,
  webinarFields,
} from './fields.ts'
import { type HomeTexts, phases } from './phases.ts'
import type { Edition } from './queries.ts'
import type { WebinarSaid } from './webinar.ts'

/** Part of an edition as it was typed: what it says, or what to correct. */
export type Read<T> = { content: T; errors?: undefined } | { content?: undefined; errors: Errors }

type Dates = Pick<Edition, 'name' | 'number' | 'year' | 'firstDay' | 'lastDay' | 'timeZone'>

const longestDays = 7

/** `year` is the one of a day typed without it. */
export function readDates(typed: Typed, year: number): Read<Dates> {
  const { values, errors } = readFields(dateFields, typed)
  const number = Number(values.numero)
  if (values.numero && (!Number.isInteger(number) || number < 1))
    errors.numero = 'Numéro de l’édition : écrivez un nombre, comme 3'

  const firstDay = readDate(values.premier_jour, year, 'premier_jour', 'Premier jour', errors)
  const lastDay = readDate(values.dernier_jour, year, 'dernier_jour', 'Dernier jour', errors)
  if (firstDay && lastDay) {
    const length = Temporal.PlainDate.from(firstDay).until(lastDay).days + 1
    if (length < 1)
      errors.dernier_jour = `Dernier jour : le ${date(lastDay)} est avant le premier, le ${date(firstDay)}`
    else if (length > longestDays) errors.dernier_jour = `Dernier jour : une édition dure ${longestDays} jours au plus`
  }

  const { nom, fuseau } = values
  if (!nom || !fuseau || !firstDay || !lastDay || Object.keys(errors).length > 0) return { errors }
  return { content: { name: nom, number, year: Number(firstDay.slice(0, 4)), firstDay, lastDay, timeZone: fuseau } }
}

type Submissions = Pick<Edition, 'submissions' | 'submissionsDeadline'>

/** `lastDay` is the edition's, when it is known. */
export function readSubmissions(typed: Typed, year: number, lastDay: string | undefined): Read<Submissions> {
  const { values, errors } = readFields(submissionFields, typed)
  const deadline = readDate(values.date_limite, year, 'date_limite', 'Date limite', errors) ?? null
  if (lastDay && deadline && deadline > lastDay) {
    errors.date_limite = `Date limite : le ${date(deadline)} est après la fin de la Semaine, le ${date(lastDay)}`
  }
  if (Object.keys(errors).length > 0) return { errors }
  return {
    content: { submissions: values.propositions === 'ouvertes' ? 'open' : 'closed', submissionsDeadline: deadline },
  }
}

export function readPurpose(typed: Typed): Read<Pick<Edition, 'purpose'>> {
  const { values, errors } = readFields({ objet: homeFields.objet }, typed)
  return values.objet ? { content: { purpose: values.objet } } : { errors }
}

export function readHome(typed: Typed): Read<Pick<Edition, 'purpose' | 'phase' | 'texts'>> {
  const { values, errors } = readFields(homeFields, typed)
  for (const { slug, label } of phases) {
    const bad = linksIn(String(typed[textName(slug)] ?? '')).filter(({ address, refused }) => refused || !address)
    if (bad.length > 0)
      errors[textName(slug)] =
        `${label} : ${series(bad.map(({ words }) => `le lien « ${words} »`))} ne mènerait nulle part ; écrivez une adresse complète, comme https://www.exemple.fr, ou une page du site, comme /contact`
  }
  if (!values.objet || Object.keys(errors).length > 0) return { errors }
  const texts: HomeTexts = {}
  for (const { code, slug } of phases) {
    const [title, text] = [titleName(slug), textName(slug)].map((name) => (values as Record<string, unknown>)[name])
    if (title || text)
      texts[code] = { ...(title ? { title: String(title) } : {}), ...(text ? { text: String(text) } : {}) }
  }
  const phase = phases.find(({ slug }) => slug === values.moment)?.code ?? null
  return { content: { purpose: values.objet, phase, texts } }
}

type Contact = Pick<Edition, 'coordinatedBy' | 'contactName' | 'contactEmail' | 'contactPhone'>

export function readContact(typed: Typed): Read<Contact> {
  const { values, errors } = readFields(contactFields, typed)
  if (!values.coordination || Object.keys(errors).length > 0) return { errors }
  return {
    content: {
      coordinatedBy: values.coordination,
      contactName: values.contact_nom ?? null,
      contactEmail: values.contact_courriel ?? null,
      contactPhone: values.contact_telephone ?? null,
    },
  }
}

/** `year` is the one of a day typed without it. */
export function readWebinar(
  typed: Typed,
  year: number,
): { said?: WebinarSaid & Pick<Edition, 'webinarUrl'>; errors?: Errors } {
  const { values, errors } = readFields(webinarFields, typed)
  const day = readDate(values.webinaire_date, year, 'webinaire_date', 'Date du webinaire', errors) ?? null
  if (Object.keys(errors).length > 0) return { errors }
  return {
    said: {
      webinarUrl: values.webinaire ?? null,
      title: values.webinaire_titre ?? null,
      day,
      length: values.duree ?? null,
      speakers: values.intervenants ?? null,
      summary: values.resume ?? null,
      sharing: values.partage ?? null,
      transcript: values.transcription ?? null,
    },
  }
}

function readDate(typed: string | undefined, year: number, name: string, label: string, errors: Errors) {
  if (!typed) return undefined
  const read = readDay(typed, year)
  if (read.ok) return read.day
  errors[name] = dayFaultText(read, label, typed, '22 mai 2023 ou 22/05/2023')
  return undefined
}
