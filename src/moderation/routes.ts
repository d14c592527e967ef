import type { Request, Response } from 'express'
import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { editing } from '../guides/editing.ts'
import { moderating } from '../guides/moderating.ts'
import { guideLocals } from '../guides/show.ts'
import { privatePage } from '../web/page.ts'
import { openRoom } from '../web/room.ts'
import { openActs } from './acts.ts'
import { openCharge } from './charge.ts'
import { showProposition } from './page.ts'
import { openAtDesk, rooms } from './place.ts'
import { openPreviewRoom } from './preview.ts'
import { showQueue } from './queue-page.ts'
import { keepList } from './queue-way.ts'
import { openRemarkActs, openRemarkPages } from './remarks/routes.ts'
import { keepWritten } from './written.ts'

type Tools = { db: Database; clock: Clock }

/** What every account reads: what waits, and the page of one proposition. */
export function deskRoutes(tools: Tools) {
  const room = openRoom()

  room.get('/', (req, res) => showQueue(req, res, tools))

  room.get('/aide', (_req, res) =>
    privatePage(res, 'guides/show', { ...guideLocals(moderating), after: '_moderating' }),
  )

  room.get('/aide/contenus', (_req, res) =>
    privatePage(res, 'guides/show', { ...guideLocals(editing), after: '_editing' }),
  )

  openPreviewRoom(room, tools)
  openRemarkPages(room, tools)

  for (const { kind, name } of rooms) {
    room.get(`/${name}/:reference`, (req, res) => {
      const { proposition, place } = openAtDesk(tools.db, kind, req, res)
      showProposition(res, tools, proposition, place)
    })
  }
  return room
}

/** What coordinators do to a proposition. */
export function decidingRoutes(tools: Tools) {
  const room = openRoom()
  room.use(keepList)
  keepWritten(room, tools)
  openRemarkActs(room, tools)
  for (const { kind, name } of rooms) {
    const open = (req: Request, res: Response) => openAtDesk(tools.db, kind, req, res)
    openCharge(room, `/${name}/:reference/prise-en-charge`, tools, open)
    openActs(room, `/${name}/:reference`, tools, open)
  }
  return room
}
