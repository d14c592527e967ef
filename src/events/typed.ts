import { communeText } from '../communes/commune.ts'
import { findCommune } from '../communes/queries.ts'
import type { Database } from '../db/open.ts'
import type { Typed } from '../web/fields.ts'
import { date, hour } from '../web/french.ts'
import type { Described } from './event.ts'
import type { EventFieldName } from './fields.ts'
import { modes, moments, registrations } from './lists.ts'
import { slotNames } from './slot-fields.ts'
import { structureSlug } from './structures.ts'

type Answers = Record<string, string | string[] | null | undefined>

/** An event as its form would have been typed: how a proposition is taken up again. */
export function typedOf(db: Database, event: Described): Typed {
  const commune = event.communeCode ? findCommune(db, event.communeCode) : undefined
  const own: Record<EventFieldName, string | string[] | null | undefined> = {
    titre: event.title,
    resume: event.summary,
    type: event.type,
    themes: event.themes,
    publics: event.audiences,
    description: event.description,
    mots_cles: event.keywords.join('\n'),
    participation: modes.find(({ code }) => code === event.mode)?.slug,
    commune: commune && communeText(event.postalCode ? { ...commune, postalCode: event.postalCode } : commune),
    lieu: event.placeName,
    adresse: event.address,
    lien_en_ligne: event.onlineLink,
    lien_reserve: event.onlineLinkReserved ? ['oui'] : [],
    acces: event.access,
    accessibilite: event.accessNeeds,
    accessibilite_detail: event.accessibilityDetail,
    position: event.positionPrecision === 'main' ? `${event.latitude}, ${event.longitude}` : null,
    inscription: registrations.find(({ code }) => code === event.registration)?.slug,
    inscription_url: event.registrationUrl,
    inscription_courriel: event.registrationEmail,
    inscription_telephone: event.registrationPhone,
    date_limite: event.registrationDeadline && date(event.registrationDeadline),
    places: event.seats?.toString(),
    gratuit: event.freeOfCharge === null ? null : event.freeOfCharge ? 'oui' : 'non',
    tarif: event.priceDetail,
    organisateur: event.organiserName,
    organisateur_type: structureSlug(event.organiserType, event.organiserFamily, event.organiserQualities),
    organisateur_site: event.organiserWebsite,
    coorganisateurs: event.coorganisers.join('\n'),
    ...contacts(event),
    accord: null,
    visuel_alt: event.imageAlt,
    visuel_credit: event.imageCredit,
    visuel_droits: event.imageAlt ? ['oui'] : [],
  }
  const typed: Answers = { ...own, ...slots(event), creneaux: String(event.slots.length) }
  return Object.fromEntries(
    Object.entries(typed).filter(
      (pair): pair is [string, string | string[]] => pair[1] !== null && pair[1] !== undefined && pair[1] !== '',
    ),
  )
}

function slots({ slots }: Described): Answers {
  return Object.assign(
    {},
    ...slots.map((slot, index) => {
      const names = slotNames(index + 1)
      return {
        [names.jour]: date(slot.day),
        [names.debut]: slot.startsAt && hour(slot.startsAt),
        [names.fin]: slot.endsAt && hour(slot.endsAt),
        [names.moment]: moments.find(({ code }) => code === slot.moment)?.slug,
      }
    }),
  )
}

function contacts(event: Described) {
  const ownAddress = event.publicContactEmail !== null && event.publicContactEmail === event.privateEmail
  return {
    contact_nom: event.privateName,
    contact_courriel: event.privateEmail,
    contact_telephone: event.privatePhone,
    contact_fonction: event.publicContactRole,
    publier: ownAddress ? 'oui' : 'non',
    contact_public_courriel: ownAddress ? null : event.publicContactEmail,
    contact_public_telephone: event.publicContactPhone,
  }
}
