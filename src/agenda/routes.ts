import { type Clock, localNow } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { isTakenDown } from '../decisions/decision.ts'
import { isForDesk, listEventDocuments } from '../documents/queries.ts'
import { findArchived } from '../editions/archive.ts'
import { inkOf } from '../editions/edition.ts'
import { findCurrentEdition, findEdition, findPreviousEdition } from '../editions/queries.ts'
import { ribbonOf } from '../editions/ribbon.ts'
import { listAgenda, pagesOf } from '../events/agenda.ts'
import { calendarOf } from '../events/calendar.ts'
import { countByDay, entriesText, slotsText } from '../events/counts.ts'
import { detailOf } from '../events/detail.ts'
import type { Event } from '../events/event.ts'
import { lineOf } from '../events/lines.ts'
import { findEventBySlug } from '../events/queries.ts'
import { stageOf } from '../events/slots.ts'
import { findCurrentSlug } from '../events/slugs.ts'
import { canLookBack } from '../sheets/kept.ts'
import { listSheetsOfEvent } from '../sheets/queries.ts'
import { counts } from '../totals/count.ts'
import { found, HttpError } from '../web/errors.ts'
import { cleanAddress, queryIn, readPage, titledBy } from '../web/filters.ts'
import { movedTo, page } from '../web/page.ts'
import { openRoom } from '../web/room.ts'
import { findNear } from './near.ts'
import { addressOf, filtersOf, listActive, readFilters, selectionOf } from './selection.ts'

export function agendaRoutes({ db, clock, baseUrl }: { db: Database; clock: Clock; baseUrl: string }) {
  const room = openRoom()

  room.get('/', cleanAddress, (req, res) => {
    const edition = found(findCurrentEdition(db))
    const available = filtersOf(edition)
    const filters = readFilters(available, req.query)
    // Every day of the selection, for the ribbon's counts; the list keeps the chosen ones.
    const week = listAgenda(db, edition.id, selectionOf({ ...filters, jour: [] }))
    const entries = filters.jour.length === 0 ? week : week.filter((entry) => filters.jour.includes(entry.day))
    const pages = pagesOf(entries)
    const number = readPage(req.query, pages.length)
    const now = localNow(clock, edition.timeZone)
    const active = listActive(available, filters)

    page(res, 'agenda/index', {
      title: titledBy(active, entriesText(entries)) ?? 'Agenda',
      available,
      filters,
      active,
      total: entriesText(entries),
      near: entries.length === 0 ? findNear(db, edition, filters) : undefined,
      previous: findPreviousEdition(db, edition),
      canLookBack: canLookBack(db, edition),
      ribbon: ribbonOf(
        edition,
        countByDay(week),
        now,
        (day) => `/agenda${addressOf(filters, { jour: filters.jour.includes(day) ? [] : [day] })}`,
        filters.jour,
      ),
      days: (pages[number - 1] ?? []).map(({ day, entries }) => ({
        day,
        ink: inkOf(day),
        slots: slotsText(entries),
        lines: entries.map((entry) => ({ ...lineOf(entry, now, addressOf(filters)), stage: stageOf(entry, now) })),
      })),
      pages: pages.map((_, index) => ({
        number: index + 1,
        href: `/agenda${addressOf(filters, { page: index + 1 })}`,
        current: index + 1 === number,
      })),
    })
  })

  room.get('/:slug.ics', (req, res) => {
    const current = findCurrentSlug(db, String(req.params.slug))
    if (current) return movedTo(res, `/agenda/${current}.ics`)

    const event = published(db, findEventBySlug(db, req.params.slug as string))
    counts(res, { what: 'calendar', subject: event.reference })
    const edition = found(findEdition(db, event.editionId))
    res.attachment(`${event.slug}.ics`).type('text/calendar')
    res.send(calendarOf(event, { name: edition.name, timeZone: edition.timeZone, baseUrl }))
  })

  room.get('/:slug', (req, res) => {
    const current = findCurrentSlug(db, String(req.params.slug))
    if (current) return movedTo(res, `/agenda/${current}${queryIn(req)}`)

    const event = published(db, findEventBySlug(db, req.params.slug as string))
    const edition = found(findEdition(db, event.editionId))
    const now = localNow(clock, edition.timeZone)
    const filters = readFilters(filtersOf(edition), req.query)
    const entries = listAgenda(db, edition.id, selectionOf(filters))
    const documents = listEventDocuments(db, event.id)
    const sheets = listSheetsOfEvent(db, event.id).filter((sheet) => sheet.status === 'published')

    counts(res, { what: 'view', subject: event.reference })
    page(res, 'agenda/show', {
      title: event.occasion === 'cancelled' ? `Annulé : ${event.title}` : event.title,
      script: '/js/site.js',
      description: event.summary,
      ...detailOf(event, {
        entries,
        query: addressOf(filters),
        now,
        archive: findArchived(db, clock, event.editionId),
      }),
      image: documents.find(({ field }) => field === 'visuel'),
      programmes: documents.filter((one) => one.field === 'programme' && !isForDesk(one)),
      sheets,
    })
  })

  return room
}

/** The event if it may be read; one that was taken back says so, with a 410. */
function published(db: Database, event: Event | undefined): Event {
  const one = found(event)
  const by = isTakenDown(db, one) ? '' : ' par ses organisateurs'
  if (one.status === 'withdrawn')
    throw new HttpError(410, `Cet événement a été retiré du programme${by}.`, 'Événement retiré')
  return found(one.status === 'published' ? one : undefined)
}
