import { type Clock, instant, realClock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { type Actor, note } from '../journal/queries.ts'
import { queueMail } from '../mail/outbox.ts'
import { type Account, addCoordinator, findCoordinatorByEmail, type Role } from './queries.ts'
import { roleText } from './roles.ts'
import { closeSessions } from './sessions.ts'
import { closeSignIns } from './sign-in.ts'

// What is done to an account: noted in the journal under its number, never under its address.

type Invitation = { email: string; name?: string | undefined; role: Role }

/** Opens an account, or opens it again, and says so by mail when a colleague does it. Undefined when it is open already. */
export function openAccount(db: Database, clock: Clock, actor: Actor, { email, name, role }: Invitation) {
  return db
    .transaction(() => {
      if (!addCoordinator(db, clock, email, { name, role })) return undefined
      const account = findCoordinatorByEmail(db, email)
      const id = account?.id ?? 0
      note(db, clock, actor, 'account-opened', subjectOf(id), { after: { Rôle: roleText(role) } })
      const by = /^coordinator:(\d+)$/.exec(actor)?.[1]
      if (by) queueMail(db, realClock, { name: 'account-opened', to: email, data: { by: Number(by), account: id } })
      return account
    })
    .immediate()
}

/** Closes an account at once: no session, sign-in, passkey or code of it opens anything. False for the last coordinator. */
export function closeAccount(db: Database, clock: Clock, actor: Actor, id: number): boolean {
  return db
    .transaction(() => {
      const { changes } = db
        .prepare(`
          UPDATE coordinators SET disabled_at = @now
          WHERE id = @id AND disabled_at IS NULL AND (role = 'reader' OR EXISTS (
            SELECT 1 FROM coordinators WHERE id <> @id AND role = 'coordinator' AND disabled_at IS NULL
          ))
        `)
        .run({ id, now: instant(clock) })
      if (changes === 0) return false
      forgetWaysIn(db, id)
      note(db, clock, actor, 'account-closed', subjectOf(id))
      return true
    })
    .immediate()
}

/** What an account may do from now on. False for the last coordinator, or when it is so already. */
export function changeRole(db: Database, clock: Clock, actor: Actor, { id, role: before }: Account, role: Role) {
  return db
    .transaction(() => {
      const { changes } = db
        .prepare(`
          UPDATE coordinators SET role = @role
          WHERE id = @id AND disabled_at IS NULL AND role = @before AND role <> @role AND (@role = 'coordinator' OR EXISTS (
            SELECT 1 FROM coordinators WHERE id <> @id AND role = 'coordinator' AND disabled_at IS NULL
          ))
        `)
        .run({ id, role, before })
      if (changes === 0) return false
      const change = { before: { Rôle: roleText(before) }, after: { Rôle: roleText(role) } }
      note(db, clock, actor, 'role-changed', subjectOf(id), change)
      return true
    })
    .immediate()
}

export const renameAccount = (db: Database, id: number, name: string | undefined) =>
  db.prepare('UPDATE coordinators SET name = ? WHERE id = ?').run(name ?? null, id)

/** Forgets whose a closed account was: what they decided stays, under its number. One that is open is left. */
export function eraseAccountOf(db: Database, clock: Clock, actor: Actor, email: string) {
  const id = db
    .prepare<unknown[], number>(`
      UPDATE coordinators SET
        name = NULL,
        email = 'acces-' || id || '@efface.invalid',
        signed_in_at = NULL,
        erased_at = @now
      WHERE email = @email AND disabled_at IS NOT NULL
      RETURNING id
    `)
    .pluck()
    .get({ email, now: instant(clock) })
  if (id !== undefined) note(db, clock, actor, 'account-erased', subjectOf(id))
}

/** What the journal calls an account. */
export const subjectOf = (id: number) => `acces-${id}`

function forgetWaysIn(db: Database, id: number) {
  closeSessions(db, id)
  closeSignIns(db, id)
  db.prepare('DELETE FROM challenges WHERE coordinator_id = ?').run(id)
  db.prepare('DELETE FROM passkeys WHERE coordinator_id = ?').run(id)
  db.prepare('DELETE FROM recovery_codes WHERE coordinator_id = ?').run(id)
}
