import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'

/** A reader sees the desk without any private contact, and decides nothing. */
export type Role = 'coordinator' | 'reader'

export type Coordinator = { id: number; email: string; role: Role }

export const findCoordinatorByEmail = (db: Database, email: string) =>
  db
    .prepare<[string], Coordinator>('SELECT id, email, role FROM coordinators WHERE email = ? AND disabled_at IS NULL')
    .get(email.trim())

/** Somebody who may decide today. */
export const findCoordinator = (db: Database, id: number) =>
  db
    .prepare<[number], Coordinator>(
      `SELECT id, email, role FROM coordinators WHERE id = ? AND role = 'coordinator' AND disabled_at IS NULL`,
    )
    .get(id)

/** Those who may decide today, and are told. */
export const listCoordinators = (db: Database) =>
  db
    .prepare<[], Coordinator>(
      `SELECT id, email, role FROM coordinators WHERE role = 'coordinator' AND disabled_at IS NULL ORDER BY id`,
    )
    .all()

/** Every account ever made, for the history: a disabled one keeps its name there. */
export const listAccounts = (db: Database) =>
  db
    .prepare<[], Coordinator & { disabledAt: string | null }>(
      'SELECT id, email, role, disabled_at AS disabledAt FROM coordinators ORDER BY id',
    )
    .all()

/** False when the address has an account already (a disabled one is enabled again). */
export function addCoordinator(db: Database, clock: Clock, email: string): boolean {
  const { changes } = db
    .prepare(`
      INSERT INTO coordinators (email, created_at) VALUES (?, ?)
      ON CONFLICT (email) DO UPDATE SET disabled_at = NULL WHERE disabled_at IS NOT NULL
    `)
    .run(email, instant(clock))
  return changes === 1
}

/** Takes an account away, with its sessions and its pending sign-ins. False when there is no such account. */
export function disableCoordinator(db: Database, clock: Clock, email: string): boolean {
  const coordinator = findCoordinatorByEmail(db, email)
  if (!coordinator) return false

  db.transaction(() => {
    db.prepare('UPDATE coordinators SET disabled_at = ? WHERE id = ?').run(instant(clock), coordinator.id)
    db.prepare('DELETE FROM sessions WHERE coordinator_id = ?').run(coordinator.id)
    db.prepare('DELETE FROM sign_ins WHERE coordinator_id = ?').run(coordinator.id)
  })()
  return true
}
