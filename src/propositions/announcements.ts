import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import type { Event } from '../events/event.ts'
import { occasionNoted, type Statement } from '../events/occasion-fields.ts'
import { type Actor, type JournalLine, note } from '../journal/queries.ts'
import { actText } from '../journal/words.ts'

// the name under which occasionNoted says what is announced
const label = 'Annonce'

/** Notes which announcement was made of an event, in the place of which. */
export function noteAnnouncement(db: Database, clock: Clock, actor: Actor, event: Event, statement: Statement) {
  const { reference } = event
  const said = occasionNoted(event, statement)
  note(db, clock, actor, statement.occasion === 'scheduled' ? 'occasion-undone' : 'occasion-stated', reference, said)
}

/** « Changement annoncé : Complet », « Annonce annulée : Complet »; nothing for a line of something else. */
export function announcementText({ act, before, after }: JournalLine) {
  if (act !== 'occasion-stated' && act !== 'occasion-undone') return undefined
  const said = act === 'occasion-stated' ? after[label] : before[label]
  return [actText(act), said].filter(Boolean).join(' : ')
}
