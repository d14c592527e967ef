import { figuresIn } from './page.ts'
import type { Telling } from './telling.ts'

/** A carte blanche as its page shows it. */
export const carteBlanchePage = (told: Telling) => ({
  carte: storyOf(told),
  purchase: told.rows('objet', 'fournisseur', 'fournisseur_type', 'depuis'),
  others: told.rest(),
})

/** Beside a large first letter there are three lines: a shorter first paragraph would leave a hole. */
const threeLines = 200

const storyOf = ({ take, rows, answers }: Telling) => ({
  author: rows('auteur_type')[0]?.value,
  secteur: take('secteur'),
  effectif: take('effectif'),
  chapo: take('chapo'),
  texte: take('texte') ?? '',
  opens: (answers.texte?.split('\n')[0]?.length ?? 0) >= threeLines,
  citation: take('citation'),
  role: take('citation_role'),
  figures: figuresIn(take('chiffres_cles')),
  conseil: take('conseil'),
  lien: take('lien'),
})
