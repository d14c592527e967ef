import { type Clock, localNow } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { phaseOf } from '../editions/edition.ts'
import { findCurrentEdition } from '../editions/queries.ts'
import { ribbonOf } from '../editions/ribbon.ts'
import { countByDay, countEntries, everything, listAgenda, listFeatured } from '../events/agenda.ts'
import { lineOf } from '../events/lines.ts'
import { page } from '../web/page.ts'
import { openRoom } from '../web/room.ts'

export function homeRoutes({ db, clock }: { db: Database; clock: Clock }) {
  const room = openRoom()

  room.get('/', (_req, res) => {
    const edition = findCurrentEdition(db)
    if (!edition) return page(res, 'home/preparing', { title: 'Le site se prépare' })

    const now = localNow(clock, edition.timeZone)
    const entries = listAgenda(db, edition.id, everything)
    page(res, 'home/index', {
      title: edition.name,
      phase: phaseOf(edition, now.slice(0, 10)),
      total: countEntries(entries),
      ribbon: ribbonOf(edition, countByDay(db, edition.id), now, (day) => `/agenda?jour=${day}`),
      today: entries.filter((entry) => entry.day === now.slice(0, 10)).map((entry) => lineOf(entry, now)),
      featured: listFeatured(db, edition.id).map((entry) => ({ day: entry.day, line: lineOf(entry, now) })),
    })
  })

  return room
}
