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

export type Account = Coordinator & {
  name: string | null
  /** how the history calls them */
  who: string
  openedAt: string
  signedInAt: string | null
  disabledAt: string | null
  erasedAt: string | null
  passkeys: number
}

/** Every account ever made: a closed one keeps its name in the history. */
export const listAccounts = (db: Database) =>
  db
    .prepare<[], Account>(`
      SELECT
        id,
        email,
        role,
        name,
        CASE WHEN erased_at IS NULL THEN coalesce(name, email) ELSE 'accès effacé nº ' || id END AS who,
        created_at AS openedAt,
        signed_in_at AS signedInAt,
        disabled_at AS disabledAt,
        erased_at AS erasedAt,
        (SELECT count(*) FROM passkeys WHERE coordinator_id = coordinators.id) AS passkeys
      FROM coordinators
      ORDER BY id
    `)
    .all()

export const findAccount = (db: Database, id: number) => listAccounts(db).find((account) => account.id === id)

type NewAccount = { name?: string | undefined; role?: Role }

/** False when the address has an open account already; a closed one is opened again, as it is asked for now. */
export function addCoordinator(
  db: Database,
  clock: Clock,
  email: string,
  { name, role = 'coordinator' }: NewAccount = {},
): boolean {
  const { changes } = db
    .prepare(`
      INSERT INTO coordinators (email, name, role, created_at) VALUES (@email, @name, @role, @now)
      ON CONFLICT (email) DO UPDATE SET disabled_at = NULL, role = @role, name = coalesce(@name, name)
      WHERE disabled_at IS NOT NULL
    `)
    .run({ email, name: name ?? null, role, now: instant(clock) })
  return changes === 1
}
