import { inkOf } from '../editions/edition.ts'
import { type AgendaEntry, countEntries } from '../events/agenda.ts'
import { type Event, whereOf } from '../events/event.ts'
import {
  accessNeeds,
  audiences,
  labelOf,
  modes,
  occasions,
  organiserTypes,
  registrations,
  themes,
  types,
} from '../events/lists.ts'
import { priceText } from '../events/sections.ts'
import { hoursText, stageOf, startStamp } from '../events/slots.ts'
import { capital, fullDay } from '../web/french.ts'

type Around = { entries: AgendaEntry[]; query: string; now: string }

/** An event page's words: facts, place, registration, and its neighbours in the reader's selection. */
export function detailOf(event: Event, { entries, query, now }: Around) {
  return {
    event,
    ink: inkOf(event.slots[0]?.day ?? now.slice(0, 10)),
    type: labelOf(types, event.type),
    occasion: labelOf(occasions, event.occasion),
    themes: event.themes.map((theme) => labelOf(themes, theme)),
    audiences: event.audiences.map((audience) => labelOf(audiences, audience)),
    accessNeeds: event.accessNeeds.map((need) => labelOf(accessNeeds, need)),
    mode: labelOf(modes, event.mode),
    organiserType: labelOf(organiserTypes, event.organiserType),
    slots: event.slots.map((slot) => ({
      day: capital(fullDay(slot.day)),
      hours: hoursText(slot),
      stamp: startStamp(slot),
      stage: stageOf(slot, now),
    })),
    where: whereOf(event),
    place: event.mode === 'online' ? undefined : placeOf(event),
    onlineLink: event.mode === 'onsite' || event.onlineLinkReserved ? undefined : (event.onlineLink ?? undefined),
    registration: registrationOf(event, now),
    price: priceText(event),
    ...neighboursOf(event, entries, query),
  }
}

function placeOf(event: Event) {
  const town = `${event.postalCode ?? ''} ${event.communeName}`.trim()
  const lines = [event.placeName ?? 'Lieu à confirmer', event.address, town].filter((line) => line !== null)
  const exact = event.address !== null
  const asked = [event.address, town].filter(Boolean).join(', ')
  return {
    lines,
    copied: lines.filter((line) => line !== 'Lieu à confirmer').join(', '),
    geo: `geo:${event.latitude},${event.longitude}?q=${encodeURIComponent(asked)}`,
    map: `https://www.openstreetmap.org/search?query=${encodeURIComponent(asked)}`,
    exact,
  }
}

function registrationOf(event: Event, now: string) {
  const closed = event.registrationDeadline !== null && event.registrationDeadline < now.slice(0, 10)
  const over = event.slots.every((slot) => stageOf(slot, now) === 'passed')
  const offered =
    event.registration !== null &&
    event.registration !== 'free' &&
    !closed &&
    !over &&
    event.occasion !== 'cancelled' &&
    event.occasion !== 'full'
  return {
    label: event.registration ? labelOf(registrations, event.registration) : 'Inscription à confirmer',
    closed,
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
