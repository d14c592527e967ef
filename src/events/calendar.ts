import ical, { ICalCalendarMethod, ICalEventBusyStatus, ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import { tzlib_get_ical_block } from 'timezones-ical-library'
import type { Event, Slot } from './event.ts'
import { isOff, modeNow, publicLink, whereOf } from './event.ts'
import { labelOf, type Occasion, occasions, types } from './lists.ts'
import { priceText } from './sections.ts'
import { hoursText } from './slots.ts'

type Calendar = { name: string; timeZone: string; baseUrl: string }

/** The event's slots as an iCalendar file (RFC 5545), one VEVENT a slot, with the zone's VTIMEZONE. A slot without hours is all-day. */
export function calendarOf(event: Event, { name, timeZone, baseUrl }: Calendar): string {
  const calendar = ical({
    name,
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Semaine ASER', product: 'Agenda', language: 'FR' },
  })
  // The zone belongs to the slots: on the calendar itself it would take the Z, which RFC 5545 wants, off DTSTAMP.
  calendar.timezone({ name: null, generator: vtimezone })

  for (const slot of event.slots) {
    calendar.createEvent({
      id: `${event.reference}-${slot.id}@${event.uidHost}`,
      sequence: event.sequence,
      ...timesOf(slot, timeZone),
      stamp: Temporal.Instant.from(event.updatedAt),
      created: Temporal.Instant.from(event.publishedAt ?? event.submittedAt),
      lastModified: Temporal.Instant.from(event.updatedAt),
      summary: summaryOf(event),
      description: descriptionOf(event, slot, baseUrl),
      location: locationOf(event),
      url: `${baseUrl}/agenda/${event.slug}`,
      status: statuses[event.occasion] ?? ICalEventStatus.CONFIRMED,
      // two words for the same: that of the standard, and Outlook's
      transparency: isOff(event) ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
      busystatus: isOff(event) ? ICalEventBusyStatus.FREE : ICalEventBusyStatus.BUSY,
      categories: [{ name: labelOf(types, event.type) }],
    })
  }
  return calendar.toString()
}

const statuses: Partial<Record<Occasion, ICalEventStatus>> = {
  cancelled: ICalEventStatus.CANCELLED,
  postponed: ICalEventStatus.TENTATIVE,
}

function timesOf(slot: Slot, timezone: string) {
  if (!slot.startsAt) return { allDay: true, start: Temporal.PlainDate.from(slot.day) }
  const start = Temporal.PlainDateTime.from(`${slot.day}T${slot.startsAt}`).toZonedDateTime(timezone)
  const end = slot.endsAt
    ? Temporal.PlainDateTime.from(`${slot.day}T${slot.endsAt}`).toZonedDateTime(timezone)
    : start.add({ hours: 2 })
  return { start, end, timezone }
}

const summaryOf = (event: Event) =>
  event.occasion === 'scheduled' ? event.title : `[${labelOf(occasions, event.occasion)}] ${event.title}`

function descriptionOf(event: Event, slot: Slot, baseUrl: string) {
  const online = publicLink(event)
  const link = online ? `Lien de connexion : ${online}` : ''
  const hours = slot.startsAt ? '' : `Horaire : ${hoursText(slot)}.`
  return [
    event.summary,
    hours,
    `Organisé par ${[event.organiserName, ...event.coorganisers].join(', ')}.`,
    `Tarif : ${priceText(event)}.`,
    link,
    `${baseUrl}/agenda/${event.slug}`,
  ]
    .filter(Boolean)
    .join('\n\n')
}

function locationOf(event: Event) {
  if (modeNow(event) === 'online') return 'En ligne'
  return (
    [event.placeName, event.address, `${event.postalCode ?? ''} ${event.communeName}`.trim()]
      .filter(Boolean)
      .join(', ') || whereOf(event)
  )
}

const vtimezone = (zone: string) => String(tzlib_get_ical_block(zone)[0] ?? '')
