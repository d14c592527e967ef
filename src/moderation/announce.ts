import type { Clock } from '../clock.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import type { Event } from '../events/event.ts'
import type { Statement } from '../events/occasion-fields.ts'
import { stateOccasion } from '../events/status.ts'
import { note } from '../journal/queries.ts'

/** Says that a published event is cancelled, full…, or takes place as planned again. False when it is no longer online. */
export const announce = (db: Database, clock: Clock, event: Event, statement: Statement, { id }: Coordinator) =>
  db
    .transaction(() => {
      if (!stateOccasion(db, clock, event, { ...statement, by: 'coordination' })) return false
      const act = statement.occasion === 'scheduled' ? 'occasion-undone' : 'occasion-stated'
      note(db, clock, `coordinator:${id}`, act, event.reference)
      return true
    })
    .immediate()

export const asPlanned: Statement = { occasion: 'scheduled', note: null, onlineLink: null }
