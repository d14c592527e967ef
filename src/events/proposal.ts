import type { Database } from '../db/open.ts'
import type { Edition } from '../editions/queries.ts'
import { type Errors, readFields, type Typed } from '../web/fields.ts'
import type { Warning } from '../web/forms.ts'
import { excuseUnknown } from './contact-fields.ts'
import type { Described, Slot } from './event.ts'
import { eventFields } from './fields.ts'
import { codeOf, modes, registrations } from './lists.ts'
import { eventSections } from './outline.ts'
import { checkAnswersTogether, readDeadline, readPlace, type Values } from './reading.ts'
import { outsideText, readSlots } from './slot-reading.ts'
import { structureOf } from './structures.ts'

type Reading = { ok: true; proposal: Described; warnings: Warning[] } | { ok: false; errors: Errors }

/**
 * Reads what was typed about an event. Errors come one a field, in the order of the form; warnings are for the organiser
 * to confirm. `files` are the questions that have a file; `atDesk`, what the coordination does not know may stay open.
 */
export function readProposal(
  db: Database,
  edition: Edition,
  typed: Typed,
  files: string[] = [],
  { atDesk = false } = {},
): Reading {
  const { values, errors } = readFields(eventFields, typed)
  const slots = readSlots(edition, typed, errors)
  const place = readPlace(db, values, chosenCommune(typed), errors)
  const deadline = readDeadline(edition, values, slots, errors)
  checkAnswersTogether(values, files, errors)
  if (atDesk) excuseUnknown(typed, errors)
  if (Object.keys(errors).length > 0) return { ok: false, errors: inFormOrder(errors, typed) }

  const outside = outsideText(edition, slots)
  return {
    ok: true,
    proposal: {
      ...contentOf(values as Required<Values>),
      slots,
      ...placeOf(values, place),
      registrationDeadline: deadline,
    },
    warnings: outside
      ? [{ name: 'hors_semaine', message: outside, confirm: 'Oui, l’événement a bien lieu ce jour-là' }]
      : [],
  }
}

const chosenCommune = ({ commune_choix: chosen }: Typed) => (typeof chosen === 'string' ? chosen : undefined)

function placeOf(values: Values, place: ReturnType<typeof readPlace>) {
  const onsite = values.participation !== 'en-ligne'
  return {
    ...place,
    placeName: onsite ? (values.lieu ?? null) : null,
    address: onsite ? (values.adresse ?? null) : null,
    access: onsite ? (values.acces ?? null) : null,
  }
}

type Content = Omit<Described, keyof ReturnType<typeof placeOf> | 'slots' | 'registrationDeadline'> & { slots?: Slot[] }

function contentOf(values: Required<Values>): Content {
  const online = values.participation !== 'presentiel'
  const structure = structureOf(values.organisateur_type as string)
  return {
    title: values.titre as string,
    summary: values.resume as string,
    description: values.description ?? null,
    type: values.type as string,
    mode: codeOf(modes, values.participation as string) ?? 'onsite',
    themes: values.themes ?? [],
    audiences: values.publics ?? [],
    onlineLink: online ? (values.lien_en_ligne ?? null) : null,
    onlineLinkReserved: online && values.lien_reserve.includes('oui') ? 1 : 0,
    ...registrationOf(values),
    freeOfCharge: values.gratuit === undefined ? null : values.gratuit === 'oui' ? 1 : 0,
    priceDetail: values.gratuit === 'oui' ? null : (values.tarif ?? null),
    accessNeeds: values.accessibilite,
    accessibilityDetail: values.accessibilite_detail ?? null,
    organiserName: values.organisateur as string,
    organiserType: structure?.type ?? 'autre',
    organiserFamily: structure?.family ?? null,
    organiserQualities: [...(structure?.qualities ?? [])],
    organiserWebsite: values.organisateur_site ?? null,
    coorganisers: values.coorganisateurs,
    ...contactsOf(values),
    keywords: values.mots_cles,
    imageAlt: values.visuel_alt ?? null,
    imageCredit: values.visuel_credit ?? null,
  }
}

function registrationOf(values: Required<Values>) {
  const asked = values.inscription !== 'libre'
  const shared = values.publier === 'inscriptions' ? (values.contact_courriel ?? null) : null
  return {
    registration: codeOf(registrations, values.inscription as string) ?? null,
    registrationUrl: asked ? (values.inscription_url ?? null) : null,
    registrationEmail: asked ? (values.inscription_courriel ?? shared) : null,
    registrationPhone: asked ? (values.inscription_telephone ?? null) : null,
    seats: values.places ?? null,
  }
}

function contactsOf(values: Required<Values>) {
  const own = values.publier === 'oui' || values.publier === 'inscriptions'
  const published = own ? values.contact_courriel : values.contact_public_courriel
  return {
    publicContactRole: values.contact_fonction ?? null,
    publicContactEmail: published ?? null,
    publicContactPhone: own ? null : (values.contact_public_telephone ?? null),
    privateName: values.contact_nom ?? null,
    privateEmail: values.contact_courriel ?? null,
    privatePhone: values.contact_telephone ?? null,
  }
}

function inFormOrder(errors: Errors, typed: Typed): Errors {
  const order = eventSections(typed).flatMap(({ fields, more }) => [...fields, ...(more?.fields ?? [])])
  return Object.fromEntries(Object.entries(errors).sort(([one], [other]) => order.indexOf(one) - order.indexOf(other)))
}
