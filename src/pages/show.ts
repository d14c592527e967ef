import { auditLocals } from '../audits/show.ts'
import type { Database } from '../db/open.ts'
import { listToolbox } from '../resources/toolbox.ts'
import { factGroups, findFacts, requiredFacts } from './facts.ts'
import type { SitePage } from './pages.ts'
import { findText, type Version } from './queries.ts'

/** What the view of a page shows: its text, as it stands or as it is being written, and what the site adds to it. */
export const pageLocals = (db: Database, page: SitePage, { text, asOf }: Said = findText(db, page)) => ({
  title: page.title,
  text,
  asOf,
  ...auditLocals(page.slug),
  ...(withFacts.has(page.slug) ? { facts: findFacts(db), factGroups, requiredFacts } : {}),
  ...(withToolbox.has(page.slug) ? { toolbox: listToolbox(db) } : {}),
})

type Said = Pick<Version, 'text' | 'asOf'>

const withFacts = new Set(['mentions-legales', 'donnees-personnelles', 'accessibilite'])
const withToolbox = new Set(['a-propos', 'boite-a-outils'])
