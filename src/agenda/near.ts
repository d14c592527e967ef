import type { Database } from '../db/open.ts'
import type { Edition } from '../editions/queries.ts'
import { everything, listAgenda, searchedIn } from '../events/agenda.ts'
import { entriesText } from '../events/counts.ts'
import { likelySearch } from '../web/spelling.ts'
import { addressOf, type Filters, filtersOf, readFilters, selectionOf } from './selection.ts'

/** For a search that finds nothing: a likely spelling that finds something, with the same filters or else without them. */
export function findNear(db: Database, edition: Edition, filters: Filters) {
  if (!filters.q) return undefined
  const likely = likelySearch(
    selectionOf(filters).words,
    listAgenda(db, edition.id, everything).map((entry) => ({
      folded: searchedIn(entry),
      text: () => [entry.title, entry.summary, entry.communeName, entry.organiserName].join(' '),
    })),
  )
  if (!likely) return undefined

  for (const asked of [filters, readFilters(filtersOf(edition), {})]) {
    const entries = listAgenda(db, edition.id, { ...selectionOf(asked), words: likely.words })
    const href = `/agenda${addressOf(asked, { q: likely.written })}`
    if (entries.length > 0) return { words: likely.written, href, found: entriesText(entries) }
  }
}
