import type { Clock } from '../clock.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import type { Event } from '../events/event.ts'
import { featureEvent } from '../events/status.ts'
import { note } from '../journal/queries.ts'
import { found } from '../web/errors.ts'
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
      if (feature(db, clock, found(proposition.event), featured, place.coordinator))
        res.redirect(303, `${place.base}?fait=${featured ? 'avant' : 'avant-retrait'}#statut`)
      else showOvertaken(res, tools, proposition, place, { act: 'avant', typed: {} })
    })
  }
}

/** Pressed twice, it is said once. False when the event is not online. */
function feature(db: Database, clock: Clock, event: Event, featured: 0 | 1, { id }: Coordinator): boolean {
  if (event.status !== 'published') return false
  if (event.featured === featured) return true
  db.transaction(() => {
    featureEvent(db, event, featured)
    note(db, clock, `coordinator:${id}`, featured ? 'featured' : 'unfeatured', event.reference)
  }).immediate()
  return true
}
