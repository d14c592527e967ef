import type { Request, RequestHandler, Response } from 'express'
import { ipKeyGenerator, rateLimit } from 'express-rate-limit'
import { HttpError } from './errors.ts'
import { count } from './french.ts'

export type Limits = {
  /** forms sent from one address in ten minutes */
  forms: number
  /** what makes the site write to somebody, from one address in ten minutes: mails and codes asked for, messages to the coordination */
  signIn: number
  /** what one address may hand in in a day */
  uploads: { files: number; bytes: number }
}

// Colleagues share the address of their town hall, and each button of a form sends it.
export const defaultLimits: Limits = { forms: 200, signIn: 10, uploads: { files: 100, bytes: 200 * 1024 * 1024 } }

// A network may be a whole town behind one provider: it gets more than one address, not without end.
const perNetwork = 5

/** Who is counted for what an address sends: itself, and its network; `times` what one address may. */
export const senders = [
  { keyOf: (ip: string) => ipKeyGenerator(plain(ip), 64), times: 1 },
  { keyOf: networkOf, times: perNetwork },
]

/** At most `limit` POSTs from one address in ten minutes, and five times as many from its network (IPv4 /24, IPv6 /48). */
export const limitPosts = (limit: number): RequestHandler[] =>
  senders.map(({ keyOf, times }) => limitBy(limit * times, ({ ip = '' }) => keyOf(ip)))

function networkOf(ip: string) {
  const address = plain(ip)
  return address.includes(':') ? ipKeyGenerator(address, 48) : address.slice(0, address.lastIndexOf('.'))
}

/** Where both families arrive on one socket, an IPv4 address is written as an IPv6 one. */
const plain = (ip: string) => ip.replace(/^::ffff:(?=[\d.]+$)/, '')

function limitBy(limit: number, keyGenerator: (req: Request) => string): RequestHandler {
  return rateLimit({
    windowMs: 10 * 60 * 1000,
    limit,
    keyGenerator,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    skip: (req) => req.method !== 'POST',
    handler: (_req, res) => {
      throw new HttpError(
        429,
        `Beaucoup d’envois sont arrivés de votre connexion. Revenez à la page précédente : ce que vous avez écrit y est. Attendez ${delayOf(res)}, puis envoyez de nouveau le formulaire.`,
        'Un instant',
      )
    },
  })
}

/** The delay that the answer states in its header. */
const delayOf = (res: Response) => count(Math.max(1, Math.ceil(Number(res.get('Retry-After')) / 60)), 'minute')
