import type { Browser } from 'playwright-core'
import { measureEcoIndex } from './ecoindex.ts'
import { serveSite } from './served.ts'

/** The pages whose weight the site publishes, in the order of its menu. */
const published = [
  ['/', 'Accueil'],
  ['/agenda', 'Agenda'],
  ['/agenda/petit-dejeuner-consommation-responsable', 'Un événement'],
  ['/bonnes-pratiques', 'Bonnes pratiques'],
  ['/rex', 'Fiches REX'],
  ['/rex/un-lot-d-espaces-verts-reserve-a-l-insertion', 'Une fiche REX'],
  ['/cartes-blanches/nos-reunions-ont-change-de-gout', 'Une carte blanche'],
  ['/boite-a-outils', 'Boîte à outils'],
  ['/a-propos', 'À propos'],
  ['/glossaire', 'Glossaire'],
  ['/webinaire', 'Webinaire'],
  ['/proposer', 'Contribuer'],
  ['/proposer/evenement', 'Formulaire d’un événement'],
  ['/aide/proposer', 'Guide pour proposer'],
  ['/contact', 'Contact'],
  ['/accessibilite', 'Accessibilité'],
  ['/ecoconception', 'Écoconception'],
] as const

/** Weighs each of them on a site with the demonstration's week. */
export async function measurePages(browser: Browser) {
  const site = await serveSite()
  const pages = []
  for (const [path, label] of published) {
    const { score, grade, nodes, requests, kilobytes } = await measureEcoIndex(browser, site.origin + path)
    pages.push({ path, label, score, grade, nodes, requests, kilobytes: Math.round(kilobytes * 10) / 10 })
  }
  site.close()
  return pages
}
