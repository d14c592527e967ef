import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import type { Event } from '../events/event.ts'
import { labelOf, type Occasion, occasions } from '../events/lists.ts'
import { type Actor, type JournalLine, note } from '../journal/queries.ts'
import { actText } from '../journal/words.ts'

const label = 'Annonce'

/** Notes which announcement was made of an event, in the place of which. */
export const noteAnnouncement = (db: Database, clock: Clock, actor: Actor, event: Event, occasion: Occasion) =>
  note(db, clock, actor, occasion === 'scheduled' ? 'occasion-undone' : 'occasion-stated', event.reference, {
    before: { [label]: labelOf(occasions, event.occasion) },
    after: { [label]: labelOf(occasions, occasion) },
  })

/** « Changement annoncé : Complet », « Annonce annulée : Complet »; nothing for a line of something else. */
export function announcementText({ act, before, after }: JournalLine) {
  if (act !== 'occasion-stated' && act !== 'occasion-undone') return undefined
  const said = act === 'occasion-stated' ? after[label] : before[label]
  return [actText(act), said].filter(Boolean).join(' : ')
}
