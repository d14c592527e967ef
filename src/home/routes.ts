import type { RequestHandler } from 'express'
import { type Clock, localNow } from '../clock.ts'
import { type Desk, mayDecide } from '../coordinators/desk.ts'
import type { Database } from '../db/open.ts'
import { inkOf, isOver, phaseOf } from '../editions/edition.ts'
import { phaseLabel, phases } from '../editions/phases.ts'
import { type Edition, findCurrentEdition, findPreviousEdition } from '../editions/queries.ts'
import { ribbonOf } from '../editions/ribbon.ts'
import { hasWebinar } from '../editions/webinar.ts'
import { type AgendaEntry, everything, listAgenda } from '../events/agenda.ts'
import { countByDay, countEntries, slotsText } from '../events/counts.ts'
import { listFeatured } from '../events/featured.ts'
import { lineOf } from '../events/lines.ts'
import { stageOf, startText } from '../events/slots.ts'
import { canLookBack, keptText, listKept } from '../sheets/kept.ts'
import { capital, dayName } from '../web/french.ts'
import { page } from '../web/page.ts'
import { openRoom } from '../web/room.ts'
import { drawPlaces } from './places.ts'
import { readPractices } from './practices.ts'

export function homeRoutes(tools: Desk, offering: RequestHandler) {
  const { db, clock } = tools
  const room = openRoom()

  room.get('/', offering, (req, res) => {
    const edition = findCurrentEdition(db)
    if (!edition) return page(res, 'home/preparing', { title: 'Le site se prépare' })

    // the home page of another moment, for whoever may change its texts
    const asked = phases.find(({ slug }) => slug === req.query.apercu)
    const preview = asked && mayDecide(req, tools) ? asked.code : undefined
    if (preview) res.set('Cache-Control', 'no-store').set('X-Robots-Tag', 'noindex')
    const now = previewedNow(clock, edition, preview)
    const phase = preview ?? phaseOf(edition, now.slice(0, 10))

    page(res, 'home/index', {
      title: edition.name,
      preview: preview && phaseLabel(preview),
      phase,
      own: edition.texts[phase] ?? {},
      over: isOver(edition, now.slice(0, 10)),
      webinar: hasWebinar(db, edition),
      ...keptOf(db, edition),
      practices: readPractices(db),
      ...programmeOf(db, edition, now),
    })
  })

  return room
}

/** A look at the week shows its first morning. */
function previewedNow(clock: Clock, edition: Edition, preview: string | undefined) {
  const now = localNow(clock, edition.timeZone)
  const inside = now.slice(0, 10) >= edition.firstDay && !isOver(edition, now.slice(0, 10))
  return preview === 'week' && !inside ? `${edition.firstDay}T08:00` : now
}

/** The edition before, and what the site holds of all those that were. */
const keptOf = (db: Database, edition: Edition) => ({
  previous: findPreviousEdition(db, edition),
  kept: keptText(listKept(db).filter(({ editionId }) => editionId !== edition.id)),
  canLookBack: canLookBack(db, edition),
})

/** The days of the week with their counts, what today holds when it is one of them, and what is put forward. */
function programmeOf(db: Database, edition: Edition, now: string) {
  const day = now.slice(0, 10)
  const entries = listAgenda(db, edition.id, everything)
  // what one can no longer join comes last
  const featured = listFeatured(db, edition.id)
    .filter((entry) => stageOf(entry, now) !== 'passed')
    .sort((one, other) => Number(one.occasion === 'full') - Number(other.occasion === 'full'))
  const ofToday = entries.filter((entry) => entry.day === day)
  const lineHere = (entry: AgendaEntry) => ({ ...lineOf(entry, now), stage: stageOf(entry, now) })
  return {
    total: countEntries(entries),
    map: drawPlaces(db, edition.id, entries),
    ribbon: ribbonOf(edition, countByDay(entries), now, (one) => `/agenda?jour=${one}`),
    today:
      day >= edition.firstDay && !isOver(edition, day)
        ? { name: dayName(day), ink: inkOf(day), slots: slotsText(ofToday), lines: ofToday.map(lineHere) }
        : undefined,
    // here a line says its day, which in the agenda is the heading above it
    featured: featured.map((entry) => ({
      ...lineHere(entry),
      time: `${capital(dayName(entry.day))}, ${startText(entry)}`,
    })),
  }
}
