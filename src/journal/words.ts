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
  'refused-silently': 'Refusée sans prévenir (envoi indésirable)',
  reopened: 'Rouverte',
  'decision-undone': 'Décision annulée',
  withdrawn: 'Retirée',
  identified: 'Fiche complétée',
  message: 'Message envoyé',
  read: 'Marquée comme lue',
  'occasion-stated': 'Changement annoncé',
  'occasion-undone': 'Annonce annulée',
  'feedback-given': 'Bilan donné',
  'document-removed': 'Document retiré',
  'colleague-added': 'Collègue ajouté',
  'colleague-removed': 'Collègue retiré',
  'handed-over': 'Confiée à quelqu’un d’autre',
  'address-corrected': 'Adresse électronique corrigée',
  'mail-cancelled': 'Courriel annulé',
  erased: 'Données personnelles effacées',
  'reasons-saved': 'Motifs proposés enregistrés',
  'edition-saved': 'Édition enregistrée',
  'edition-opened': 'Nouvelle édition ouverte',
  'late-link-given': 'Lien donné à un retardataire',
  'late-links-closed': 'Liens des retardataires fermés',
  'organisers-invited': 'Organisateurs invités',
  featured: 'Mis en avant',
  unfeatured: 'N’est plus mis en avant',
  'account-opened': 'Accès ouvert',
  'account-closed': 'Accès fermé',
  'account-erased': 'Accès effacé',
  'role-changed': 'Rôle changé',
  'passkey-added': 'Clé d’accès ajoutée',
  'passkey-removed': 'Clé d’accès retirée',
  'recovery-codes-made': 'Codes de secours établis',
  'recovery-code-used': 'Entrée par un code de secours',
} as const

export type Act = keyof typeof acts

/** The acts, for whoever looks for one. */
export const actChoices = Object.entries(acts).map(([act, label]) => ({ act: act as Act, label }))

export const actText = (act: Act) => acts[act]
