import type { Request, Response } from 'express'
import type { Clock } from '../clock.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { markOccasionSeen } from '../events/status.ts'
import { note } from '../journal/queries.ts'
import { handleMessages } from '../messages/queries.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { endWhenSettled } from '../propositions/waiting.ts'
import type { Place, Tools } from './page.ts'

/** What was on the page: the last message, and the announcement. What came since is still to be read. */
type Read = { message: number; announcement: string | null }

/** « Marquer comme lu »: what the organiser announced and wrote waits no longer. */
export function answerReading(req: Request, res: Response, tools: Tools, proposition: Proposition, place: Place) {
  const read = { message: lastRead(req), announcement: req.body?.annonce ?? proposition.event?.occasionAt ?? null }
  markRead(tools.db, tools.clock, proposition, place.coordinator, read)
  res.redirect(303, `${place.base}?fait=lecture#statut`)
}

/** The last message of the thread as the form saw it; all of them when it does not say. */
export const lastRead = (req: Request) => Number(req.body?.lu ?? Number.MAX_SAFE_INTEGER)

function markRead(db: Database, clock: Clock, { event, reference }: Proposition, { id }: Coordinator, read: Read) {
  db.transaction(() => {
    const messages = handleMessages(db, clock, reference, read.message)
    const announcement = event !== undefined && markOccasionSeen(db, clock, event, read.announcement)
    if (messages || announcement) note(db, clock, `coordinator:${id}`, 'read', reference)
    endWhenSettled(db, reference)
  }).immediate()
}
