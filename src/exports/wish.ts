import type { Database } from '../db/open.ts'
import { type Edition, listEditions } from '../editions/queries.ts'
import { type Status, statuses } from '../events/lists.ts'

/** What is exported, as the address says it: `?edition=2023&statut=published&contacts=oui`. */
export type Wish = { edition: Edition; status: Status | null; contacts: boolean }

/** Nothing that is private, unless it is asked for; nothing at all before the first edition. */
export function readWish(db: Database, query: Record<string, unknown>) {
  const editions = listEditions(db)
  const edition = editions.find(({ year }) => String(year) === query.edition) ?? editions[0]
  const status = statuses.find(({ code }) => code === query.statut)?.code ?? null
  const wish: Wish | undefined = edition && { edition, status, contacts: query.contacts === 'oui' }
  return { wish, editions }
}

export function addressOf({ edition, status, contacts }: Wish): string {
  const query = new URLSearchParams({ edition: String(edition.year) })
  if (status) query.set('statut', status)
  if (contacts) query.set('contacts', 'oui')
  return `?${query}`
}
