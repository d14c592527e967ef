import type { Proposition } from '../propositions/proposition.ts'

/** What was just done, as the address says that follows an act. */
export function doneText(fait: unknown, { status, privateEmail }: Proposition) {
  const act = String(fait)
  if (act === 'fiche') return 'La fiche est enregistrée.'
  if (act === 'message') return 'Votre message part à l’organisateur.'
  if (act === 'lecture') return 'C’est marqué comme lu.'
  if (act === 'prise-en-charge') return 'Les autres savent que vous vous en occupez.'
  if (act === 'rendue') return 'Quelqu’un d’autre peut s’en occuper.'
  if (!statusesAfter[act]?.includes(status)) return undefined

  const what = words[act] ?? 'C’est fait'
  return privateEmail
    ? `${what} : un courriel part à l’organisateur.`
    : `${what}. L’organisateur n’a pas laissé d’adresse : prévenez-le vous-même.`
}

const statusesAfter: Record<string, Proposition['status'][]> = {
  publication: ['published'],
  correction: ['changes_requested'],
  refus: ['refused'],
  acceptation: ['published', 'withdrawn'],
  rejet: ['published'],
  annonce: ['published'],
  retablissement: ['published'],
}

const words: Record<string, string> = {
  rejet: 'La modification est refusée, rien ne change en ligne',
  annonce: 'C’est en ligne dès maintenant',
  retablissement: 'C’est en ligne dès maintenant',
}
