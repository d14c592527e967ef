import type { Database } from '../db/open.ts'
import { findEditionOfYear } from '../editions/queries.ts'
import { findEventBySlug } from '../events/queries.ts'
import { sitePages } from '../pages/pages.ts'
import { findResource } from '../resources/queries.ts'
import { findSheetBySlug } from '../sheets/queries.ts'
import { findCurrentSheetSlug } from '../sheets/slugs.ts'
import { linksIn } from '../web/markdown.ts'

type Site = { db: Database; baseUrl: string }

/** Said once for all of them. */
export const linkAdvice =
  'Une adresse s’écrit en entier, comme https://www.exemple.fr, ou comme /contact pour une page du site :'

/** What to say of each link of a text that would lead nowhere, or where the public may not go. */
export const linkFaults = (site: Site, text: string): string[] => [
  ...new Set(linksIn(text).flatMap((link) => faultOf(site, link) ?? [])),
]

function faultOf({ db, baseUrl }: Site, { address, words, refused }: ReturnType<typeof linksIn>[number]) {
  if (!address) return `le lien « ${words} » n’a pas d’adresse`
  if (/^[^\s@/:]+@[^\s@/]+\.[a-z]{2,}$/i.test(address))
    return `« ${address} » est une adresse électronique : écrivez mailto:${address}`
  if (refused) return `le lien vers « ${address} » ne mènerait nulle part`
  const own = URL.canParse(address, baseUrl) ? new URL(address, baseUrl) : undefined
  if (own?.origin !== new URL(baseUrl).origin || address.startsWith('#')) return undefined
  if (/^\/(?:moderation|connexion|decision)(?:\/|$)/.test(own.pathname))
    return `« ${address} » mène à l’espace coordination, que le public ne peut pas lire`
  return isAddress(db, decoded(own.pathname)) ? undefined : `« ${address} » n’est pas une page de ce site`
}

/** Whether somebody who presses a link to this path reads something. */
export function isAddress(db: Database, path: string) {
  if (fixed.has(path) || path === '/') return true
  const [, room = '', slug = ''] = /^\/([a-z-]+)\/(.+)$/.exec(path) ?? []
  return rooms[room]?.(db, slug) ?? false
}

const fixed = new Set([
  ...sitePages.map(({ slug }) => `/${slug}`),
  ...'/agenda /editions /bonnes-pratiques /rex /cartes-blanches /rex.json /rex.geojson /rex.csv /proposer'.split(' '),
  ...'/proposer/evenement /proposer/plusieurs /proposer/rex /proposer/carte-blanche /aide/proposer /suivi'.split(' '),
  ...'/webinaire /webinaire/enregistrement /webinaire/sous-titres /plan-du-site'.split(' '),
  ...'/accessibilite/rgaa.csv /ecoconception/rgesn.csv /proposer/plusieurs/modele.csv'.split(' '),
  '/proposer/plusieurs/modele.xlsx',
])

const rooms: Record<string, (db: Database, slug: string) => boolean> = {
  agenda: (db, slug) => findEventBySlug(db, slug.replace(/\.ics$/, ''))?.status === 'published',
  editions: (db, slug) => findEditionOfYear(db, Number(slug)) !== undefined,
  rex: (db, slug) => isSheet(db, 'rex', slug),
  'cartes-blanches': (db, slug) => isSheet(db, 'carte-blanche', slug),
  ressources: (db, slug) => findResource(db, slug) !== undefined,
  fiches: (_db, slug) => /^(?:exemple-)?(?:fiche-rex|carte-blanche)\.(?:docx|pdf)$/.test(slug),
  documents: (_db, slug) => /^\d+\/./.test(slug),
}

const isSheet = (db: Database, kind: 'rex' | 'carte-blanche', slug: string) =>
  findSheetBySlug(db, kind, findCurrentSheetSlug(db, kind, slug) ?? slug)?.status === 'published'

function decoded(path: string) {
  try {
    return decodeURIComponent(path).replace(/(?<=.)\/$/, '')
  } catch {
    return path
  }
}
