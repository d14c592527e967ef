import type { Request, Response } from 'express'
import type { Clock } from '../clock.ts'
import { coordinatorOf } from '../coordinators/desk.ts'
import type { Database } from '../db/open.ts'
import { deskAddress, findProposition, kindRooms, type PropositionKind } from '../propositions/proposition.ts'
import { found } from '../web/errors.ts'
import { openRoom } from '../web/room.ts'
import { openActs } from './acts.ts'
import { openCharge } from './charge.ts'
import { type Place, showProposition } from './page.ts'
import { showQueue } from './queue-page.ts'
import { keepList, openedIn } from './queue-way.ts'

type Tools = { db: Database; clock: Clock }

/** What every account reads: what waits, and the page of one proposition. */
export function deskRoutes(tools: Tools) {
  const room = openRoom()

  room.get('/', (req, res) => showQueue(req, res, tools))

  for (const { kind, name } of rooms) {
    room.get(`/${name}/:reference`, (req, res) => {
      const { proposition, place } = openAtDesk(tools, kind, req, res)
      showProposition(res, tools, proposition, place)
    })
  }
  return room
}

/** What coordinators do to a proposition. */
export function decidingRoutes(tools: Tools) {
  const room = openRoom()
  room.use(keepList)
  for (const { kind, name } of rooms) {
    const open = (req: Request, res: Response) => openAtDesk(tools, kind, req, res)
    openCharge(room, `/${name}/:reference/prise-en-charge`, tools, open)
    openActs(room, `/${name}/:reference`, tools, open)
  }
  return room
}

const rooms = Object.entries(kindRooms).map(([kind, name]) => ({ kind: kind as PropositionKind, name }))

function openAtDesk({ db }: Tools, kind: PropositionKind, req: Request, res: Response) {
  const coordinator = coordinatorOf(res)
  const proposition = found(findProposition(db, kind, String(req.params.reference)))
  const place: Place = {
    base: deskAddress(proposition),
    coordinator,
    hrefOfSheet: deskAddress,
    hrefOfDocument: ({ id, name }) => `/documents/${id}/${encodeURIComponent(name)}`,
    hrefOfImage: ({ storedAs, widths }) => `/images/${storedAs}-${widths?.[0]}.webp`,
    atDesk: true,
    mayDecide: coordinator.role === 'coordinator',
    opened: openedIn(req.query, req.body),
  }
  return { proposition, place }
}
