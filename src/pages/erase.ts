import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { withoutAddress } from '../db/without-address.ts'
import { type Actor, note } from '../journal/queries.ts'
import { factFields, findFacts, removeFact } from './facts.ts'

/** Takes an address out of what the pages say and have said; a legal fact that held it is to be said again. */
export function redactPages(db: Database, clock: Clock, actor: Actor, email: string) {
  db.prepare('UPDATE page_versions SET text = without_address(text, @email) WHERE mentions(@email, text)').run({
    email,
  })
  const gone = Object.entries(findFacts(db)).filter(([, value]) => withoutAddress(value, email) !== value)
  if (gone.length === 0) return
  for (const [name] of gone) removeFact(db, name)
  const labels = gone.map(([name]) => factFields[name]?.label ?? name)
  note(db, clock, actor, 'facts-erased', 'editeur', {
    before: Object.fromEntries(labels.map((label) => [label, '…'])),
    after: Object.fromEntries(labels.map((label) => [label, ''])),
  })
}
