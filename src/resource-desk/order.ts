import type { Request } from 'express'
import { coordinatorOf } from '../coordinators/desk.ts'
import { note } from '../journal/queries.ts'
import { moveResource, type Way } from '../resources/order.ts'
import type { Room } from '../web/room.ts'
import { resourceOf } from './edit.ts'
import type { Tools } from './routes.ts'

/** « Monter » and « Descendre ». */
export function openOrderRoom(room: Room, tools: Tools) {
  const { db, clock } = tools

  room.post('/:slug/ordre', (req, res) => {
    const resource = resourceOf(tools, req)
    db.transaction(() => {
      moveResource(db, resource, wayIn(req))
      note(db, clock, `coordinator:${coordinatorOf(res).id}`, 'toolbox-arranged', 'boite-a-outils')
    }).immediate()
    res.redirect(303, `/moderation/ressources#r-${resource.slug}`)
  })
}

export const wayIn = (req: Request): Way => (req.body?.sens === 'haut' ? 'haut' : 'bas')
