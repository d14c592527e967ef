import { listAccounts } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { type Actor, listHistory } from '../journal/queries.ts'

/** What happened to a proposition, oldest first, in words. */
export function historyOf(db: Database, reference: string) {
  const emails = new Map(listAccounts(db).map(({ id, email }) => [`coordinator:${id}`, email]))
  return listHistory(db, reference).map(({ at, act, actor }) => ({
    at,
    what: actWords[act] ?? act,
    who: actorWords[actor] ?? `par ${emails.get(actor) ?? 'la coordination'}`,
  }))
}

const actorWords: { [A in Actor]?: string } = { organiser: 'par l’organisateur', system: 'par le site' }

const actWords: Record<string, string> = {
  submitted: 'Proposition envoyée',
  corrected: 'Corrigée et renvoyée',
  published: 'Publiée',
  'changes-requested': 'Correction demandée',
  refused: 'Refusée',
  identified: 'Fiche complétée',
  revised: 'Modification proposée',
  'revision-accepted': 'Modification acceptée',
  'revision-refused': 'Modification refusée',
  'revision-withdrawn': 'Modification retirée',
  'occasion-stated': 'Changement annoncé',
  'occasion-undone': 'Annonce annulée',
  withdrawn: 'Retirée',
  message: 'Message envoyé',
  'document-removed': 'Document retiré',
  'handed-over': 'Confiée à un collègue',
  'colleague-added': 'Collègue ajouté',
  'colleague-removed': 'Collègue retiré',
  'address-corrected': 'Adresse de l’organisateur corrigée',
  erased: 'Données personnelles effacées',
}
