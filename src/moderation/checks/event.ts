import type { Database } from '../../db/open.ts'
import { ownEdition } from '../../editions/queries.ts'
import type { Event } from '../../events/event.ts'
import { findLookAlikes } from '../../events/look-alikes.ts'
import { priceText } from '../../events/sections.ts'
import { outsideText } from '../../events/slot-reading.ts'
import { deskAddress } from '../../propositions/proposition.ts'
import { count, dayName } from '../../web/french.ts'
import { type Check, consentCheck, point } from './check.ts'

export function eventChecks(db: Database, event: Event): Check[] {
  const edition = ownEdition(db, event)
  const outside = outsideText(edition, event.slots)
  const unknown = event.slots.filter(({ startsAt }) => !startsAt).length
  const lines = [...event.summary].length
  return [
    doubleCheck(findLookAlikes(db, edition, event, event.reference)),
    point('Jours', 'partie-quand', !outside, 'dans la Semaine', outside ?? ''),
    point(
      'Heures',
      'partie-quand',
      unknown === 0,
      'données',
      `à confirmer pour ${count(unknown, 'créneau', 'créneaux')}`,
    ),
    placeCheck(event),
    registrationCheck(event),
    point('Tarif', 'partie-acces', event.freeOfCharge !== null, priceText(event), 'à confirmer'),
    point('Résumé', 'partie-evenement', lines > 0, count(lines, 'caractère'), 'il manque'),
    consentCheck(
      event.consentAt !== null,
      'partie-contacts-prives',
      'l’organisateur ne l’a pas donné ici ; demandez-le-lui et notez sa réponse dans les notes internes',
    ),
  ]
}

type LookAlike = ReturnType<typeof findLookAlikes>[number]

const doubleCheck = (alike: LookAlike[]): Check => ({
  ...point(
    'Doublon',
    'partie-quand',
    alike.length === 0,
    'rien de semblable ce jour-là',
    `${count(alike.length, 'événement semblable', 'événements semblables')}`,
  ),
  links: alike.map((one) => ({
    text: alikeText(one),
    href: deskAddress({ kind: 'evenement', reference: one.reference }),
  })),
})

/** « Atelier de sourçage, Association Exemple, le jeudi 25 mai à Lisieux » */
export const alikeText = ({ title, organiserName, day, communeName }: LookAlike) =>
  `${title}, ${organiserName}, le ${dayName(day)}${communeName ? ` à ${communeName}` : ' en ligne'}`

function placeCheck({ mode, communeName, placeName, address, onlineLink, onlineLinkReserved }: Event): Check {
  if (mode === 'online')
    return point(
      'Lien de connexion',
      'partie-ou',
      Boolean(onlineLink || onlineLinkReserved),
      'donné, ou envoyé aux inscrits',
      'il manque',
    )
  const missing = [placeName ? '' : 'nom du lieu', address ? '' : 'adresse'].filter(Boolean).join(' ni ')
  return point('Lieu', 'partie-ou', missing === '', `trouvé : ${communeName}`, `à ${communeName}, sans ${missing}`)
}

function registrationCheck({ registration, registrationUrl, registrationEmail, registrationPhone }: Event): Check {
  if (registration === null) return point('Inscription', 'partie-acces', false, '', 'à confirmer')
  const way = registrationUrl || registrationEmail || registrationPhone
  return point(
    'Inscription',
    'partie-acces',
    registration !== 'required' || Boolean(way),
    registration === 'required' ? 'on sait où s’inscrire' : 'sans lien nécessaire',
    'demandée, mais on ne sait pas où',
  )
}
