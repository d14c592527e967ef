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
  /** a point given by hand (precision « main »); otherwise nothing, and the event is where its commune is */
  latitude: number | null
  longitude: number | null
  positionPrecision: string | null
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
  imageAlt: string | null
  imageCredit: string | null
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
  featured: 0 | 1
  flags: string[]
  occasionBy: 'organiser' | 'coordination' | null
  occasionAt: string | null
  occasionNote: string | null
  consentVersion: string | null
  consentAt: string | null
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

export const sameSlot = (one: Slot, other: Slot) =>
  one.day === other.day && one.startsAt === other.startsAt && one.endsAt === other.endsAt && one.moment === other.moment

/** The content alone of a stored event, as it could be proposed again: the commune's own position is not the event's. */
export const contentOf = (event: Event): Described =>
  event.positionPrecision === 'main' ? event : { ...event, latitude: null, longitude: null, positionPrecision: null }

type Followed = Pick<Event, 'mode' | 'occasion' | 'onlineLink' | 'onlineLinkReserved'>

/** Whether an event can be followed from afar: as it was planned, or since it was moved online. */
export const isOnline = ({ mode, occasion }: Pick<Event, 'mode' | 'occasion'>) =>
  mode !== 'onsite' || occasion === 'moved_online'

/** The link that everyone may see: none when it is sent to registered people only. */
export const publicLink = (event: Followed) =>
  isOnline(event) && !event.onlineLinkReserved ? (event.onlineLink ?? undefined) : undefined
