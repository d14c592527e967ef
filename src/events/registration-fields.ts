import { choice, yesNo } from '../web/choice-fields.ts'
import { email, integer, phone, text, webAddress } from '../web/fields.ts'
import { registrations } from './lists.ts'

/** Who may come to an event, how one registers, and what it costs. */
export const registrationFields = {
  inscription: choice({
    label: 'Accès',
    missing: 'Accès : dites si l’entrée est libre, sur inscription ou sur invitation',
    options: registrations,
    as: 'radio',
  }),
  inscription_url: webAddress({
    label: 'Page d’inscription',
    hint: 'Une adresse complète, comme https://www.exemple.fr/inscription',
  }),
  inscription_courriel: email({
    label: 'Adresse électronique pour s’inscrire',
    hint: 'Publiée. Par exemple inscription@exemple.fr',
  }),
  inscription_telephone: phone({ label: 'Téléphone pour s’inscrire', hint: 'Publié. Par exemple 02 31 00 00 00' }),
  gratuit: yesNo({ label: 'L’événement est-il gratuit ?', missing: 'Gratuité : répondez par oui ou par non' }),
  tarif: text({ label: 'Tarif', hint: 'S’il est payant. Par exemple « 15 € le repas, réglé sur place ».', max: 255 }),
  date_limite: text({
    label: 'Inscription jusqu’au',
    hint: 'Par exemple 19 mai.',
    max: 40,
  }),
  places: integer({ label: 'Nombre de places', min: 1, max: 100_000 }),
} as const
