import { type Clock, realClock } from '../clock.ts'
import { findCoordinatorByEmail } from '../coordinators/queries.ts'
import { openSignIn } from '../coordinators/sign-in.ts'
import type { Database } from '../db/open.ts'
import { queueMail } from '../mail/outbox.ts'

/** Sends a link and a code to that address, if it is a coordinator's. */
export function askSignIn(db: Database, clock: Clock, email: string, request: string) {
  const coordinator = findCoordinatorByEmail(db, email)
  if (!coordinator) return

  db.transaction(() => {
    const signIn = openSignIn(db, clock, coordinator, request)
    queueMail(db, realClock, { name: 'sign-in', to: coordinator.email, data: { signIn } })
  }).immediate()
}
