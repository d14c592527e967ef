import { choice } from '../web/choice-fields.ts'
import { type Errors, email, phone, type Typed, text } from '../web/fields.ts'

/** Who answers for what is proposed: the private contact, asked once, and what of it is published. */
export const contactFields = {
  contact_nom: text({
    label: 'Prénom et nom',
    hint: 'Jamais publiés.',
    missing: 'Prénom et nom : dites-nous à qui écrire',
    max: 100,
    autocomplete: 'name',
  }),
  contact_courriel: email({
    label: 'Adresse électronique',
    hint: 'Pour l’accusé de réception et votre lien personnel. Par exemple nom@exemple.fr',
    missing: 'Adresse électronique : indiquez-la, nous y envoyons votre lien personnel',
    autocomplete: 'email',
  }),
  contact_telephone: phone({
    label: 'Téléphone',
    hint: 'Jamais publié ; utile pour un changement de dernière minute. Par exemple 02 31 00 00 00',
    autocomplete: 'tel',
  }),
  contact_fonction: text({
    label: 'Fonction ou service à publier',
    hint: 'Une fonction plutôt qu’un nom : « Service commande publique », « Accueil ».',
    missing: 'Fonction ou service : dites qui répondra au public',
    max: 100,
    autocomplete: 'organization-title',
  }),
  publier: choice({
    label: 'Publier votre adresse électronique ?',
    hint: 'Elle serait affichée sur la page publique.',
    missing: 'Publier votre adresse électronique : choisissez une des réponses',
    options: [
      { slug: 'oui', label: 'Oui, la publier' },
      { slug: 'non', label: 'Non, publier un autre contact' },
    ],
    as: 'radio',
  }),
  contact_public_courriel: email({
    label: 'Adresse électronique publiée',
    hint: 'Préférez une adresse de service, comme contact@exemple.fr',
  }),
  contact_public_telephone: phone({ label: 'Téléphone publié', hint: 'Par exemple 02 31 00 00 00' }),
} as const

/** What the coordination may not know of what it enters for somebody. */
const mayBeUnknown = [
  'contact_nom',
  'contact_courriel',
  'contact_fonction',
  'publier',
  'contact_public_courriel',
  'themes',
  'publics',
  'inscription',
  'gratuit',
]

/** At the desk, what is not known is left open; an address that is not given cannot be published. */
export function excuseUnknown(typed: Typed, errors: Errors) {
  const isBlank = (name: string) => String(typed[name] ?? '').trim() === ''
  for (const name of mayBeUnknown) if (isBlank(name)) delete errors[name]
  if (isBlank('contact_courriel') && ['oui', 'inscriptions'].includes(String(typed.publier)))
    errors.contact_courriel = 'Adresse électronique : indiquez-la, puisqu’elle doit être publiée'
}

type Published = {
  publier?: string | undefined
  contact_public_courriel?: string | undefined
  contact_public_telephone?: string | undefined
}

/** Whoever keeps their own address private publishes another way to reach them. */
export function checkPublicContact(answers: Published, errors: Errors) {
  const { publier, contact_public_courriel: email, contact_public_telephone: phone } = answers
  if (publier === 'non' && !email && !phone && !errors.contact_public_telephone) {
    errors.contact_public_courriel ??=
      'Adresse électronique publiée : donnez-en une, ou un téléphone, puisque la vôtre reste privée'
  }
}
