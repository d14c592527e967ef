/** What may be noted in the journal, in words for whoever reads it: the organiser in their data, the coordination at the desk. */
const acts = {
  submitted: 'Proposition envoyée',
  corrected: 'Corrigée et renvoyée',
  revised: 'Modification proposée',
  'revision-accepted': 'Modification acceptée',
  'revision-refused': 'Modification refusée',
  'revision-withdrawn': 'Modification retirée',
  published: 'Publiée',
  'changes-requested': 'Correction demandée',
  refused: 'Refusée',
  withdrawn: 'Retirée',
  identified: 'Fiche complétée',
  message: 'Message envoyé',
  'occasion-stated': 'Changement annoncé',
  'occasion-undone': 'Annonce annulée',
  'document-removed': 'Document retiré',
  'colleague-added': 'Collègue ajouté',
  'colleague-removed': 'Collègue retiré',
  'handed-over': 'Confiée à quelqu’un d’autre',
  'address-corrected': 'Adresse électronique corrigée',
  erased: 'Données personnelles effacées',
  'edition-saved': 'Édition enregistrée',
  'edition-opened': 'Nouvelle édition ouverte',
  'late-link-given': 'Lien donné à un retardataire',
  'late-links-closed': 'Liens des retardataires fermés',
  'organisers-invited': 'Organisateurs invités',
  featured: 'Mis en avant',
  unfeatured: 'N’est plus mis en avant',
} as const

export type Act = keyof typeof acts

export const actText = (act: Act) => acts[act]
