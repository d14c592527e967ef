import { type Clock, localNow } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { inkOf, phaseOf } from '../editions/edition.ts'
import { findCurrentEdition } from '../editions/queries.ts'
import { ribbonOf } from '../editions/ribbon.ts'
import { type AgendaEntry, countByDay, countEntries, everything, listAgenda, listFeatured } from '../events/agenda.ts'
import { lineOf } from '../events/lines.ts'
import { stageOf, startText } from '../events/slots.ts'
import { capital, dayName } from '../web/french.ts'
import { page } from '../web/page.ts'
import { openRoom } from '../web/room.ts'

export function homeRoutes({ db, clock }: { db: Database; clock: Clock }) {
  const room = openRoom()

  room.get('/', (_req, res) => {
    const edition = findCurrentEdition(db)
    if (!edition) return page(res, 'home/preparing', { title: 'Le site se prépare' })

    const now = localNow(clock, edition.timeZone)
    const day = now.slice(0, 10)
    const entries = listAgenda(db, edition.id, everything)
    const featured = listFeatured(db, edition.id).filter((entry) => stageOf(entry, now) !== 'passed')
    const lineHere = (entry: AgendaEntry) => ({ ...lineOf(entry, now), stage: stageOf(entry, now) })

    page(res, 'home/index', {
      title: edition.name,
      phase: phaseOf(edition, day),
      total: countEntries(entries),
      ribbon: ribbonOf(edition, countByDay(db, edition.id), now, (one) => `/agenda?jour=${one}`),
      today: {
        name: dayName(day),
        ink: inkOf(day),
        lines: entries.filter((entry) => entry.day === day).map(lineHere),
      },
      // here a line says its day, which in the agenda is the heading above it
      featured: featured.map((entry) => ({
        ...lineHere(entry),
        time: `${capital(dayName(entry.day))}, ${startText(entry)}`,
      })),
    })
  })

  return room
}
