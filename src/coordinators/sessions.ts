import { type Clock, instant, instantIn } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { hashToken, randomToken, sign } from '../web/tokens.ts'
import type { Coordinator } from './queries.ts'

/** A working day. */
export const sessionHours = 12

export type Session = { coordinator: Coordinator; formToken: string }

/** Opens a session; its token is for the cookie only. */
export function openSession(db: Database, clock: Clock, coordinatorId: number): string {
  const token = randomToken()
  db.prepare('INSERT INTO sessions (token_hash, coordinator_id, created_at, expires_at) VALUES (?, ?, ?, ?)').run(
    hashToken(token),
    coordinatorId,
    instant(clock),
    instantIn(clock, sessionHours),
  )
  return token
}

/** The running session of a cookie, with the token that its forms must send back. */
export function findSession(db: Database, clock: Clock, secret: string, token: string): Session | undefined {
  const coordinator = db
    .prepare<[string, string], Coordinator>(`
      SELECT coordinators.id, email, role
      FROM sessions
      JOIN coordinators ON coordinators.id = coordinator_id
      WHERE token_hash = ? AND expires_at > ? AND disabled_at IS NULL
    `)
    .get(hashToken(token), instant(clock))
  return coordinator && { coordinator, formToken: sign(secret, 'desk form', hashToken(token).slice(0, 32)) }
}

export const closeSession = (db: Database, token: string) =>
  db.prepare('DELETE FROM sessions WHERE token_hash = ?').run(hashToken(token))

/** Forgets the sessions and sign-ins that are over. */
export function purgeSessions(db: Database, clock: Clock): number {
  const now = instant(clock)
  const signIns = db.prepare('DELETE FROM sign_ins WHERE expires_at <= ?').run(now)
  return signIns.changes + db.prepare('DELETE FROM sessions WHERE expires_at <= ?').run(now).changes
}
