import type { Request, Response } from 'express'
import { type Holder, holderOf } from '../propositions/links.ts'
import { found, HttpError } from '../web/errors.ts'
import { privatePage } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import type { Tools } from './routes.ts'

/** The proposition behind a personal link, who holds it, and where its page is. */
export type Followed = Holder & { token: string; path: string }

type Keys = Pick<Tools, 'db' | 'secret'>

/** A link that does not open is explained the same way, whatever was asked behind it. */
export function openLinks(room: Room, { db, secret }: Keys) {
  room.param('token', (_req, res, next, token: string) => {
    const holder = holderOf(db, secret, token)
    if (holder === 'over' || !holder) showNoLink(res.status(holder ? 410 : 404))
    else next()
  })
}

export function followed({ db, secret }: Keys, req: Request): Followed {
  const token = String(req.params.token)
  const holder = holderOf(db, secret, token)
  return { ...found(holder === 'over' ? undefined : holder), token, path: `/suivi/${token}` }
}

/** What a colleague's link does not open. */
export function mainOnly(one: Followed): Followed {
  if (one.colleague) {
    throw new HttpError(
      403,
      'Ce lien est celui d’un collègue : seule la personne qui a remis la proposition peut la confier, changer son adresse ou retirer quelqu’un.',
    )
  }
  return one
}

const showNoLink = (res: Response) =>
  privatePage(res, 'follow/no-link', { title: 'Ce lien est incomplet ou ne sert plus' })
