import type { JournalLine } from '../journal/queries.ts'
import type { Message } from '../messages/queries.ts'

/** The acts of the journal, the names of mails and the states of things, as people read them. */
export const actText = (act: string) => acts[act] ?? act

export const mailText = (name: string) => mails[name] ?? name

export const mailStates = { waiting: 'en attente', sent: 'envoyé', dead: 'non remis' } as const

export const revisionStates = {
  open: 'en attente',
  accepted: 'acceptée',
  refused: 'refusée',
  withdrawn: 'retirée',
} as const

export function actorText(actor: JournalLine['actor'] | Message['author']) {
  if (actor === 'organiser') return 'vous, ou un collègue'
  return actor === 'system' ? 'le site' : 'la coordination'
}

const acts: Record<string, string> = {
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
  'occasion-stated': 'Annonce publiée : complet, reporté, annulé…',
  'document-removed': 'Document retiré',
  'colleague-added': 'Collègue ajouté',
  'colleague-removed': 'Collègue retiré',
  'handed-over': 'Confiée à quelqu’un d’autre',
  'address-corrected': 'Adresse corrigée',
  erased: 'Coordonnées effacées',
}

const mails: Record<string, string> = {
  'proposal-received': 'Accusé de réception',
  'proposals-received': 'Accusé de réception de plusieurs événements',
  'proposal-published': 'Publication',
  'proposal-changes-requested': 'Demande de correction',
  'proposal-refused': 'Refus',
  'proposal-withdrawn': 'Retrait',
  'revision-accepted': 'Modification acceptée',
  'revision-refused': 'Modification refusée',
  'message-sent': 'Message de la coordination',
  'colleague-added': 'Lien personnel d’un collègue',
  'handed-over': 'Proposition confiée',
  'draft-link': 'Lien d’un brouillon',
  'my-propositions': 'Lien vers toutes vos propositions',
}
