import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** A random secret for an address or a cookie: 128 bits, 22 characters. */
export const randomToken = () => randomBytes(16).toString('base64url')

/** How random tokens are kept at rest. */
export const hashToken = (token: string) => createHash('sha256').update(token).digest('hex')

/** `parts` signed for one purpose, safe in a URL: nothing to store, nothing to steal at rest. Parts hold no dot. */
export function sign(secret: string, purpose: string, ...parts: (string | number)[]) {
  const text = parts.join('.')
  return `${text}.${seal(secret, purpose, text)}`
}

/** The parts of a token that we signed for this purpose, or undefined. */
export function unsign(secret: string, purpose: string, token: string): string[] | undefined {
  const cut = token.lastIndexOf('.')
  if (cut < 1) return undefined

  const text = token.slice(0, cut)
  const given = Buffer.from(token.slice(cut + 1))
  const expected = Buffer.from(seal(secret, purpose, text))
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  return text.split('.')
}

const seal = (secret: string, purpose: string, text: string) =>
  createHmac('sha256', secret).update(`${purpose}\n${text}`).digest().subarray(0, 16).toString('base64url')
