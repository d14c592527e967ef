import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { currentZone } from '../editions/queries.ts'
import { listMissing } from '../pages/facts.ts'
import { sitePages } from '../pages/pages.ts'
import { listLastSaved } from '../pages/queries.ts'
import { listResources } from '../resources/queries.ts'
import { privatePage } from '../web/page.ts'
import { openRoom } from '../web/room.ts'
import { openEditRoom } from './edit.ts'
import { openFactsRoom } from './facts.ts'
import { openVersionRoom } from './versions.ts'

export type Tools = { db: Database; clock: Clock; baseUrl: string }

/** The site's own pages, in the words of the coordination. */
export function pageDeskRoutes(tools: Tools) {
  const { db } = tools
  const room = openRoom()

  room.get('/', (_req, res) => {
    privatePage(res, 'page-desk/index', {
      title: 'Contenus du site',
      pages: sitePages,
      saved: listLastSaved(db),
      missing: listMissing(db),
      resources: listResources(db).length,
      timeZone: currentZone(db),
    })
  })

  openFactsRoom(room, tools)
  openEditRoom(room, tools)
  openVersionRoom(room, tools)
  return room
}
