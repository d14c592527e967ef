import type { Database } from '../db/open.ts'
import type { Event } from '../events/event.ts'
import { labelOf, occasions } from '../events/lists.ts'
import { satisfactionLabel } from '../feedback/fields.ts'
import { findFeedback } from '../feedback/queries.ts'
import type { MomentText } from './export-words.ts'

/** What an event alone has: what was announced of it, and what its organiser reported after it. */
export function lifeOf(db: Database, event: Event, at: MomentText) {
  const feedback = findFeedback(db, event.id)
  return {
    ...(event.occasion !== 'scheduled'
      ? {
          annonce: {
            quoi: labelOf(occasions, event.occasion),
            precision: event.occasionNote,
            lien: event.occasionLink,
            le: at(event.occasionAt),
          },
        }
      : {}),
    ...(feedback
      ? {
          bilan: {
            participants: feedback.participants,
            dont_acheteurs: feedback.buyers,
            satisfaction: satisfactionLabel(feedback.satisfaction),
            mot_a_la_coordination: feedback.comment,
            le: at(feedback.answeredAt),
          },
        }
      : {}),
  }
}
