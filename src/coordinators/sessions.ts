import { type Clock, instant, instantIn, today } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { hashToken, randomToken, sign } from '../web/tokens.ts'
import type { Coordinator } from './queries.ts'

/** A working day. */
export const sessionHours = 12

export type Session = { id: number; coordinator: Coordinator; formToken: string }

/** Opens a session; its token is for the cookie only. */
export function openSession(db: Database, clock: Clock, coordinatorId: number, device?: string): string {
  const token = randomToken()
  const now = instant(clock)
  db.transaction(() => {
    db.prepare(`
      INSERT INTO sessions (token_hash, coordinator_id, created_at, expires_at, seen_on, device)
      VALUES (?, ?, ?, ?, ?, coalesce(?, 'Navigateur inconnu'))
    `).run(hashToken(token), coordinatorId, now, instantIn(clock, sessionHours), day(clock), device ?? null)
    db.prepare('UPDATE coordinators SET signed_in_at = ? WHERE id = ?').run(now, coordinatorId)
  })()
  return token
}

/** The running session of a cookie, with the token that its forms must send back. */
export function findSession(db: Database, clock: Clock, secret: string, token: string): Session | undefined {
  const found = db
    .prepare<[string, string], Coordinator & { session: number }>(`
      SELECT coordinators.id, email, role, sessions.id AS session
      FROM sessions
      JOIN coordinators ON coordinators.id = coordinator_id
      WHERE token_hash = ? AND expires_at > ? AND disabled_at IS NULL
    `)
    .get(hashToken(token), instant(clock))
  if (!found) return undefined
  const { session, ...coordinator } = found
  return { id: session, coordinator, formToken: sign(secret, 'desk form', hashToken(token).slice(0, 32)) }
}

/** Says that a session was used today. Only what sends something asks for it: reading a page changes nothing. */
export const noteSeen = (db: Database, clock: Clock, id: number) =>
  db.prepare('UPDATE sessions SET seen_on = @day WHERE id = @id AND seen_on IS NOT @day').run({ id, day: day(clock) })

export type OpenSession = { id: number; device: string; openedAt: string; seenOn: string | null; expiresAt: string }

/** Somebody's running sessions, the latest first. */
export const listSessions = (db: Database, clock: Clock, coordinatorId: number) =>
  db
    .prepare<[number, string], OpenSession>(`
      SELECT id, device, created_at AS openedAt, seen_on AS seenOn, expires_at AS expiresAt
      FROM sessions
      WHERE coordinator_id = ? AND expires_at > ?
      ORDER BY created_at DESC, id DESC
    `)
    .all(coordinatorId, instant(clock))

export const closeSession = (db: Database, token: string) =>
  db.prepare('DELETE FROM sessions WHERE token_hash = ?').run(hashToken(token))

/** Closes one session of somebody. False when it is not theirs, or over. */
export const closeSessionOf = (db: Database, coordinatorId: number, id: number) =>
  db.prepare('DELETE FROM sessions WHERE id = ? AND coordinator_id = ?').run(id, coordinatorId).changes === 1

/** Closes all sessions of somebody, but the one to keep. */
export const closeSessions = (db: Database, coordinatorId: number, kept = 0) =>
  db.prepare('DELETE FROM sessions WHERE coordinator_id = ? AND id <> ?').run(coordinatorId, kept)

/** Forgets the sessions, sign-ins and challenges that are over. */
export function purgeSessions(db: Database, clock: Clock): number {
  const now = instant(clock)
  const signIns = db.prepare('DELETE FROM sign_ins WHERE expires_at <= ?').run(now)
  const challenges = db.prepare('DELETE FROM challenges WHERE expires_at <= ?').run(now)
  const sessions = db.prepare('DELETE FROM sessions WHERE expires_at <= ?').run(now)
  return signIns.changes + challenges.changes + sessions.changes
}

const day = (clock: Clock) => today(clock, 'UTC')
