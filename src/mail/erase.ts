import type { Database } from '../db/open.ts'
import { eraserFor } from '../db/without-address.ts'
import type { MailStatus } from './desk.ts'

/** Takes back the mail that this transaction has just queued. */
export const takeBackMail = (db: Database) => db.prepare('DELETE FROM outbox WHERE id = last_insert_rowid()').run()

/** How many mails of that name were queued for an address since an instant. */
export const countQueued = (db: Database, { name, to, since }: { name: string; to: string; since: string }) =>
  db
    .prepare<[string, string, string], number>(
      'SELECT count(*) FROM outbox WHERE name = ? AND recipient = ? COLLATE NOCASE AND created_at >= ?',
    )
    .pluck()
    .get(name, to, since) ?? 0

/** The mails to an address, by their names. */
export const listMailsTo = (db: Database, email: string) =>
  db
    .prepare<[string], { name: string; status: MailStatus; createdAt: string; sentAt: string | null }>(`
      SELECT name, status, created_at AS createdAt, sent_at AS sentAt FROM outbox WHERE recipient = ? COLLATE NOCASE ORDER BY id
    `)
    .all(email)

/** Forgets the mails to an address, sent or not, those about propositions that are gone, and the address in all others. */
export function eraseMails(db: Database, email: string, gone: string[]) {
  db.prepare(`
    DELETE FROM outbox
    WHERE recipient = @email COLLATE NOCASE OR data ->> 'reference' IN (SELECT value FROM json_each(@gone))
  `).run({ email, gone: JSON.stringify(gone) })
  eraserFor(db)
  db.prepare(`
    UPDATE outbox SET data = without_address_in(data, @email), last_error = without_address(last_error, @email)
    WHERE instr(lower(data || coalesce(last_error, '')), lower(@email)) > 0
  `).run({ email })
}
