import { type Clock, realClock } from '../clock.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import type { Event } from '../events/event.ts'
import type { Statement } from '../events/occasion-fields.ts'
import { stateOccasion } from '../events/status.ts'
import { note } from '../journal/queries.ts'
import { queueMail } from '../mail/outbox.ts'

/** Says that a published event is cancelled, full…, or takes place as planned again. False when it is no longer online. */
export const announce = (db: Database, clock: Clock, event: Event, statement: Statement, { id }: Coordinator) =>
  db
    .transaction(() => {
      if (!stateOccasion(db, clock, event, { ...statement, by: 'coordination' })) return false
      const { reference, privateEmail } = event
      const { occasion, note: precision } = statement
      note(db, clock, `coordinator:${id}`, occasion === 'scheduled' ? 'occasion-undone' : 'occasion-stated', reference)
      if (privateEmail) {
        const data = { kind: 'evenement', reference, occasion, note: precision, coordinator: id }
        queueMail(db, realClock, { name: 'occasion-changed', to: privateEmail, data })
      }
      return true
    })
    .immediate()

export const asPlanned: Statement = { occasion: 'scheduled', note: null, onlineLink: null }
