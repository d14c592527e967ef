import type { Section } from '../events/sections.ts'
import type { JournalLine } from '../journal/queries.ts'
import type { Message } from '../messages/queries.ts'
import { momentOf } from '../web/french.ts'

/** The names of mails, the states of things and who does them, as people read them in their data. */
export const mailText = (name: string) => mails[name] ?? name

export const mailStates = { waiting: 'en attente', sent: 'envoyé', dead: 'non remis', cancelled: 'annulé' } as const

export const revisionStates = {
  open: 'en attente',
  accepted: 'acceptée',
  refused: 'refusée',
  withdrawn: 'retirée',
} as const

export const textStates = { begun: 'à lire', none: 'aucun texte', read: 'à relire', checked: 'relu' } as const

export function actorText(actor: JournalLine['actor'] | Message['author']) {
  if (actor === 'organiser') return 'vous, ou un collègue'
  return actor === 'system' ? 'le site' : 'la coordination'
}

/** Sections as an object, each answer under its label. */
export const wordsOf = (sections: Section[]) =>
  Object.fromEntries(
    sections.map(({ title, rows }) => [
      title,
      Object.fromEntries(rows.map(({ label, value }) => [label, value || null])),
    ]),
  )

export type MomentText = ReturnType<typeof momentIn>

/** Instants as people of a zone say them. */
export const momentIn = (timeZone: string) => (instant: string | null | undefined) =>
  instant ? momentOf(instant, timeZone) : null

const mails: Record<string, string> = {
  'proposal-received': 'Accusé de réception',
  'proposals-received': 'Accusé de réception de plusieurs événements',
  'proposal-published': 'Publication',
  'proposal-changes-requested': 'Demande de correction',
  'proposal-refused': 'Refus',
  'proposal-taken-down': 'Retrait par la coordination',
  'proposal-reopened': 'Refus rouvert',
  'proposals-decided': 'Décision de plusieurs propositions',
  'proposal-edited': 'Modification par la coordination',
  'proposal-entered': 'Saisie par la coordination',
  'proposal-withdrawn': 'Retrait',
  'revision-accepted': 'Modification acceptée',
  'revision-refused': 'Modification refusée',
  'message-sent': 'Message de la coordination',
  'occasion-changed': 'Changement annoncé par la coordination',
  'colleague-added': 'Lien personnel d’un collègue',
  'handed-over': 'Proposition confiée',
  'edition-invitation': 'Invitation à une nouvelle édition',
  'draft-link': 'Lien d’un brouillon',
  'feedback-asked': 'Demande de bilan',
  'my-propositions': 'Lien vers toutes vos propositions',
  'proposal-new': 'Proposition à décider',
  'proposals-new': 'Propositions à décider',
  'notices-digest': 'Récapitulatif pour la coordination',
  'proposals-waiting': 'Rappel de ce qui attend une décision',
  'mail-undelivered': 'Courriels non remis',
  'group-message': 'Message à un groupe',
  'correction-awaited': 'Rappel : correction attendue',
  'details-check': 'Rappel : vérifiez vos informations',
  'message-received': 'Message d’un organisateur',
  'occasion-stated': 'Changement annoncé par un organisateur',
  'remark-received': 'Message ou signalement d’un visiteur',
  'remark-answered': 'Réponse à un visiteur',
  'account-opened': 'Accès à l’espace coordination',
  'sign-in': 'Lien de connexion',
  'sign-in-passkey': 'Connexion demandée',
  'ways-in-changed': 'Clé d’accès ou codes de secours changés',
}
