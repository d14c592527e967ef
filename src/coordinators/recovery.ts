import { createHmac } from 'node:crypto'
import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { newReference } from '../db/reference.ts'
import { note } from '../journal/queries.ts'
import { subjectOf } from './accounts.ts'
import { findCoordinatorByEmail } from './queries.ts'

const codes = 10

/** Ten new codes in place of those there were, as they are shown once: « K7QM2X-PA9RTD ». */
export function makeRecoveryCodes(db: Database, clock: Clock, secret: string, coordinatorId: number): string[] {
  const made = Array.from({ length: codes }, () => [1, 2].map(() => newReference(() => false)).join('-'))
  db.transaction(() => {
    forgetRecoveryCodes(db, coordinatorId)
    const add = db.prepare('INSERT INTO recovery_codes (coordinator_id, code_hash) VALUES (?, ?)')
    for (const code of made) add.run(coordinatorId, hashCode(secret, coordinatorId, code))
    note(db, clock, `coordinator:${coordinatorId}`, 'recovery-codes-made', subjectOf(coordinatorId))
  })()
  return made
}

export const forgetRecoveryCodes = (db: Database, coordinatorId: number) =>
  db.prepare('DELETE FROM recovery_codes WHERE coordinator_id = ?').run(coordinatorId)

export const countRecoveryCodes = (db: Database, coordinatorId: number) =>
  db
    .prepare<[number], number>('SELECT count(*) FROM recovery_codes WHERE coordinator_id = ? AND used_at IS NULL')
    .pluck()
    .get(coordinatorId) ?? 0

/** Whom an address and one of its codes sign in, once for each code. */
export function useRecoveryCode(db: Database, clock: Clock, secret: string, email: string, typed: string) {
  const account = findCoordinatorByEmail(db, email)
  if (!account) return undefined
  return db
    .transaction(() => {
      const { changes } = db
        .prepare('UPDATE recovery_codes SET used_at = ? WHERE coordinator_id = ? AND code_hash = ? AND used_at IS NULL')
        .run(instant(clock), account.id, hashCode(secret, account.id, typed))
      if (changes === 0) return undefined
      note(db, clock, `coordinator:${account.id}`, 'recovery-code-used', subjectOf(account.id))
      return account.id
    })
    .immediate()
}

const hashCode = (secret: string, coordinatorId: number, code: string) =>
  createHmac('sha256', secret)
    .update(`recovery code\n${coordinatorId}\n${plain(code)}`)
    .digest('hex')

/** Copied by hand from paper: neither case, space nor dash counts. */
const plain = (code: string) => code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
