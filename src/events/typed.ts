import type { Typed } from '../web/fields.ts'
import { date, hour } from '../web/french.ts'
import type { Event } from './event.ts'
import type { EventFieldName } from './fields.ts'
import { modes, moments, registrations } from './lists.ts'

/** An event as its form would have been typed: how a proposition is taken up again. The first slot stands for all. */
export function typedOf(event: Event): Typed {
  const slot = event.slots[0]
  const ownAddress = event.publicContactEmail === event.privateEmail
  const typed: Record<EventFieldName, string | string[] | null | undefined> = {
    titre: event.title,
    resume: event.summary,
    type: event.type,
    themes: event.themes,
    publics: event.audiences,
    jour: slot && date(slot.day),
    debut: slot?.startsAt && hour(slot.startsAt),
    fin: slot?.endsAt && hour(slot.endsAt),
    moment: moments.find(({ code }) => code === slot?.moment)?.slug,
    participation: modes.find(({ code }) => code === event.mode)?.slug,
    commune: event.communeName && `${event.postalCode ?? ''} ${event.communeName}`.trim(),
    lieu: event.placeName,
    adresse: event.address,
    lien_en_ligne: event.onlineLink,
    inscription: registrations.find(({ code }) => code === event.registration)?.slug,
    inscription_url: event.registrationUrl,
    inscription_courriel: event.registrationEmail,
    inscription_telephone: event.registrationPhone,
    gratuit: event.freeOfCharge === null ? null : event.freeOfCharge ? 'oui' : 'non',
    tarif: event.priceDetail,
    organisateur: event.organiserName,
    organisateur_type: event.organiserType,
    contact_nom: event.privateName,
    contact_courriel: event.privateEmail,
    contact_telephone: event.privatePhone,
    contact_fonction: event.publicContactRole,
    publier: ownAddress ? 'oui' : 'non',
    contact_public_courriel: ownAddress ? null : event.publicContactEmail,
    contact_public_telephone: event.publicContactPhone,
  }
  return Object.fromEntries(
    Object.entries(typed).filter(
      (pair): pair is [string, string | string[]] => pair[1] !== null && pair[1] !== undefined,
    ),
  )
}
