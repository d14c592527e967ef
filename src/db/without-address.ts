import type { Database } from './open.ts'

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

/** Where an address may be written: columns of text, columns of JSON, and what else changes with them. */
type Written = { table: string; texts?: string[]; json?: string[]; also?: string }

/** Takes an address out of a noun's texts. The names are the program's own. */
export function redact(db: Database, { table, texts = [], json = [], also }: Written, email: string) {
  eraserFor(db)
  const changes = [
    ...texts.map((column) => `${column} = without_address(${column}, @email)`),
    ...json.map((column) => `${column} = without_address_in(${column}, @email)`),
    ...(also ? [also] : []),
  ]
  const all = [...texts, ...json].join(', ')
  return db
    .prepare(
      `UPDATE ${table} SET ${changes.join(', ')} WHERE instr(lower(concat_ws(char(10), ${all})), lower(@email)) > 0`,
    )
    .run({ email }).changes
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
