import type { Database } from '../db/open.ts'

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
    .prepare<
      [string],
      { name: string; status: 'waiting' | 'sent' | 'dead'; createdAt: string; sentAt: string | null }
    >(`
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

/** Teaches SQL `without_address(text, address)` and, for the texts inside a JSON value, `without_address_in`. */
export function eraserFor(db: Database) {
  const known = { deterministic: true }
  db.function('without_address', known, (text: unknown, address: unknown) =>
    typeof text === 'string' ? withoutAddress(text, String(address)) : text,
  )
  db.function('without_address_in', known, (json: unknown, address: unknown) =>
    typeof json === 'string' ? JSON.stringify(withoutAddressIn(JSON.parse(json), String(address))) : json,
  )
}

/** A text where an address is a single « … »: never longer, so that it still fits its column. One that only ends or begins alike stays. */
export const withoutAddress = (text: string, address: string) =>
  text.replace(
    new RegExp(`(?<![\\p{L}\\p{N}._%+'-])${RegExp.escape(address)}(?![\\p{L}\\p{N}-]|\\.[\\p{L}\\p{N}])`, 'giu'),
    '…',
  )

/** The same in every text of a value; one that was the address alone is empty. */
export function withoutAddressIn(value: unknown, address: string): unknown {
  if (typeof value === 'string') {
    const text = withoutAddress(value, address)
    return text.trim() === '…' ? '' : text
  } else if (Array.isArray(value)) {
    return value.map((one) => withoutAddressIn(one, address))
  } else if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutAddressIn(one, address)]))
  } else {
    return value
  }
}
