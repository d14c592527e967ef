import type { Clock } from '../clock.ts'
import { listAccounts, listCoordinators } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { takeUntold } from '../mail/mend.ts'
import { queueMail } from '../mail/outbox.ts'

/** Tells the coordination, once and together, which mails to organisers were given up; never about the mails that she gets herself. */
export function tellUndelivered(db: Database, clock: Clock) {
  db.transaction(() => {
    const accounts = new Set(listAccounts(db).map(({ email }) => email.toLowerCase()))
    const mails = takeUntold(db, clock)
      .filter(({ recipient }) => !accounts.has(recipient.toLowerCase()))
      .map(({ id }) => id)
    if (mails.length === 0) return
    for (const { id, email } of listCoordinators(db))
      queueMail(db, clock, { name: 'mail-undelivered', to: email, data: { mails, coordinator: id } })
  }).immediate()
}
