import type { Request, Response } from 'express'
import { type Clock, today } from '../clock.ts'
import { coordinatorOf } from '../coordinators/desk.ts'
import type { Database } from '../db/open.ts'
import { findCurrentEdition } from '../editions/queries.ts'
import { labelOf, type Status, statuses } from '../events/lists.ts'
import { flagText } from '../propositions/flags.ts'
import {
  deskAddress,
  findProposition,
  kindNames,
  kindRooms,
  type PropositionKind,
} from '../propositions/proposition.ts'
import { found } from '../web/errors.ts'
import { privatePage } from '../web/page.ts'
import { openRoom } from '../web/room.ts'
import { openActs } from './acts.ts'
import { type Place, showProposition } from './page.ts'
import { countByStatus, listPropositions, rowsPerPage } from './queue.ts'

type Tools = { db: Database; clock: Clock }

/** What every account reads: what waits, and the page of one proposition. */
export function deskRoutes(tools: Tools) {
  const { db, clock } = tools
  const room = openRoom()

  room.get('/', (req, res) => {
    const edition = findCurrentEdition(db)
    if (!edition) return privatePage(res, 'moderation/empty', { title: 'Espace coordination' })

    const status: Status = statuses.find(({ code }) => code === req.query.statut)?.code ?? 'pending'
    const counts = countByStatus(db, edition.id)
    const pages = Math.max(1, Math.ceil(counts[status] / rowsPerPage))
    const number = Math.min(Math.max(1, Math.trunc(Number(req.query.page)) || 1), pages)
    privatePage(res, 'moderation/index', {
      title: status === 'pending' ? 'À décider' : labelOf(statuses, status),
      status,
      statuses,
      counts,
      number,
      pages,
      today: today(clock, edition.timeZone),
      kindNames,
      rows: listPropositions(db, edition.id, status, number).map((row) => ({
        ...row,
        flags: row.flags.map(flagText),
        href: deskAddress(row),
      })),
    })
  })

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
  for (const { kind, name } of rooms)
    openActs(room, `/${name}/:reference`, tools, (req, res) => openAtDesk(tools, kind, req, res))
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
  }
  return { proposition, place }
}
