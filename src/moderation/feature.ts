import { feature } from '../events/featured.ts'
import type { Room } from '../web/room.ts'
import { showOvertaken } from './overtaken.ts'
import type { Tools } from './page.ts'
import { openAtDesk } from './place.ts'

/** « À noter dans votre agenda » : what opens the home page. */
export function openFeatureRoom(room: Room, tools: Tools) {
  const { db, clock } = tools
  for (const [noun, featured] of [
    ['avant', 1],
    ['avant/retrait', 0],
  ] as const) {
    room.post(`/evenements/:reference/${noun}`, (req, res) => {
      const { proposition, place } = openAtDesk(db, 'evenement', req, res)
      const actor = `coordinator:${place.coordinator.id}` as const
      if (feature(db, clock, actor, proposition.reference, featured))
        res.redirect(303, `${place.base}?fait=${featured ? 'avant' : 'avant-retrait'}#statut`)
      else showOvertaken(res, tools, proposition, place, { act: 'avant', typed: {} })
    })
  }
}
