import { type Clock, realClock } from '../clock.ts'
import { countPasskeys } from '../coordinators/passkeys.ts'
import { findCoordinatorByEmail, listAccounts } from '../coordinators/queries.ts'
import { openSignIn, takeBackSignIn } from '../coordinators/sign-in.ts'
import type { Database } from '../db/open.ts'
import { takeBackMail } from '../mail/erase.ts'
import { queueMail } from '../mail/outbox.ts'

type Asked = { request: string; goal: string | undefined }

/**
 * Sends a link and a code to that address, if it has an account; to one that has a passkey, only what opens it. For any
 * other address the same is written, then taken back: how long the answer takes tells nobody who decides here.
 */
export function askSignIn(db: Database, clock: Clock, email: string, asked: Asked) {
  const account = findCoordinatorByEmail(db, email)
  const anybody = account ?? listAccounts(db)[0]
  if (!anybody) return

  db.transaction(() => {
    const byMail = countPasskeys(db, anybody.id) === 0
    const signIn = openSignIn(db, clock, anybody, asked)
    const mail = byMail
      ? { name: 'sign-in', data: { signIn } }
      : { name: 'sign-in-passkey', data: { account: anybody.id } }
    queueMail(db, realClock, { ...mail, to: account?.email ?? email })
    if (!account) takeBackMail(db)
    if (!account || !byMail) takeBackSignIn(db, signIn)
  }).immediate()
}
