import { suggestCommunes } from '../communes/suggestions.ts'
import type { Database } from '../db/open.ts'
import { openRoom } from '../web/room.ts'

/** The communes that fit what somebody types, for public/js/communes.js. */
export function communeRoutes({ db }: { db: Database }) {
  const room = openRoom()

  room.get('/', (req, res) => {
    res.set('Cache-Control', 'public, max-age=3600')
    res.json(suggestCommunes(db, typeof req.query.q === 'string' ? req.query.q : ''))
  })

  return room
}
