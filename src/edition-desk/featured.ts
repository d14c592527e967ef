import type { Response } from 'express'
import { coordinatorOf } from '../coordinators/desk.ts'
import { findCurrentEdition } from '../editions/queries.ts'
import { feature, listFeaturable, listFeatured } from '../events/featured.ts'
import { found } from '../web/errors.ts'
import type { Errors } from '../web/fields.ts'
import { fold } from '../web/french.ts'
import { privatePage } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import type { Tools } from './tools.ts'

/** « À noter dans votre agenda »: which events the home page puts forward. */
export function openFeaturedRoom(room: Room, tools: Tools) {
  room.get('/mis-en-avant', (req, res) => showFeatured(res, tools, req.query.q))

  room.post('/mis-en-avant', (req, res) => {
    const { evenement, etat, q } = req.body ?? {}
    const featured = etat === 'oui' ? 1 : 0
    const actor = `coordinator:${coordinatorOf(res).id}` as const
    const done = feature(tools.db, tools.clock, actor, String(evenement), featured)
    if (!done) return showFeatured(res.status(422), tools, q, { q: 'Choisissez un événement publié de cette édition' })
    res.redirect(303, `/moderation/edition/mis-en-avant?fait=${featured ? 'avant' : 'retire'}`)
  })
}

function showFeatured(res: Response, { db }: Tools, asked: unknown, errors: Errors = {}) {
  const edition = found(findCurrentEdition(db))
  const q = typeof asked === 'string' ? asked.trim().slice(0, 100) : ''
  privatePage(res, 'edition-desk/featured', {
    title: 'Mis en avant',
    q,
    errors,
    done: res.req.query.fait,
    featured: listFeatured(db, edition.id),
    others: listFeaturable(db, edition.id, fold(q).split(' ').filter(Boolean)),
  })
}
