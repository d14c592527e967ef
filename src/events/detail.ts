import type { Archived } from '../editions/archive.ts'
import { inkOf } from '../editions/edition.ts'
import type { Edition } from '../editions/queries.ts'
import { capital, count, date, fullDay, span } from '../web/french.ts'
import type { AgendaEntry } from './agenda.ts'
import { countEntries } from './counts.ts'
import { type Event, isOff, modeNow, publicLink } from './event.ts'
import { accessNeeds, audiences, labelOf, type Occasion, occasions, registrations, themes, types } from './lists.ts'
import { priceText, structureLabel } from './sections.ts'
import { hoursText, stageOf, startStamp } from './slots.ts'

type Around = { entries: AgendaEntry[]; query: string; now: string; archive?: Archived | undefined }

/** An event page's words: facts, place, registration, and its neighbours in the reader's selection. */
export function detailOf(event: Event, { entries, query, now, archive }: Around) {
  return {
    event,
    ink: inkOf(event.slots[0]?.day ?? now.slice(0, 10)),
    type: labelOf(types, event.type),
    announced: announcedOf(event, now, archive),
    // nothing to add to a calendar any more
    over: archive?.over || isOver(event, now),
    // an hour that no longer holds is not given as one
    moved: isOff(event),
    themes: event.themes.map((theme) => labelOf(themes, theme)),
    audiences: event.audiences.map((audience) => labelOf(audiences, audience)),
    accessNeeds: event.accessNeeds.map((need) => labelOf(accessNeeds, need)),
    organiserType: structureLabel(event),
    slots: event.slots.map((slot) => ({
      ink: inkOf(slot.day),
      // on a narrow screen the line may break after the name of the day
      day: capital(fullDay(slot.day)).replace('\u00a0', ' '),
      hours: hoursText(slot),
      stamp: startStamp(slot),
      mark: markOf(slot, event, now),
    })),
    place: modeNow(event) === 'online' ? undefined : placeOf(event),
    online: modeNow(event) !== 'onsite',
    onlineLink: publicLink(event),
    registration: archive?.over
      ? { ...registrationOf(event, now), offered: false, closed: false }
      : registrationOf(event, now),
    archive,
    price: priceText(event),
    ...neighboursOf(event, entries, query),
  }
}

const announcements: Partial<Record<Occasion, string>> = {
  cancelled: 'Cet événement n’aura pas lieu : ses organisateurs l’ont annulé.',
  postponed: 'Il n’aura pas lieu à la date prévue ; la nouvelle n’est pas encore connue.',
  rescheduled: 'La date a changé : celle de cette page est la bonne.',
  moved_online: 'Il se tient en ligne, et non plus sur place.',
  full: 'Toutes les places sont prises.',
}

/** What must be read before the rest: what the organisers announced, or that it is all over. */
function announcedOf(event: Event, now: string, archive: Archived | undefined) {
  const { occasion, occasionBy, occasionAt, occasionNote } = event
  const text = announcements[occasion]
  if (!isOff(event) && archive?.over) return { kind: 'passed', label: 'Édition terminée', text: partOf(archive) }
  if (!isOff(event) && isOver(event, now)) return { kind: 'passed', label: 'Passé', text: 'Cet événement est terminé.' }
  return (
    text && {
      kind: occasion,
      label: labelOf(occasions, occasion),
      text,
      note: occasionNote,
      by: occasionBy === 'organiser' ? 'l’organisateur' : 'la coordination',
      at: occasionAt,
    }
  )
}

const partOf = ({ firstDay, lastDay }: Edition) =>
  `Cet événement faisait partie de la Semaine ${span(firstDay, lastDay)}.`

const isOver = (event: Event, now: string) => event.slots.every((slot) => stageOf(slot, now) === 'passed')

/** « passé », « en cours »: said of a slot, unless the whole event is over, which is announced. */
function markOf(slot: Event['slots'][number], event: Event, now: string) {
  const stage = stageOf(slot, now)
  if (isOff(event) || stage === 'upcoming' || isOver(event, now)) return ''
  return stage === 'running' ? 'en cours' : 'passé'
}

function placeOf(event: Event) {
  const town = `${event.postalCode ?? ''} ${event.communeName}`.trim()
  const lines = [event.placeName ?? 'Lieu à confirmer', event.address, town].filter((line) => line !== null)
  const exact = event.address !== null
  const known = exact || event.placeName !== null
  const asked = [event.address, town].filter(Boolean).join(', ')
  const point = event.positionPrecision === 'main' ? `${event.latitude},${event.longitude}` : undefined
  return {
    lines,
    copied: lines.filter((line) => line !== 'Lieu à confirmer').join(', '),
    geo: `geo:${event.latitude},${event.longitude}?q=${point ?? encodeURIComponent(asked)}`,
    map: point
      ? `https://www.openstreetmap.org/?mlat=${event.latitude}&mlon=${event.longitude}#map=17/${event.latitude}/${event.longitude}`
      : `https://www.openstreetmap.org/search?query=${encodeURIComponent(asked)}`,
    exact,
    known: known || point !== undefined,
  }
}

function registrationOf(event: Event, now: string) {
  const closed = event.registrationDeadline !== null && event.registrationDeadline < now.slice(0, 10)
  const offered =
    event.registration !== null &&
    event.registration !== 'free' &&
    !closed &&
    !isOver(event, now) &&
    event.occasion !== 'cancelled' &&
    event.occasion !== 'full'
  const deadline = event.registrationDeadline && `jusqu’au ${date(event.registrationDeadline)}`
  const seats = event.seats && count(event.seats, 'place')
  return {
    label: event.registration ? labelOf(registrations, event.registration) : 'Inscription à confirmer',
    terms: [deadline, seats].filter(Boolean).join(', '),
    closed: closed && !isOver(event, now),
    offered,
  }
}

/** Previous and next in the same selection, by their first slot there. */
function neighboursOf(event: Event, entries: AgendaEntry[], query: string) {
  const order = [...new Map(entries.map((entry) => [entry.slug, entry])).values()]
  const index = order.findIndex((entry) => entry.slug === event.slug)
  const link = (entry: AgendaEntry | undefined) =>
    entry && { title: entry.title, href: `/agenda/${entry.slug}${query}` }
  return {
    back: { href: `/agenda${query}`, ...countEntries(entries), filtered: query !== '' },
    previous: index > 0 ? link(order[index - 1]) : undefined,
    next: index >= 0 ? link(order[index + 1]) : undefined,
  }
}
