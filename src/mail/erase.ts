import type { Database } from '../db/open.ts'
import { referencesOf } from './about.ts'
import type { MailStatus } from './desk.ts'

/** Takes back the mail that this transaction has just queued. */
export const takeBackMail = (db: Database) => db.prepare('DELETE FROM outbox WHERE id = last_insert_rowid()').run()

/** The mails to an address, by their names. */
export const listMailsTo = (db: Database, email: string) =>
  db
    .prepare<[string], { name: string; status: MailStatus; createdAt: string; sentAt: string | null }>(`
      SELECT name, status, created_at AS createdAt, sent_at AS sentAt FROM outbox WHERE recipient = ? COLLATE NOCASE ORDER BY id
    `)
    .all(email)

/** The propositions of somebody who is erased: all that were their `own`, and those that are `gone` with them. */
export type Erased = { own: string[]; gone: string[] }

/** Forgets the mails to an address, sent or not, what the others quote of its propositions, and the address in all of them. */
export function eraseMails(db: Database, email: string, { own, gone }: Erased) {
  db.prepare('DELETE FROM outbox WHERE recipient = ? COLLATE NOCASE').run(email)
  for (const { id, status, data } of listAbout(db, own)) {
    const left = referencesOf(data).filter((reference) => !gone.includes(reference))
    const over = status === 'sent' || status === 'cancelled'
    if (left.length === 0 || (over && quotes(data))) db.prepare('DELETE FROM outbox WHERE id = ?').run(id)
    else db.prepare(`UPDATE outbox SET data = json_remove(data, '$.edits', '$.note') WHERE id = ?`).run(id)
  }
  db.prepare(`
    UPDATE outbox SET data = without_address_in(data, @email), last_error = without_address(last_error, @email)
    WHERE mentions(@email, data, last_error)
  `).run({ email })
}

const listAbout = (db: Database, references: string[]) =>
  db
    .prepare<[string], { id: number; status: MailStatus; data: string }>(`
      SELECT id, status, data FROM outbox
      WHERE EXISTS (SELECT 1 FROM json_each(?) AS one WHERE instr(data, '"' || one.value || '"'))
    `)
    .all(JSON.stringify(references))
    .map((mail) => ({ ...mail, data: JSON.parse(mail.data) as Record<string, unknown> }))

/** Whether its data hold words that somebody wrote, beside what is looked up as it leaves. */
const quotes = ({ edits, note, message }: Record<string, unknown>) =>
  (edits ?? note ?? undefined) !== undefined || typeof message === 'string'
