import { type Clock, localNow } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { type Archived, findArchived } from '../editions/archive.ts'
import { inkOf } from '../editions/edition.ts'
import { type Edition, findEditionOfYear, listEditions } from '../editions/queries.ts'
import { type AgendaDay, type AgendaEntry, everything, listAgenda, pagesOf } from '../events/agenda.ts'
import { beside, countEntries, slotsText, takingPlace } from '../events/counts.ts'
import { lineOf } from '../events/lines.ts'
import { stageOf } from '../events/slots.ts'
import { keptText, listKept } from '../sheets/kept.ts'
import { listPublishedOfEdition } from '../sheets/queries.ts'
import { found } from '../web/errors.ts'
import { queryOf, readPage } from '../web/filters.ts'
import { fold, ordinal, shortSpan } from '../web/french.ts'
import { page } from '../web/page.ts'
import { openRoom } from '../web/room.ts'

/** The weeks that there were, each at an address of its own. */
export function archiveRoutes({ db, clock }: { db: Database; clock: Clock }) {
  const room = openRoom()

  room.get('/', (_req, res) => {
    const kept = listKept(db)
    const editions = listEditions(db).map((edition) => ({
      ...edition,
      archive: findArchived(db, clock, edition.id),
      kept: keptText(kept.filter(({ editionId }) => editionId === edition.id)),
    }))
    page(res, 'archives/index', { title: 'Les éditions', editions })
  })

  room.get('/:year', (req, res) => {
    const year = /^\d{4}$/.test(String(req.params.year)) ? Number(req.params.year) : 0
    const past = findArchived(db, clock, found(findEditionOfYear(db, year)).id)
    // its week is what the agenda shows, until it is over
    if (!past) return res.redirect(302, '/agenda')

    const entries = listAgenda(db, past.id, everything)
    const pages = pagesOf(entries)
    const number = readPage(req.query, pages.length)
    page(res, 'archives/show', {
      title: `${past.number}${ordinal(past.number)} édition, ${shortSpan(past.firstDay, past.lastDay)}`,
      past,
      figures: figuresOf(entries),
      days: daysOf(pages[number - 1] ?? [], past, localNow(clock, past.timeZone)),
      pages: pages.map((_, index) => ({
        number: index + 1,
        href: `/editions/${past.year}${queryOf({}, index + 1)}`,
        current: index + 1 === number,
      })),
      sheets: number === 1 ? sheetsOf(db, past) : [],
    })
  })

  return room
}

/** As the report counts them. */
function figuresOf(entries: AgendaEntry[]) {
  const counted = takingPlace(entries)
  return {
    ...countEntries(entries),
    organisers: new Set(counted.map(({ organiserName }) => fold(organiserName))).size,
    departments: new Set(counted.flatMap(({ department }) => department ?? [])).size,
    beside: beside(entries),
  }
}

/** As the agenda showed them: once all of it is over, nothing needs to be said so. */
function daysOf(days: AgendaDay[], { firstDay, over }: Archived, today: string) {
  const now = over ? `${firstDay}T00:00` : today
  return days.map(({ day, entries }) => ({
    day,
    ink: inkOf(day),
    slots: slotsText(entries),
    lines: entries.map((entry) => ({ ...lineOf(entry, now), stage: over ? 'upcoming' : stageOf(entry, now) })),
  }))
}

const sheetsOf = (db: Database, { id }: Edition) => {
  const all = listPublishedOfEdition(db, id)
  return [
    { title: 'Fiches REX', room: 'rex', items: all.filter(({ kind }) => kind === 'rex') },
    { title: 'Cartes blanches', room: 'cartes-blanches', items: all.filter(({ kind }) => kind === 'carte-blanche') },
  ].filter(({ items }) => items.length > 0)
}
