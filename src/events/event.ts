import type { Mode, Moment, Occasion, Registration, Status } from './lists.ts'

export type Slot = { day: string; startsAt: string | null; endsAt: string | null; moment: Moment | null }

/** What an organiser proposes: the content of an event, without its life. Names ending in private* never leave the desk. */
export type Proposal = {
  title: string
  summary: string
  description: string | null
  type: string
  mode: Mode
  slots: Slot[]
  themes: string[]
  audiences: string[]
  placeName: string | null
  address: string | null
  postalCode: string | null
  communeCode: string | null
  access: string | null
  onlineLink: string | null
  onlineLinkReserved: 0 | 1
  registration: Registration | null
  registrationUrl: string | null
  registrationEmail: string | null
  registrationPhone: string | null
  registrationDeadline: string | null
  seats: number | null
  freeOfCharge: 0 | 1 | null
  priceDetail: string | null
  accessNeeds: string[]
  accessibilityDetail: string | null
  organiserName: string
  organiserType: string
  organiserFamily: string | null
  organiserQualities: string[]
  organiserWebsite: string | null
  coorganisers: string[]
  publicContactRole: string | null
  publicContactEmail: string | null
  publicContactPhone: string | null
  privateName: string | null
  privateEmail: string | null
  privatePhone: string | null
  keywords: string[]
}

/** An event as stored: its content, its place in words, and its life. */
export type Event = Omit<Proposal, 'slots'> & {
  id: number
  reference: string
  editionId: number
  slug: string | null
  status: Status
  occasion: Occasion
  slots: (Slot & { id: number })[]
  communeName: string | null
  department: string | null
  latitude: number | null
  longitude: number | null
  positionPrecision: string | null
  featured: 0 | 1
  coordinatorMessage: string | null
  uidHost: string
  sequence: number
  linkGeneration: number
  submittedAt: string
  decidedAt: string | null
  publishedAt: string | null
  updatedAt: string
}

/** The parts of an event that can be read before it exists: what the check page, the desk and the mails have in common. */
export type Described = Proposal & { communeName: string | null; department: string | null }

/** « Alençon (61) », « En ligne », « Hérouville-Saint-Clair (14) et en ligne » */
export function whereOf(event: { mode: Mode; communeName: string | null; department: string | null }) {
  if (event.mode === 'online' || !event.communeName) return 'En ligne'
  const town = `${event.communeName}\u00a0(${event.department})`
  return event.mode === 'hybrid' ? `${town} et en ligne` : town
}

/** What the form does not ask yet, as the event has it: a correction leaves it as it is. */
export const unaskedOf = (event: Event, corrected: Proposal) => ({
  description: event.description,
  access: event.access,
  accessNeeds: event.accessNeeds,
  accessibilityDetail: event.accessibilityDetail,
  onlineLinkReserved: event.onlineLinkReserved,
  registrationDeadline: event.registrationDeadline,
  seats: event.seats,
  organiserFamily: event.organiserFamily,
  organiserQualities: event.organiserQualities,
  organiserWebsite: event.organiserWebsite,
  coorganisers: event.coorganisers,
  keywords: event.keywords,
  slots: [...corrected.slots, ...event.slots.slice(1)],
})
