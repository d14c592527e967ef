import type { Database } from '../db/open.ts'
import { findLastDecision } from '../decisions/decision.ts'
import type { Proposition } from '../propositions/proposition.ts'

/** What was just done, as the address says that follows an act; nothing that the proposition's own state denies. */
export function doneText(db: Database, fait: unknown, { reference, status, privateEmail }: Proposition) {
  const act = String(fait)
  const last = findLastDecision(db, reference)
  if (act === 'fiche') return 'La fiche est enregistrée.'
  if (act === 'message') return 'Votre message part à l’organisateur.'
  if (act === 'lecture') return 'C’est marqué comme lu.'
  if (act === 'prise-en-charge') return 'Les autres savent que vous vous en occupez.'
  if (act === 'rendue') return 'Quelqu’un d’autre peut s’en occuper.'
  if (act === 'annulation') return last?.undoneAt ? 'La décision est annulée : rien n’est parti.' : undefined
  if (act === 'envoi') return last && !last.undoneAt ? 'Le courriel part maintenant.' : undefined
  const decides = held.includes(act)
  if (!Object.hasOwn(statusesAfter, act) || !statusesAfter[act]?.includes(status)) return undefined
  if (decides && last?.undoneAt) return undefined

  const what = words[act] ?? 'C’est fait'
  if (!privateEmail) return `${what}. L’organisateur n’a pas laissé d’adresse : prévenez-le vous-même.`
  const untold = (decides || act === 'reouverture') && last?.told === 0
  if (untold) return `${what}. L’organisateur n’est pas prévenu.`
  // what is decided says itself when its mail leaves
  return decides ? `${what}.` : `${what} : un courriel part à l’organisateur.`
}

const held = ['publication', 'correction', 'refus', 'acceptation', 'rejet']

const statusesAfter: Record<string, Proposition['status'][]> = {
  publication: ['published'],
  correction: ['changes_requested'],
  refus: ['refused'],
  reouverture: ['pending'],
  acceptation: ['published', 'withdrawn'],
  rejet: ['published'],
  annonce: ['published'],
  retablissement: ['published'],
}

const words: Record<string, string> = {
  reouverture: 'La proposition attend de nouveau une décision',
  rejet: 'La modification est refusée, rien ne change en ligne',
  annonce: 'C’est en ligne dès maintenant',
  retablissement: 'C’est en ligne dès maintenant',
}
