import type { Field, Typed } from '../web/fields.ts'
import { date } from '../web/french.ts'
import { contactFields, dateFields, homeFields, submissionFields, textName, titleName } from './fields.ts'
import { phases } from './phases.ts'
import type { Edition } from './queries.ts'
import { type Read, readContact, readDates, readHome, readSubmissions } from './reading.ts'

/** A part of what the coordination says of an edition, with a page of its own at the desk. */
export type EditionSection = {
  slug: string
  title: string
  fields: Record<string, Field>
  /** what is there, as its form would have been typed */
  typedOf: (edition: Edition) => Typed
  read: (typed: Typed, edition: Edition) => Read<Partial<Edition>>
}

export const editionSections: EditionSection[] = [
  {
    slug: 'dates',
    title: 'Nom, dates et fuseau horaire',
    fields: dateFields,
    typedOf: (edition) => ({
      nom: edition.name,
      numero: String(edition.number),
      premier_jour: date(edition.firstDay),
      dernier_jour: date(edition.lastDay),
      fuseau: edition.timeZone,
    }),
    read: (typed, { year }) => readDates(typed, year),
  },
  {
    slug: 'propositions',
    title: 'Propositions',
    fields: submissionFields,
    typedOf: ({ submissions, submissionsDeadline }) => ({
      propositions: submissions === 'open' ? 'ouvertes' : 'closes',
      date_limite: submissionsDeadline ? date(submissionsDeadline) : '',
    }),
    read: (typed, { year, lastDay }) => readSubmissions(typed, year, lastDay),
  },
  {
    slug: 'accueil',
    title: 'Accueil',
    fields: homeFields,
    typedOf: ({ purpose, phase, texts }) => ({
      objet: purpose,
      moment: phases.find(({ code }) => code === phase)?.slug ?? 'auto',
      ...Object.fromEntries(
        phases.flatMap(({ code, slug }) => [
          [titleName(slug), texts[code]?.title ?? ''],
          [textName(slug), texts[code]?.text ?? ''],
        ]),
      ),
    }),
    read: readHome,
  },
  {
    slug: 'contact',
    title: 'Contact',
    fields: contactFields,
    typedOf: (edition) => ({
      coordination: edition.coordinatedBy,
      contact_nom: edition.contactName ?? '',
      contact_courriel: edition.contactEmail ?? '',
      contact_telephone: edition.contactPhone ?? '',
    }),
    read: readContact,
  },
]

/** The answers of a section in words, by their labels. */
export const wordsOf = ({ fields }: Pick<EditionSection, 'fields'>, typed: Typed): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, { label, options }]) => {
      const value = String(typed[name] ?? '')
      return [label, options?.find(({ slug }) => slug === value)?.label ?? value]
    }),
  )
