import type { PictureName } from './pictures.ts'

/** A page of the site in a state, which a step is about; the tests and the pictures open it. */
export type Stage =
  | 'contribuer'
  | 'formulaire'
  | 'verification'
  | 'suivi'
  | 'publiee'
  | 'retrouver'
  | 'courriel'
  | 'file'
  | 'proposition'
  | 'decidee'
  | 'en-ligne'
  | 'reception'
  | 'courrier'
  | 'texte'
  | 'contenus'
  | 'page'
  | 'editeur'
  | 'accueil'
  | 'ressources'
  | 'fiches'
  | 'webinaire'
  | 'portail'

/** What to do, then what one sees, in Markdown; a name in bold is written so on that page. */
export type Step = { title: string; at: Stage; does: string; sees: string; picture?: PictureName }

export type Guide = { title: string; lede: string; steps: Step[] }
