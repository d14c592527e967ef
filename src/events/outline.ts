import type { Typed } from '../web/fields.ts'
import type { FileQuestion, FormSection } from '../web/forms.ts'
import { contactFields } from './contact-fields.ts'
import { countSlots, slotNames } from './slot-fields.ts'

/** The files that may come with an event. */
export const eventFiles: FileQuestion[] = [
  {
    field: 'fiche_rex',
    label: 'Fiche REX Marchés publics',
    hint: 'Le récit d’un marché public réussi. PDF, DOCX ou ODT, 10 Mo au plus. Après l’envoi, il restera à écrire son titre, son acheteur et sa commune.',
    accepts: 'sheet',
    blank: 'rex',
  },
  {
    field: 'carte_blanche',
    label: 'Carte blanche',
    hint: 'Une page sur un achat vertueux. PDF, DOCX ou ODT, 10 Mo au plus. Après l’envoi, il restera à écrire son titre, sa structure et sa commune.',
    accepts: 'sheet',
    blank: 'carte-blanche',
  },
  {
    field: 'programme',
    label: 'Programme de l’événement',
    hint: 'Deux fichiers PDF au plus, de 5 Mo chacun.',
    accepts: 'pdf',
    most: 2,
  },
  { field: 'visuel', label: 'Image', hint: 'JPEG, PNG, WebP ou AVIF, 10 Mo au plus.', accepts: 'image' },
]

/** The form's sections, with the questions of each one, for what has been answered so far. */
export const eventSections = (typed: Typed): FormSection[] => [
  {
    id: 'evenement',
    title: 'L’événement',
    fields: ['titre', 'resume', 'type', 'themes', 'publics'],
    more: { title: 'Ajouter une description, des mots-clés', fields: ['description', 'mots_cles'] },
  },
  {
    id: 'quand',
    title: 'Quand',
    fields: Array.from({ length: countSlots(typed) }, (_, index) => Object.values(slotNames(index + 1))).flat(),
  },
  {
    id: 'ou',
    title: 'Où',
    fields: ['participation', 'commune', 'lieu', 'adresse', 'lien_en_ligne', 'lien_reserve'],
    more: {
      title: 'Ajouter l’accessibilité, l’accès au lieu, sa position',
      fields: ['accessibilite', 'accessibilite_detail', 'acces', 'position'],
    },
  },
  {
    id: 'acces',
    title: 'Inscription et tarif',
    fields: ['inscription', 'inscription_url', 'inscription_courriel', 'inscription_telephone', 'gratuit', 'tarif'],
    more: { title: 'Ajouter une date limite, un nombre de places', fields: ['date_limite', 'places'] },
  },
  {
    id: 'organisation',
    title: 'Qui organise',
    fields: ['organisateur', 'organisateur_type'],
    more: { title: 'Ajouter un site, des co-organisateurs', fields: ['organisateur_site', 'coorganisateurs'] },
  },
  {
    id: 'contacts',
    title: 'Vos coordonnées',
    words:
      'Votre nom, votre adresse et votre téléphone restent entre vous et la coordination, sauf ce que vous choisissez de publier.',
    fields: Object.keys(contactFields),
  },
  {
    id: 'documents',
    title: 'Documents et image',
    words: 'Facultatif. La coordination les relit avant toute publication.',
    fields: [],
    more: {
      title: 'Joindre une fiche REX, une carte blanche, un programme, une image',
      fields: [
        'fiche_rex',
        'carte_blanche',
        'accord',
        'programme',
        'visuel',
        'visuel_alt',
        'visuel_credit',
        'visuel_droits',
      ],
    },
  },
]
