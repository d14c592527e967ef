import { type Clock, realClock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { note } from '../journal/queries.ts'
import { queueMail } from '../mail/outbox.ts'
import { subjectOf } from './accounts.ts'
import { addPasskey, countPasskeys, deletePasskey, listPasskeys, type NewPasskey } from './passkeys.ts'
import { findAccount } from './queries.ts'
import { forgetRecoveryCodes, makeRecoveryCodes } from './recovery.ts'
import { closeSignIns } from './sign-in.ts'

type Added = { added: boolean; codes: string[] }

/** Adds a passkey to an account, unless it is there already. With the first one, what was asked for by mail is closed, and the recovery codes are made. */
export function addOwnPasskey(db: Database, clock: Clock, secret: string, id: number, passkey: NewPasskey): Added {
  return db
    .transaction(() => {
      const first = countPasskeys(db, id) === 0
      if (!addPasskey(db, clock, id, passkey)) return { added: false, codes: [] }
      note(db, clock, `coordinator:${id}`, 'passkey-added', subjectOf(id))
      tellOwner(db, id, { change: 'added', key: passkey.name })
      if (first) closeSignIns(db, id)
      return { added: true, codes: first ? makeRecoveryCodes(db, clock, secret, id) : [] }
    })
    .immediate()
}

/** Takes a passkey away; without any, the account opens by mail again, and its codes open nothing. */
export function removeOwnPasskey(db: Database, clock: Clock, id: number, passkeyId: number): boolean {
  return db
    .transaction(() => {
      const key = listPasskeys(db, id).find((passkey) => passkey.id === passkeyId)?.name
      if (!deletePasskey(db, id, passkeyId)) return false
      if (countPasskeys(db, id) === 0) forgetRecoveryCodes(db, id)
      note(db, clock, `coordinator:${id}`, 'passkey-removed', subjectOf(id))
      tellOwner(db, id, { change: 'removed', key })
      return true
    })
    .immediate()
}

/** Ten new recovery codes, in place of those there were. */
export const renewOwnCodes = (db: Database, clock: Clock, secret: string, id: number): string[] =>
  db
    .transaction(() => {
      tellOwner(db, id, { change: 'codes' })
      return makeRecoveryCodes(db, clock, secret, id)
    })
    .immediate()

/** Whoever did not do it themselves learns it by mail. */
function tellOwner(
  db: Database,
  id: number,
  data: { change: 'added' | 'removed' | 'codes'; key?: string | undefined },
) {
  const { email } = findAccount(db, id) ?? {}
  if (email) queueMail(db, realClock, { name: 'ways-in-changed', to: email, data: { ...data, account: id } })
}
