import { type Clock, realClock } from '../clock.ts'
import { listCoordinators } from '../coordinators/queries.ts'
import { rhythmOf } from '../coordinators/rhythm.ts'
import type { Database } from '../db/open.ts'
import { currentZone } from '../editions/queries.ts'
import { countMailsTo } from '../mail/desk.ts'
import { queueMail } from '../mail/outbox.ts'
import { holdNotice } from './queries.ts'

/** The mails that tell the coordination what happens, and that may be gathered. */
export const noticeNames = [
  'proposal-new',
  'proposals-new',
  'message-received',
  'occasion-stated',
  'proposal-withdrawn',
  'remark-received',
]

/** After that many in a day, the others are gathered. */
export const singlesADay = 4

type Told = { name: string; data: Record<string, unknown>; urgent?: boolean }

/**
 * Tells each coordinator of something, in the transaction of the act: at once, or in the mail that gathers what happened.
 * What is urgent is never gathered. The days are the real ones: this is about how much mail people get.
 */
export function tellCoordinators(db: Database, { name, data, urgent = false }: Told, clock: Clock = realClock) {
  for (const { id, email } of listCoordinators(db)) {
    const told = { ...data, coordinator: id }
    if (urgent || isSingle(db, clock, id, email)) queueMail(db, clock, { name, to: email, data: told })
    else holdNotice(db, clock, { coordinator: id, name, data: told })
  }
}

function isSingle(db: Database, clock: Clock, id: number, email: string) {
  return (
    rhythmOf(db, id) === 'single' &&
    countMailsTo(db, { to: email, names: noticeNames, since: startOfDay(db, clock) }) < singlesADay
  )
}

const startOfDay = (db: Database, clock: Clock) =>
  clock.now().toZonedDateTimeISO(currentZone(db)).startOfDay().toInstant().toString()
