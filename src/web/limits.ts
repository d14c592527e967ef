import type { RequestHandler } from 'express'
import { rateLimit } from 'express-rate-limit'
import { HttpError } from './errors.ts'

export type Limits = {
  /** forms sent from one address in ten minutes */
  forms: number
  /** sign-in mails and codes asked for from one address in ten minutes */
  signIn: number
}

export const defaultLimits: Limits = { forms: 60, signIn: 10 }

/** At most `limit` POSTs from one address (an IPv6 network counts as one) in ten minutes. */
export function limitPosts(limit: number): RequestHandler {
  return rateLimit({
    windowMs: 10 * 60 * 1000,
    limit,
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
