import { type Clock, realClock } from '../clock.ts'
import { countPasskeys } from '../coordinators/passkeys.ts'
import { findCoordinatorByEmail } from '../coordinators/queries.ts'
import { openSignIn } from '../coordinators/sign-in.ts'
import type { Database } from '../db/open.ts'
import { queueMail } from '../mail/outbox.ts'

type Asked = { request: string; goal: string | undefined }

/** Sends a link and a code to that address, if it has an account; to one that has a passkey, only what opens it. */
export function askSignIn(db: Database, clock: Clock, email: string, asked: Asked) {
  const account = findCoordinatorByEmail(db, email)
  if (!account) return

  db.transaction(() => {
    if (countPasskeys(db, account.id) > 0) {
      queueMail(db, realClock, { name: 'sign-in-passkey', to: account.email, data: { account: account.id } })
    } else {
      const signIn = openSignIn(db, clock, account, asked)
      queueMail(db, realClock, { name: 'sign-in', to: account.email, data: { signIn } })
    }
  }).immediate()
}
