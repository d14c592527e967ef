import type { Request, RequestHandler } from 'express'
import { ipKeyGenerator, rateLimit } from 'express-rate-limit'
import { HttpError } from './errors.ts'

export type Limits = {
  /** forms sent from one address in ten minutes */
  forms: number
  /** sign-in mails and codes asked for from one address in ten minutes */
  signIn: number
  /** what one address may hand in in a day */
  uploads: { files: number; bytes: number }
}

export const defaultLimits: Limits = { forms: 60, signIn: 10, uploads: { files: 100, bytes: 200 * 1024 * 1024 } }

// A network may be a whole town behind one provider: it gets more than one address, not without end.
const perNetwork = 5

/** At most `limit` POSTs from one address in ten minutes, and five times as many from its network (IPv4 /24, IPv6 /48). */
export function limitPosts(limit: number): RequestHandler[] {
  return [limitBy(limit, (req) => ipKeyGenerator(addressOf(req), 64)), limitBy(limit * perNetwork, networkOf)]
}

function networkOf(req: Request) {
  const address = addressOf(req)
  return address.includes(':') ? ipKeyGenerator(address, 48) : address.slice(0, address.lastIndexOf('.'))
}

/** Where both families arrive on one socket, an IPv4 address is written as an IPv6 one. */
const addressOf = ({ ip = '' }: Request) => ip.replace(/^::ffff:(?=[\d.]+$)/, '')

function limitBy(limit: number, keyGenerator: (req: Request) => string): RequestHandler {
  return rateLimit({
    windowMs: 10 * 60 * 1000,
    limit,
    keyGenerator,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    skip: (req) => req.method !== 'POST',
    handler: () => {
      throw new HttpError(
        429,
        'Beaucoup d’envois sont arrivés de votre connexion. Attendez dix minutes, puis renvoyez la page : rien n’est perdu.',
        'Un instant',
      )
    },
  })
}
