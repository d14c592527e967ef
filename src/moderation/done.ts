import type { Database } from '../db/open.ts'
import { findLastDecision } from '../decisions/decision.ts'
import type { Proposition } from '../propositions/proposition.ts'

/** What was just done, as the address says that follows an act; nothing that the proposition's own state denies. */
export function doneText(db: Database, fait: unknown, { reference, status, privateEmail }: Proposition) {
  const act = String(fait)
  const last = findLastDecision(db, reference)
  if (Object.hasOwn(quietly, act)) return quietly[act]
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

/** Those that write to nobody else than they say. */
const quietly: Record<string, string> = {
  fiche: 'La fiche est enregistrée.',
  texte: 'Le texte relu se lit sur la page de la fiche.',
  'texte-retire': 'Le texte n’est plus sur la page de la fiche.',
  message: 'Votre message part à l’organisateur.',
  lecture: 'C’est marqué comme lu.',
  traite: 'Le signalement est marqué comme traité.',
  'prise-en-charge': 'Les autres savent que vous vous en occupez.',
  rendue: 'Quelqu’un d’autre peut s’en occuper.',
  inchange: 'Rien n’a changé : elle dit déjà cela.',
  discret: 'C’est enregistré. L’organisateur n’est pas prévenu.',
  'nouvelle-adresse':
    'C’est enregistré : un lien personnel part à la nouvelle adresse, celui de l’ancienne ne sert plus.',
  rien: 'Rien n’a été fait : pressez le bouton qu’il vous faut.',
  avant: 'C’est mis en avant à l’accueil.',
  'avant-retrait': 'Ce n’est plus mis en avant à l’accueil.',
  adresse: 'L’adresse a changé ; l’ancienne y mène.',
  gestion: 'La gestion est confiée : un lien personnel part à cette adresse.',
}

const held = ['publication', 'correction', 'refus', 'retrait', 'acceptation', 'rejet']

const statusesAfter: Record<string, Proposition['status'][]> = {
  publication: ['published'],
  correction: ['changes_requested'],
  refus: ['refused'],
  retrait: ['withdrawn'],
  reouverture: ['pending'],
  acceptation: ['published', 'withdrawn'],
  rejet: ['published'],
  saisie: ['pending', 'changes_requested', 'published'],
  ajout: ['published'],
  'ajout-a-decider': ['pending'],
  annonce: ['published'],
  retablissement: ['published'],
}

const words: Record<string, string> = {
  reouverture: 'La proposition attend de nouveau une décision',
  retrait: 'C’est retiré du site : la page dit qu’elle l’a été',
  rejet: 'La modification est refusée, rien ne change en ligne',
  saisie: 'C’est enregistré',
  ajout: 'C’est en ligne dès maintenant',
  'ajout-a-decider': 'C’est enregistré, et cela reste à décider',
  annonce: 'C’est en ligne dès maintenant',
  retablissement: 'L’annonce est retirée',
}
