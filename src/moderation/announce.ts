import type { Clock } from '../clock.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import type { Event } from '../events/event.ts'
import type { Statement } from '../events/occasion-fields.ts'
import { stateOccasion } from '../events/status.ts'
import { noteAnnouncement } from '../propositions/announcements.ts'
import { tellOrganisers } from '../propositions/told.ts'
import { endWhenSettled } from '../propositions/waiting.ts'

/** Says that a published event is cancelled, full…, or takes place as planned again. False when it is no longer online. */
export const announce = (db: Database, clock: Clock, event: Event, statement: Statement, { id }: Coordinator) =>
  db
    .transaction(() => {
      if (!stateOccasion(db, clock, event, { ...statement, by: 'coordination' })) return false
      const { occasion, note: precision } = statement
      noteAnnouncement(db, clock, `coordinator:${id}`, event, statement)
      const data = { kind: 'evenement', occasion, note: precision, coordinator: id }
      tellOrganisers(db, event, { name: 'occasion-changed', data })
      endWhenSettled(db, event.reference)
      return true
    })
    .immediate()

export const asPlanned: Statement = { occasion: 'scheduled', note: null, link: null }
