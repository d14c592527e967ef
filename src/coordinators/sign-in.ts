import { createHmac, randomInt } from 'node:crypto'
import { type Clock, instant, instantIn } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { hashToken, randomToken } from '../web/tokens.ts'
import type { Coordinator } from './queries.ts'

export const signInMinutes = 10
const codeAttempts = 5

type Asked = { request?: string; goal?: string | undefined }

/** Whom a sign-in lets in, and the page of the desk where they were going. */
export type Entry = { coordinatorId: number; goal: string | null }

/** Opens a sign-in for ten minutes, beside those already open: a stranger who asks does not close hers. `request` is what the asking browser holds. Returns its id. */
export function openSignIn(
  db: Database,
  clock: Clock,
  coordinator: Coordinator,
  { request = randomToken(), goal }: Asked = {},
): number {
  const { lastInsertRowid } = db
    .prepare('INSERT INTO sign_ins (coordinator_id, request_hash, expires_at, goal) VALUES (?, ?, ?, ?)')
    .run(coordinator.id, hashToken(request), instantIn(clock, signInMinutes / 60), goal ?? null)
  return Number(lastInsertRowid)
}

/** It was for nobody. */
export const takeBackSignIn = (db: Database, id: number) => db.prepare('DELETE FROM sign_ins WHERE id = ?').run(id)

/** The link's token and the code of an open sign-in, in place of those issued before; undefined when it is used or over. */
export function issueSignIn(
  db: Database,
  clock: Clock,
  secret: string,
  id: number,
): { token: string; code: string } | undefined {
  const request = db
    .prepare<unknown[], string>('SELECT request_hash FROM sign_ins WHERE id = ? AND used_at IS NULL AND expires_at > ?')
    .pluck()
    .get(id, instant(clock))
  if (!request) return undefined

  const issued = { token: randomToken(), code: String(randomInt(1_000_000)).padStart(6, '0') }
  db.prepare('UPDATE sign_ins SET token_hash = ?, code_hash = ? WHERE id = ?').run(
    hashToken(issued.token),
    hashCode(secret, request, issued.code),
    id,
  )
  return issued
}

/** Whether a link would still sign somebody in; looking uses nothing up. */
export const isSignInOpen = (db: Database, clock: Clock, token: string) =>
  db
    .prepare('SELECT 1 FROM sign_ins WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?')
    .get(hashToken(token), instant(clock)) !== undefined

/** Whom a link signs in, once. */
export function useSignInLink(db: Database, clock: Clock, token: string): Entry | undefined {
  return db
    .prepare<unknown[], Entry>(`
      UPDATE sign_ins SET used_at = @now WHERE token_hash = @token AND used_at IS NULL AND expires_at > @now
      RETURNING coordinator_id AS coordinatorId, goal
    `)
    .get({ token: hashToken(token), now: instant(clock) })
}

/** Whom a typed code signs in, once, from the browser that asked, five tries at most. */
export function useSignInCode(
  db: Database,
  clock: Clock,
  secret: string,
  request: string,
  typed: string,
): Entry | undefined {
  const hashed = hashToken(request)
  const bound = {
    request: hashed,
    now: instant(clock),
    code: hashCode(secret, hashed, typed.replaceAll(/\D/g, '')),
    attempts: codeAttempts,
  }
  return db.transaction(() => {
    db.prepare('UPDATE sign_ins SET attempts = attempts + 1 WHERE request_hash = @request').run(bound)
    return db
      .prepare<unknown[], Entry>(`
        UPDATE sign_ins SET used_at = @now
        WHERE request_hash = @request AND code_hash = @code AND used_at IS NULL AND expires_at > @now AND attempts <= @attempts
        RETURNING coordinator_id AS coordinatorId, goal
      `)
      .get(bound)
  })()
}

/** Closes what was asked for by mail and is not used yet. */
export const closeSignIns = (db: Database, coordinatorId: number) =>
  db.prepare('DELETE FROM sign_ins WHERE coordinator_id = ?').run(coordinatorId)

// Six digits alone could be found from a plain hash: the secret, which is not in the database, goes into it.
const hashCode = (secret: string, requestHash: string, code: string) =>
  createHmac('sha256', secret).update(`sign-in code\n${requestHash}\n${code}`).digest('hex')
