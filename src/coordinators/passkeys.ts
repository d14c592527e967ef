import { type Clock, instant, instantIn } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { hashToken } from '../web/tokens.ts'

export type Passkey = { id: number; name: string; createdAt: string; usedAt: string | null }

export const listPasskeys = (db: Database, coordinatorId: number) =>
  db
    .prepare<[number], Passkey & { credentialId: string; transports: string }>(`
      SELECT id, name, created_at AS createdAt, used_at AS usedAt, credential_id AS credentialId, transports
      FROM passkeys
      WHERE coordinator_id = ?
      ORDER BY id
    `)
    .all(coordinatorId)

export const countPasskeys = (db: Database, coordinatorId: number) =>
  db.prepare<[number], number>('SELECT count(*) FROM passkeys WHERE coordinator_id = ?').pluck().get(coordinatorId) ?? 0

type Credential = { id: number; coordinatorId: number; publicKey: Buffer; counter: number; transports: string }

/** The passkey that a browser names, of an account that is open. */
export const findCredential = (db: Database, credentialId: string) =>
  db
    .prepare<[string], Credential>(`
      SELECT passkeys.id, coordinator_id AS coordinatorId, public_key AS publicKey, counter, transports
      FROM passkeys
      JOIN coordinators ON coordinators.id = coordinator_id
      WHERE credential_id = ? AND disabled_at IS NULL
    `)
    .get(credentialId)

export type NewPasskey = {
  credentialId: string
  publicKey: Uint8Array
  counter: number
  transports: string[]
  name: string
}

export const addPasskey = (
  db: Database,
  clock: Clock,
  coordinatorId: number,
  { credentialId, publicKey, counter, transports, name }: NewPasskey,
) =>
  db
    .prepare(`
      INSERT INTO passkeys (coordinator_id, credential_id, public_key, counter, transports, name, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
    `)
    .run(coordinatorId, credentialId, publicKey, counter, JSON.stringify(transports), name, instant(clock)).changes ===
  1

/** False when the same signature count was written by another sign-in meanwhile. */
export const markUsed = (db: Database, clock: Clock, { id, counter }: Credential, next: number) =>
  db
    .prepare('UPDATE passkeys SET counter = ?, used_at = ? WHERE id = ? AND counter = ?')
    .run(next, instant(clock), id, counter).changes === 1

export const renamePasskey = (db: Database, id: number, name: string) =>
  db.prepare('UPDATE passkeys SET name = ? WHERE id = ?').run(name, id)

export const deletePasskey = (db: Database, coordinatorId: number, id: number) =>
  db.prepare('DELETE FROM passkeys WHERE id = ? AND coordinator_id = ?').run(id, coordinatorId).changes === 1

const challengeMinutes = 5

/** Keeps what a passkey is asked to sign: to register that of an account, or to sign somebody in (null). */
export const addChallenge = (db: Database, clock: Clock, challenge: string, coordinatorId: number | null) =>
  db
    .prepare('INSERT INTO challenges (challenge_hash, coordinator_id, expires_at) VALUES (?, ?, ?)')
    .run(hashToken(challenge), coordinatorId, instantIn(clock, challengeMinutes / 60))

/** Whether it was asked for, and not answered yet: it serves once. */
export const takeChallenge = (db: Database, clock: Clock, challenge: string, coordinatorId: number | null) =>
  db
    .prepare('DELETE FROM challenges WHERE challenge_hash = ? AND coordinator_id IS ? AND expires_at > ?')
    .run(hashToken(challenge), coordinatorId, instant(clock)).changes === 1
