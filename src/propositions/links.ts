import type { Database } from '../db/open.ts'
import { sign, unsign } from '../web/tokens.ts'
import type { Event } from './event.ts'
import { findEvent } from './queries.ts'

/** The personal link's token of an event's organiser. Raising the event's generation revokes those given out. */
export const followToken = (secret: string, event: Pick<Event, 'reference' | 'linkGeneration'>) =>
  sign(secret, 'follow', event.reference, event.linkGeneration)

/** The event that a personal link is about, or undefined. */
export function findFollowed(db: Database, secret: string, token: string): Event | undefined {
  const [reference, generation] = unsign(secret, 'follow', token) ?? []
  const event = reference ? findEvent(db, reference) : undefined
  return event && String(event.linkGeneration) === generation ? event : undefined
}
