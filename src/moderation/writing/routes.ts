import type { RequestHandler } from 'express'
import { kindRooms, type PropositionKind } from '../../propositions/proposition.ts'
import { receiveFiles } from '../../uploads/receive.ts'
import { found } from '../../web/errors.ts'
import { openRoom } from '../../web/room.ts'
import { openFeatureRoom } from '../feature.ts'
import { openHandoverRoom } from '../handover.ts'
import { openNotesRoom } from '../notes.ts'
import { onlyPropositions } from '../place.ts'
import { openSlugRoom } from '../slug.ts'
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
  openNotesRoom(room, tools)
  openFeatureRoom(room, tools)
  openSlugRoom(room, tools)
  openHandoverRoom(room, tools)
  openAdditionRoom(room, tools, receive)
  openEditRoom(room, tools, receive)
  openAcceptanceRoom(room, tools, receive)
  return room
}

const kinds = Object.keys(kindRooms) as PropositionKind[]

/** The files of whichever form is sent. */
function receiveFor({ folders, receiving }: Tools): RequestHandler {
  const receivers = kinds.map((kind) => {
    const questions = deskKinds[kind].allFiles
    return [kind, receiveFiles({ folder: folders.documents, questions, ...receiving })] as const
  })
  return (req, res, next) => found(new Map(receivers).get(kindIn(req)))(req, res, next)
}
