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
  /** where an event that was moved online is followed; none when the link is sent to registered people */
  occasionLink: string | null
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

type Announced = { mode: Mode; occasion: Occasion }

/** How one takes part: as it was planned, or only online since that was announced. */
export const modeNow = ({ mode, occasion }: Announced): Mode => (occasion === 'moved_online' ? 'online' : mode)

/** Moved online by an announcement; one that its form has put online since is simply online. */
export const isMovedOnline = ({ mode, occasion }: Announced) => occasion === 'moved_online' && mode !== 'online'

/** Nothing takes place on the days that are written. */
export const isOff = ({ occasion }: Pick<Announced, 'occasion'>) => occasion === 'cancelled' || occasion === 'postponed'

/** Under which questions, and when, what is said was agreed to. */
export type Consent = Pick<Event, 'consentVersion' | 'consentAt'>

/** « Alençon (61) », « En ligne », « Hérouville-Saint-Clair (14) et en ligne » */
export function whereOf(event: Announced & { communeName: string | null; department: string | null }) {
  const mode = modeNow(event)
  if (mode === 'online' || !event.communeName) return 'En ligne'
  const town = `${event.communeName}\u00a0(${event.department})`
  return mode === 'hybrid' ? `${town} et en ligne` : town
}

export const sameSlot = (one: Slot, other: Slot) =>
  one.day === other.day && one.startsAt === other.startsAt && one.endsAt === other.endsAt && one.moment === other.moment

/** The content alone of a stored event, as it could be proposed again: the commune's own position is not the event's. */
export const contentOf = (event: Event): Described & Consent =>
  event.positionPrecision === 'main' ? event : { ...event, latitude: null, longitude: null, positionPrecision: null }

/** The link that everyone may see: none when it is sent to registered people only, nor while nothing takes place. */
export function publicLink(event: Announced & Pick<Event, 'onlineLink' | 'onlineLinkReserved' | 'occasionLink'>) {
  if (isOff(event) || modeNow(event) === 'onsite') return undefined
  if (isMovedOnline(event)) return event.occasionLink ?? undefined
  return event.onlineLinkReserved ? undefined : (event.onlineLink ?? undefined)
}
