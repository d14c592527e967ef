import { choice, choices } from '../web/choice-fields.ts'
import { shouts, text, webAddress } from '../web/fields.ts'
import { lines } from '../web/line-fields.ts'
import { contactFields } from './contact-fields.ts'
import { documentFields } from './document-fields.ts'
import { audiences, themes, types } from './lists.ts'
import { placeFields } from './place-fields.ts'
import { registrationFields } from './registration-fields.ts'
import { structures } from './structures.ts'

const title = text({
  label: 'Titre',
  hint: 'De 10 à 100 caractères, sans majuscules partout.',
  missing: 'Titre : donnez un titre à l’événement',
  min: 10,
  max: 100,
})

const summaryLength = 200

/** The questions asked about an event, but for its slots (slot-fields.ts). The one place where a field is named, explained and limited. */
export const eventFields = {
  titre: {
    ...title,
    schema: title.schema.refine(
      (value) => !shouts(value ?? ''),
      'Titre : gardez les majuscules pour le début des phrases et les sigles',
    ),
  },
  resume: text({
    label: 'Résumé',
    hint: `${summaryLength} caractères au plus : il ouvre la page de l’événement.`,
    missing: 'Résumé : dites en une phrase ce que les participants y trouveront',
    max: summaryLength,
    rows: 3,
  }),
  type: choice({ label: 'Type d’événement', missing: 'Type d’événement : choisissez dans la liste', options: types }),
  themes: choices({
    label: 'Thèmes',
    hint: 'Un à trois thèmes.',
    missing: 'Thèmes : cochez-en au moins un',
    options: themes,
    max: 3,
  }),
  publics: choices({ label: 'Publics visés', missing: 'Publics visés : cochez-en au moins un', options: audiences }),

  description: text({
    label: 'Description',
    hint: 'Le déroulé, les intervenants. Une ligne vide sépare deux paragraphes, un tiret ouvre une liste.',
    max: 4000,
    rows: 8,
  }),
  mots_cles: lines({
    label: 'Mots-clés',
    hint: 'Six au plus, un par ligne. Ils servent à la recherche.',
    most: 6,
    max: 40,
  }),

  ...placeFields,
  ...registrationFields,

  organisateur: text({
    label: 'Nom de la structure organisatrice',
    missing: 'Nom de la structure : dites qui organise l’événement',
    max: 150,
    autocomplete: 'organization',
  }),
  organisateur_type: choice({
    label: 'Vous êtes',
    missing: 'Vous êtes : choisissez dans la liste',
    options: structures,
  }),
  organisateur_site: webAddress({ label: 'Site de la structure', hint: 'Par exemple https://www.exemple.fr' }),
  coorganisateurs: lines({
    label: 'Co-organisateurs',
    hint: 'Six au plus, un par ligne : ils sont crédités sur la page de l’événement.',
    most: 6,
    max: 150,
  }),

  ...contactFields,
  publier: choice({
    label: 'Publier votre adresse électronique ?',
    hint: 'Elle serait affichée sur la page de l’événement.',
    missing: 'Publier votre adresse électronique : choisissez une des réponses',
    options: [
      { slug: 'oui', label: 'Oui, la publier' },
      { slug: 'inscriptions', label: 'Oui, et s’en servir aussi pour les inscriptions' },
      { slug: 'non', label: 'Non, publier un autre contact' },
    ],
    as: 'radio',
  }),

  ...documentFields,
} as const

export type EventFieldName = keyof typeof eventFields
