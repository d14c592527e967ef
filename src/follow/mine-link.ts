import type { Request, Response } from 'express'
import { findPerson } from '../propositions/person.ts'
import { found } from '../web/errors.ts'
import { privatePage } from '../web/page.ts'
import type { Tools } from './routes.ts'

/** The address behind a mailed link, and the address of its page. */
export type Opened = { email: string; path: string; until: string }

/** Undefined when the answer was given: the link is over, or nothing is left behind it. */
export function opened(
  { db, clock, secret }: Pick<Tools, 'db' | 'clock' | 'secret'>,
  req: Request,
  res: Response,
): Opened | undefined {
  const token = String(req.params.token)
  const path = `/mes-propositions/${token}`
  const { email, over, until } = found(findPerson(db, clock, secret, token))
  if (email && !over) return { email, path, until }

  privatePage(res.status(410), 'follow/mine-over', {
    title: email ? 'Ce lien a plus de sept jours' : 'Plus rien à cette adresse',
    again: email && path,
  })
}
