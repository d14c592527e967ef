import type { Proposition } from '../propositions/proposition.ts'

/** What was just done, as the address says that follows an act. */
export function doneText(fait: unknown, { status, privateEmail }: Proposition) {
  const act = String(fait)
  if (Object.hasOwn(quietly, act)) return quietly[act]
  if (!Object.hasOwn(statusesAfter, act) || !statusesAfter[act]?.includes(status)) return undefined

  const what = words[act] ?? 'C’est fait'
  return privateEmail
    ? `${what} : un courriel part à l’organisateur.`
    : `${what}. L’organisateur n’a pas laissé d’adresse : prévenez-le vous-même.`
}

/** Those that write to nobody else than they say. */
const quietly: Record<string, string> = {
  fiche: 'La fiche est enregistrée.',
  message: 'Votre message part à l’organisateur.',
  inchange: 'Rien n’a changé : elle dit déjà cela.',
  discret: 'C’est enregistré. L’organisateur n’est pas prévenu.',
  avant: 'C’est mis en avant à l’accueil.',
  'avant-retrait': 'Ce n’est plus mis en avant à l’accueil.',
  adresse: 'L’adresse a changé ; l’ancienne y mène.',
  gestion: 'La gestion est confiée : un lien personnel part à cette adresse.',
}

const statusesAfter: Record<string, Proposition['status'][]> = {
  publication: ['published'],
  correction: ['changes_requested'],
  refus: ['refused'],
  acceptation: ['published', 'withdrawn'],
  rejet: ['published'],
  saisie: ['pending', 'changes_requested', 'published'],
  ajout: ['published'],
  'ajout-a-decider': ['pending'],
  annonce: ['published'],
  retablissement: ['published'],
}

const words: Record<string, string> = {
  rejet: 'La modification est refusée, rien ne change en ligne',
  saisie: 'C’est enregistré',
  ajout: 'C’est en ligne dès maintenant',
  'ajout-a-decider': 'C’est enregistré, et cela reste à décider',
  annonce: 'C’est en ligne dès maintenant',
  retablissement: 'C’est en ligne dès maintenant',
}
