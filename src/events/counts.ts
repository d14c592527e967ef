import { count, series } from '../web/french.ts'
import type { AgendaEntry } from './agenda.ts'
import { isOff } from './event.ts'
import type { Occasion } from './lists.ts'

type Counted = Pick<AgendaEntry, 'eventId' | 'day' | 'occasion'>

/** Those that take place, as the view `programme` has it: what is cancelled or postponed is shown, and not counted. */
export const takingPlace = <E extends Counted>(entries: E[]) => entries.filter((entry) => !isOff(entry))

/** An event is counted once, a day counts its slots. */
export function countEntries(entries: Counted[]) {
  const counted = takingPlace(entries)
  return { events: eventsIn(counted), slots: counted.length }
}

export const countByDay = (entries: Counted[]) =>
  new Map([...Map.groupBy(takingPlace(entries), ({ day }) => day)].map(([day, of]) => [day, of.length]))

/** « 20 événements, 21 créneaux, sans compter 1 annulé » */
export function entriesText(entries: Counted[]) {
  const { events, slots } = countEntries(entries)
  const told = events === 0 ? 'Aucun événement' : `${count(events, 'événement')}, ${slotCount(slots)}`
  return told + beside(entries)
}

/** « 3 créneaux, sans compter 1 reporté », of one day */
export const slotsText = (entries: Counted[]) => slotCount(takingPlace(entries).length) + beside(entries)

export const slotCount = (slots: number) => (slots === 0 ? 'aucun créneau' : count(slots, 'créneau', 'créneaux'))

/** « , sans compter 1 annulé et 1 reporté »: what is shown beside what is counted. */
export function beside(entries: Counted[]) {
  const off = [numberOf(entries, 'cancelled', 'annulé'), numberOf(entries, 'postponed', 'reporté')].filter(Boolean)
  return off.length > 0 ? `, sans compter ${series(off)}` : ''
}

function numberOf(entries: Counted[], state: Occasion, word: string) {
  const number = eventsIn(entries.filter(({ occasion }) => occasion === state))
  return number === 0 ? '' : count(number, word)
}

const eventsIn = (entries: Counted[]) => new Set(entries.map(({ eventId }) => eventId)).size
