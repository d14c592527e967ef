import type { EventFieldName } from './fields.ts'

/** The form's sections, with the fields each one asks. */
export const eventSections = [
  { id: 'evenement', title: 'L’événement', fields: ['titre', 'resume', 'type', 'themes', 'publics'] },
  { id: 'quand', title: 'Quand', fields: ['jour', 'debut', 'fin', 'moment'] },
  { id: 'ou', title: 'Où', fields: ['participation', 'commune', 'lieu', 'adresse', 'lien_en_ligne'] },
  {
    id: 'acces',
    title: 'Inscription et tarif',
    fields: ['inscription', 'inscription_url', 'inscription_courriel', 'inscription_telephone', 'gratuit', 'tarif'],
  },
  { id: 'organisation', title: 'Qui organise', fields: ['organisateur', 'organisateur_type'] },
  {
    id: 'contacts',
    title: 'Vos coordonnées',
    fields: [
      'contact_nom',
      'contact_courriel',
      'contact_telephone',
      'contact_fonction',
      'publier',
      'contact_public_courriel',
      'contact_public_telephone',
    ],
  },
] as const satisfies { id: string; title: string; fields: EventFieldName[] }[]
