import { auditLocals } from '../audits/show.ts'
import type { Database } from '../db/open.ts'
import { listToolbox } from '../resources/toolbox.ts'
import type { Field } from '../web/fields.ts'
import { factGroups, findFacts, listMissing, requiredFacts } from './facts.ts'
import type { SitePage } from './pages.ts'
import { findText, type Version } from './queries.ts'

/** What the view of a page shows: its text, as it stands or as it is being written, and what the site adds to it. */
export const pageLocals = (db: Database, page: SitePage, { text, asOf }: Said = findText(db, page)) => ({
  title: page.title,
  text,
  asOf,
  ...auditLocals(page.slug),
  ...(page.adds === 'facts' ? factLocals(db) : {}),
  ...(page.adds === 'toolbox' ? { toolbox: listToolbox(db) } : {}),
})

type Said = Pick<Version, 'text' | 'asOf'>

/** What is known, and in each group what is shown of it: a fact that the law wants is said to be missing, never invented. */
function factLocals(db: Database) {
  const facts = findFacts(db)
  const groups = Object.entries(factGroups).map(([name, { fields }]) => [
    name,
    Object.entries(fields as Record<string, Field>)
      .filter(([fact]) => facts[fact] || requiredFacts.includes(fact))
      .map(([fact, { label, kind }]) => ({ label, kind, value: facts[fact] })),
  ])
  return { facts, factGroups: Object.fromEntries(groups), missing: listMissing(db) }
}
