import { type Clock, instantIn } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { note } from '../journal/queries.ts'
import { tellCoordinators } from '../notices/tell.ts'
import { addRemark, findWritten, type NewRemark } from '../remarks/queries.ts'

/** Hands to the coordination what a visitor writes; the same words sent again within a day are one message. Returns its number. */
export const writeToCoordination = (db: Database, clock: Clock, remark: NewRemark): number =>
  db
    .transaction(() => {
      const written = findWritten(db, remark, instantIn(clock, -24))
      if (written) return written
      const { id, reference } = addRemark(db, clock, remark)
      const about = remark.subject ?? reference
      note(db, clock, 'system', 'remark-received', about)
      tellCoordinators(db, { name: 'remark-received', data: { reference: about, remark: id } })
      return id
    })
    .immediate()
