import { departmentName } from '../communes/departments.ts'
import { capital, date, fullDay } from '../web/french.ts'
import type { Described, Slot } from './event.ts'
import { eventFields as fields } from './fields.ts'
import { accessNeeds, audiences, labelOf, labelsOf, modes, registrations, themes, types } from './lists.ts'
import { eventSections } from './outline.ts'
import { hoursText } from './slots.ts'
import { structureSlug, structures } from './structures.ts'

/** One answer in words; `value` is empty when nothing was given, several lines are several answers. */
export type Row = { label: string; value: string }
export type Section = { id: string; title: string; private: boolean; rows: Row[] }

/** An event in labelled words, in the order of the form: the check page, the desk and the mails show the same. */
export function describeEvent(event: Described): Section[] {
  const rows: Record<string, Row[]> = {
    evenement: aboutRows(event),
    quand: whenRows(event),
    ou: whereRows(event),
    acces: accessRows(event),
    organisation: organiserRows(event),
    contacts: publicContactRows(event),
    documents: imageRows(event),
  }
  const sections = eventSections({}).map(({ id, title }) => ({
    id,
    title: id === 'contacts' ? 'Contact publié' : id === 'documents' ? 'Image' : title,
    private: false,
    rows: rows[id] ?? [],
  }))
  return [
    ...sections.filter((section) => section.rows.length > 0),
    { id: 'contacts-prives', title: 'Vos coordonnées (non publiées)', private: true, rows: privateRows(event) },
  ]
}

/** The same words for the coordinator, who reads somebody else's contact. */
export const describeForDesk = (event: Described): Section[] =>
  describeEvent(event).map((section) =>
    section.private ? { ...section, title: 'Coordonnées de l’organisateur (non publiées)' } : section,
  )

const aboutRows = (event: Described): Row[] => [
  row(fields.titre.label, event.title),
  row(fields.resume.label, event.summary),
  ...optional(fields.description.label, event.description),
  row(fields.type.label, labelOf(types, event.type)),
  row(fields.themes.label, labelsOf(themes, event.themes).join('\n')),
  row(fields.publics.label, labelsOf(audiences, event.audiences).join('\n')),
  ...optional(fields.mots_cles.label, event.keywords.join(', ')),
]

const whenRows = (event: Described): Row[] =>
  event.slots
    .toSorted(byTime)
    .map((slot, index) =>
      row(
        event.slots.length > 1 ? `Créneau ${index + 1}` : 'Créneau',
        `${capital(fullDay(slot.day))}, ${hoursText(slot)}`,
      ),
    )

const byTime = (one: Slot, other: Slot) => timeOf(one).localeCompare(timeOf(other))
const timeOf = ({ day, startsAt }: Slot) => `${day} ${startsAt ?? ''}`

const whereRows = (event: Described): Row[] => [
  row(fields.participation.label, labelOf(modes, event.mode)),
  ...(event.mode === 'online'
    ? []
    : [
        row(
          fields.commune.label,
          `${event.postalCode ?? ''} ${event.communeName}, ${departmentName(event.department ?? '')}`.trim(),
        ),
        row(fields.lieu.label, event.placeName ?? 'À confirmer'),
        row(fields.adresse.label, event.address ?? 'À confirmer'),
        ...optional(fields.acces.label, event.access),
        ...optional(fields.position.label, pointText(event)),
      ]),
  ...(event.mode === 'onsite' ? [] : onlineRows(event)),
  ...optional(
    'Accessibilité',
    [...labelsOf(accessNeeds, event.accessNeeds), event.accessibilityDetail].filter(Boolean).join('\n'),
  ),
]

const onlineRows = (event: Described): Row[] => [
  row(fields.lien_en_ligne.label, event.onlineLink ?? 'Envoyé aux personnes inscrites'),
  ...optional(
    fields.lien_reserve.label,
    event.onlineLinkReserved && 'Aux personnes inscrites seulement : il n’est pas publié',
  ),
]

const pointText = ({ latitude, longitude, positionPrecision }: Described) =>
  positionPrecision === 'main' ? `${latitude}, ${longitude}` : ''

const accessRows = (event: Described): Row[] => [
  row(fields.inscription.label, event.registration ? labelOf(registrations, event.registration) : 'À confirmer'),
  ...optional(fields.inscription_url.label, event.registrationUrl),
  ...optional(fields.inscription_courriel.label, event.registrationEmail),
  ...optional(fields.inscription_telephone.label, event.registrationPhone),
  ...optional(fields.date_limite.label, event.registrationDeadline && date(event.registrationDeadline)),
  ...optional(fields.places.label, event.seats?.toString()),
  row(fields.tarif.label, priceText(event)),
]

const organiserRows = (event: Described): Row[] => [
  row(fields.organisateur.label, event.organiserName),
  row('Structure', structureLabel(event)),
  ...optional(fields.organisateur_site.label, event.organiserWebsite),
  ...optional(fields.coorganisateurs.label, event.coorganisers.join('\n')),
]

/** « ESAT », « Collectivité » */
export const structureLabel = (event: Pick<Described, 'organiserType' | 'organiserFamily' | 'organiserQualities'>) =>
  labelOf(
    structures,
    structureSlug(event.organiserType, event.organiserFamily, event.organiserQualities) ?? event.organiserType,
  )

const imageRows = (event: Described): Row[] => [
  ...optional(fields.visuel_alt.label, event.imageAlt),
  ...optional(fields.visuel_credit.label, event.imageCredit),
]

const publicContactRows = (event: Described): Row[] => [
  row(fields.contact_fonction.label, event.publicContactRole),
  row(fields.contact_public_courriel.label, event.publicContactEmail),
  row(fields.contact_public_telephone.label, event.publicContactPhone),
]

const privateRows = (event: Described): Row[] => [
  row(fields.contact_nom.label, event.privateName),
  row(fields.contact_courriel.label, event.privateEmail),
  row(fields.contact_telephone.label, event.privatePhone),
]

/** « Gratuit », « 15 € le repas », « À confirmer » */
export function priceText(event: Pick<Described, 'freeOfCharge' | 'priceDetail'>) {
  if (event.freeOfCharge === null) return 'À confirmer'
  return event.freeOfCharge ? 'Gratuit' : (event.priceDetail ?? 'Payant')
}

const row = (label: string, value: string | null | undefined): Row => ({ label, value: value ?? '' })
const optional = (label: string, value: string | 0 | null | undefined): Row[] => (value ? [row(label, value)] : [])
