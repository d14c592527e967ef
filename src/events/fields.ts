import { choice, choices, email, phone, shouts, text, webAddress } from '../web/fields.ts'
import { contactFields } from './contact-fields.ts'
import { audiences, modes, moments, organiserTypes, registrations, themes, types } from './lists.ts'

const yesNo = [
  { slug: 'oui', label: 'Oui' },
  { slug: 'non', label: 'Non' },
] as const

const title = text({
  label: 'Titre',
  hint: 'De 10 à 100 caractères, sans majuscules partout.',
  missing: 'Titre : donnez un titre à l’événement',
  min: 10,
  max: 100,
})

// `limit` tells a page how many characters are left to write.
const summaryLength = 200

/** The questions asked about an event, in the order of the form. The one place where a field is named, explained and limited. */
export const eventFields = {
  titre: {
    ...title,
    schema: title.schema.refine(
      (value) => !shouts(value ?? ''),
      'Titre : gardez les majuscules pour le début des phrases et les sigles',
    ),
  },
  resume: {
    ...text({
      label: 'Résumé',
      hint: `${summaryLength} caractères au plus : il ouvre la page de l’événement.`,
      missing: 'Résumé : dites en une phrase ce que les participants y trouveront',
      max: summaryLength,
      rows: true,
    }),
    limit: summaryLength,
  },
  type: choice({ label: 'Type d’événement', missing: 'Type d’événement : choisissez dans la liste', options: types }),
  themes: choices({
    label: 'Thèmes',
    hint: 'Un à trois thèmes.',
    missing: 'Thèmes : cochez-en au moins un',
    options: themes,
    max: 3,
  }),
  publics: choices({ label: 'Publics visés', missing: 'Publics visés : cochez-en au moins un', options: audiences }),

  jour: text({
    label: 'Jour',
    hint: 'Par exemple 25 mai ou 25/05/2023.',
    missing: 'Jour : indiquez le jour de l’événement',
    max: 40,
  }),
  debut: text({ label: 'Heure de début', hint: 'Par exemple 8 h 30.', max: 20 }),
  fin: text({ label: 'Heure de fin', hint: 'Par exemple 10 h.', max: 20 }),
  moment: choice({ label: 'Pas encore d’horaire ? Le moment de la journée', options: moments }),

  participation: choice({
    label: 'Participation',
    missing: 'Participation : dites si l’événement a lieu sur place, en ligne ou les deux',
    options: modes,
    as: 'radio',
  }),
  commune: text({
    label: 'Commune',
    hint: 'Par exemple Lisieux ou 14100.',
    max: 100,
  }),
  lieu: text({
    label: 'Nom du lieu',
    hint: 'Laissez vide s’il reste à confirmer.',
    max: 100,
  }),
  adresse: text({ label: 'Adresse', hint: 'Numéro et rue.', max: 255 }),
  lien_en_ligne: webAddress({
    label: 'Lien de connexion',
    hint: 'Publié sur la page de l’événement. Par exemple https://visio.exemple.fr/semaine',
  }),

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
  gratuit: choice({
    label: 'L’événement est-il gratuit ?',
    missing: 'Gratuité : répondez par oui ou par non',
    options: yesNo,
    as: 'radio',
  }),
  tarif: text({ label: 'Tarif', hint: 'S’il est payant. Par exemple « 15 € le repas, réglé sur place ».', max: 255 }),

  organisateur: text({
    label: 'Nom de la structure organisatrice',
    missing: 'Nom de la structure : dites qui organise l’événement',
    max: 150,
    autocomplete: 'organization',
  }),
  organisateur_type: choice({
    label: 'Type de structure',
    missing: 'Type de structure : choisissez dans la liste',
    options: organiserTypes,
  }),

  ...contactFields,
} as const

export type EventFieldName = keyof typeof eventFields
