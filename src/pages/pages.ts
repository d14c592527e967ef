import { readFileSync } from 'node:fs'
import path from 'node:path'

/** A page of the site whose words the coordination writes: `/slug`, and its room at the desk. */
export type SitePage = {
  slug: string
  title: string
  /** what the site itself adds to the text, which is not written here */
  beside: string
  /** the page says until when its text is known to be right */
  dated?: true
  /** the page is its text: it cannot be empty */
  needed?: true
  /** the page is about an edition: it is not there before the first */
  ofEdition?: true
  /** what the site itself shows beside the text, for its view */
  adds?: 'facts' | 'toolbox'
  view: string
}

/** The one where visitors write to the coordination. */
export const contactPage: SitePage = {
  slug: 'contact',
  title: 'Contact',
  beside:
    'Le site ajoute en tête vos coordonnées, qui se changent dans « Édition », et le formulaire pour vous écrire.',
  view: 'about/contact',
}

export const sitePages: SitePage[] = [
  {
    slug: 'a-propos',
    title: 'À propos de la Semaine',
    beside: 'Le site ajoute en tête la boîte à outils, et à la fin les dates de l’édition et qui la coordonne.',
    needed: true,
    ofEdition: true,
    adds: 'toolbox',
    view: 'about/index',
  },
  {
    slug: 'boite-a-outils',
    title: 'Boîte à outils',
    beside: 'Ce texte est en tête ; le site ajoute les ressources, que vous rangez dans « Boîte à outils ».',
    ofEdition: true,
    adds: 'toolbox',
    view: 'about/toolbox',
  },
  contactPage,
  {
    slug: 'glossaire',
    title: 'Glossaire',
    beside: 'Un titre par mot : chacun a ainsi sa propre adresse, comme /glossaire#marche-reserve.',
    dated: true,
    needed: true,
    view: 'about/glossary',
  },
  {
    slug: 'fournisseurs',
    title: 'Trouver un fournisseur de l’ESS',
    beside: 'Des liens vers des annuaires tenus par d’autres : vérifiez-les de temps en temps.',
    dated: true,
    needed: true,
    view: 'about/suppliers',
  },
  {
    slug: 'mentions-legales',
    title: 'Mentions légales',
    beside: 'Le site ajoute en tête l’éditeur et l’hébergeur, qui se disent dans « Éditeur et hébergeur ».',
    adds: 'facts',
    view: 'about/legal',
  },
  {
    slug: 'donnees-personnelles',
    title: 'Données personnelles',
    beside: 'Ce texte est en tête ; les durées, les droits et ce que fait le site sont écrits par le site lui-même.',
    adds: 'facts',
    view: 'about/privacy',
  },
  {
    slug: 'accessibilite',
    title: 'Déclaration d’accessibilité',
    beside: 'Ce texte est en tête ; l’état de conformité et ce qui est mesuré sont écrits par le site lui-même.',
    adds: 'facts',
    view: 'about/accessibility',
  },
  {
    slug: 'ecoconception',
    title: 'Écoconception',
    beside: 'Ce texte est en tête ; ce qui est mesuré est écrit par le site lui-même.',
    adds: 'facts',
    view: 'about/ecodesign',
  },
]

const texts = new Map(sitePages.map(({ slug }) => [slug, read(slug)]))

/** The text that comes with the program, and the day until which it was known to be right. */
export const firstText = (slug: string) => texts.get(slug) ?? ''
export const firstAsOf = '2023-05-01'

function read(slug: string) {
  return readFileSync(path.join(import.meta.dirname, 'texts', `${slug}.md`), 'utf8').trim()
}
