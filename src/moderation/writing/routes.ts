import type { RequestHandler } from 'express'
import { kindRooms, type PropositionKind } from '../../propositions/proposition.ts'
import { receiveFiles } from '../../uploads/receive.ts'
import { found } from '../../web/errors.ts'
import { openRoom } from '../../web/room.ts'
import { openFeatureRoom } from '../feature.ts'
import { openHandoverRoom } from '../handover.ts'
import { openNotesRoom } from '../notes.ts'
import { onlyPropositions } from '../place.ts'
import { keepList } from '../queue-way.ts'
import { openSlugRoom } from '../slug.ts'
import { openTakeDownRoom } from '../take-down.ts'
import { keepWritten } from '../written.ts'
import { openAcceptanceRoom } from './accept-routes.ts'
import { openAdditionRoom } from './add-routes.ts'
import { openEditRoom } from './edit-routes.ts'
import { deskKinds } from './kinds.ts'
import { kindIn } from './open.ts'
import type { Tools } from './receive.ts'

/** What the coordination writes itself: a proposition's text, a change before it is accepted, what reached it by other ways. */
export function writingRoutes(tools: Tools) {
  const room = openRoom()
  const receive = receiveFor(tools)
  onlyPropositions(room)
  room.use(keepList)
  keepWritten(room, tools)
  openNotesRoom(room, tools)
  openFeatureRoom(room, tools)
  openSlugRoom(room, tools)
  openHandoverRoom(room, tools)
  openTakeDownRoom(room, tools)
  openAdditionRoom(room, tools, receive)
  openEditRoom(room, tools, receive)
  openAcceptanceRoom(room, tools, receive)
  return room
}

const kinds = Object.keys(kindRooms) as PropositionKind[]

/** The files of whichever form is sent, and the list that it was opened from: neither can be read before. */
function receiveFor({ folders, receiving }: Tools): RequestHandler {
  const all = kinds.map((kind) => {
    const questions = deskKinds[kind].allFiles
    return [kind, receiveFiles({ folder: folders.documents, questions, ...receiving })] as const
  })
  const receivers = new Map(all)
  return (req, res, next) =>
    found(receivers.get(kindIn(req)))(req, res, (error) => (error ? next(error) : keepList(req, res, next)))
}
