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
