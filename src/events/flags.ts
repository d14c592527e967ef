import { type Clock, today } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { ownEdition } from '../editions/queries.ts'
import type { Event, Proposal } from './event.ts'
import { findLookAlikes } from './look-alikes.ts'
import { outsideText } from './slot-reading.ts'

/** What is to be looked at twice of an event once its text is another one: its days and its doubles are looked for again. */
export function flagsAfter(db: Database, clock: Clock, event: Event, text: Proposal, sent = event.flags): string[] {
  const edition = ownEdition(db, event)
  const day = today(clock, edition.timeZone)
  const past = text.slots.some((slot) => slot.day < day)
  // what has been online since takes place when it says
  const unexpected = event.publishedAt === null || event.flags.includes('passe')
  return [
    ...(outsideText(edition, text.slots) ? ['hors_semaine'] : []),
    ...(past && unexpected ? ['passe'] : []),
    ...(findLookAlikes(db, edition, text, event.reference, 1).length > 0 ? ['doublon'] : []),
    ...sent.filter((flag) => !looked.includes(flag)),
  ]
}

const looked = ['hors_semaine', 'passe', 'doublon']
