import type { Request, Response } from 'express'
import { coordinatorOf } from '../coordinators/desk.ts'
import type { Database } from '../db/open.ts'
import {
  deskAddress,
  findProposition,
  kindRooms,
  type Proposition,
  type PropositionKind,
} from '../propositions/proposition.ts'
import { found } from '../web/errors.ts'
import type { Room } from '../web/room.ts'
import type { Place } from './page.ts'
import { openedIn } from './queue-way.ts'

/** The rooms of the desk where one proposition is read, each with its kind. */
export const rooms = Object.entries(kindRooms).map(([kind, name]) => ({ kind: kind as PropositionKind, name }))

/** Of the addresses of a room that say `:room`, only those of propositions are meant. */
export const onlyPropositions = (room: Room) =>
  room.param('room', (_req, _res, next, name) => next(rooms.some((one) => one.name === name) ? undefined : 'route'))

/** The kind that a room of the desk holds. */
export const kindOfRoom = (name: unknown): PropositionKind => found(rooms.find((room) => room.name === name)).kind

/** The proposition of an address of the desk, as the account that is signed in may see it. */
export function openAtDesk(
  db: Database,
  kind: PropositionKind,
  req: Request,
  res: Response,
): { proposition: Proposition; place: Place } {
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
