import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { note } from '../journal/queries.ts'
import { subjectOf } from './accounts.ts'
import { addPasskey, countPasskeys, deletePasskey, type NewPasskey } from './passkeys.ts'
import { forgetRecoveryCodes, makeRecoveryCodes } from './recovery.ts'
import { closeSignIns } from './sign-in.ts'

/** Adds a passkey to an account. With the first one, what was asked for by mail is closed, and the recovery codes are made. */
export function addOwnPasskey(db: Database, clock: Clock, secret: string, id: number, passkey: NewPasskey) {
  return db
    .transaction(() => {
      const first = countPasskeys(db, id) === 0
      if (!addPasskey(db, clock, id, passkey)) return undefined
      note(db, clock, `coordinator:${id}`, 'passkey-added', subjectOf(id))
      if (!first) return undefined
      closeSignIns(db, id)
      return makeRecoveryCodes(db, clock, secret, id)
    })
    .immediate()
}

/** Takes a passkey away; without any, the account opens by mail again, and its codes open nothing. */
export function removeOwnPasskey(db: Database, clock: Clock, id: number, passkeyId: number): boolean {
  return db
    .transaction(() => {
      if (!deletePasskey(db, id, passkeyId)) return false
      if (countPasskeys(db, id) === 0) forgetRecoveryCodes(db, id)
      note(db, clock, `coordinator:${id}`, 'passkey-removed', subjectOf(id))
      return true
    })
    .immediate()
}
