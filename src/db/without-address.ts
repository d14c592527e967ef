import type { Database } from './open.ts'

/**
 * Teaches SQL `mentions(address, text…)`, `without_address(text, address)` and, for the texts inside a JSON value,
 * `without_address_in`.
 */
export function teachErasing(db: Database) {
  const known = { deterministic: true }
  db.function('mentions', { ...known, varargs: true }, (address: unknown, ...texts: unknown[]) =>
    Number(
      texts.some((text) => typeof text === 'string' && text.toLowerCase().includes(String(address).toLowerCase())),
    ),
  )
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
