import type { Database } from '../db/open.ts'
import type { Edition } from '../editions/queries.ts'
import { type Errors, readFields, type Typed } from '../web/fields.ts'
import type { Described, Slot } from './event.ts'
import { type EventFieldName, eventFields } from './fields.ts'
import { codeOf, modes, registrations } from './lists.ts'
import { checkAnswersTogether, type Place, readPlace, readSlot, type Values } from './reading.ts'

type Reading = { ok: true; proposal: Described } | { ok: false; errors: Errors }

/** Reads what was typed about an event. Errors come one a field, in the order of the form. */
export function readProposal(db: Database, edition: Edition, typed: Typed): Reading {
  const { values, errors } = readFields(eventFields, typed)
  const slot = readSlot(edition, values, errors)
  const place = readPlace(db, values, errors)
  checkAnswersTogether(values, errors)

  if (!slot || Object.keys(errors).length > 0) return { ok: false, errors: inFormOrder(errors) }
  return { ok: true, proposal: proposalOf(values as Required<Values>, slot, place) }
}

function proposalOf(values: Required<Values>, slot: Slot, place: Place): Described {
  const onsite = values.participation !== 'en-ligne'
  const online = values.participation !== 'presentiel'
  const published = values.publier === 'non' ? values.contact_public_courriel : values.contact_courriel
  const withRegistration = values.inscription !== 'libre'
  return {
    title: values.titre as string,
    summary: values.resume as string,
    description: null,
    type: values.type as string,
    mode: codeOf(modes, values.participation as string) ?? 'onsite',
    slots: [slot],
    themes: values.themes,
    audiences: values.publics,
    ...place,
    placeName: onsite ? (values.lieu ?? null) : null,
    address: onsite ? (values.adresse ?? null) : null,
    access: null,
    onlineLink: online ? (values.lien_en_ligne ?? null) : null,
    onlineLinkReserved: 0,
    registration: codeOf(registrations, values.inscription as string) ?? null,
    registrationUrl: withRegistration ? (values.inscription_url ?? null) : null,
    registrationEmail: withRegistration
      ? (values.inscription_courriel ??
        (values.publier === 'inscriptions' ? (values.contact_courriel as string) : null))
      : null,
    registrationPhone: withRegistration ? (values.inscription_telephone ?? null) : null,
    registrationDeadline: null,
    seats: null,
    freeOfCharge: values.gratuit === 'oui' ? 1 : 0,
    priceDetail: values.gratuit === 'oui' ? null : (values.tarif ?? null),
    accessNeeds: [],
    accessibilityDetail: null,
    organiserName: values.organisateur as string,
    organiserType: values.organisateur_type as string,
    organiserFamily: null,
    organiserQualities: [],
    organiserWebsite: null,
    coorganisers: [],
    publicContactRole: values.contact_fonction ?? null,
    publicContactEmail: published ?? null,
    publicContactPhone: values.publier === 'non' ? (values.contact_public_telephone ?? null) : null,
    privateName: values.contact_nom as string,
    privateEmail: values.contact_courriel as string,
    privatePhone: values.contact_telephone ?? null,
    keywords: [],
  }
}

function inFormOrder(errors: Errors): Errors {
  const order = Object.keys(eventFields) as EventFieldName[]
  return Object.fromEntries(order.filter((name) => errors[name]).map((name) => [name, errors[name] as string]))
}
