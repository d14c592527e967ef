import { findAssignment } from '../assignments/queries.ts'
import type { Database } from '../db/open.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { reasonTexts } from '../propositions/reasons.ts'
import { countWaiting, reasonsOf } from '../propositions/waiting.ts'
import type { Place } from './page.ts'
import { wayFrom } from './queue-way.ts'
import { reportsOf } from './remarks/told.ts'

/** Where a proposition stands in the queue: why it waits, who takes care of it, what else waits, the way on. */
export function standingOf(db: Database, proposition: Proposition, place: Place, { seen }: { seen: boolean }) {
  const { reference, event } = proposition
  const reasons = reasonsOf(db, reference)
  return {
    reasons: seen ? reasonTexts(reasons, event?.occasion ?? 'scheduled') : [],
    announcedAt: event?.occasionAt ?? '',
    unread: reasons.includes('occasion') || reasons.includes('message'),
    reports: seen ? reportsOf(db, reference, place) : [],
    holder: seen && reasons.length > 0 ? findAssignment(db, reference) : undefined,
    waiting: countWaiting(db) - (reasons.length > 0 ? 1 : 0),
    way: place.opened && wayFrom(db, place.coordinator, place.opened, proposition),
  }
}
