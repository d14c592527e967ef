import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { openRoom } from '../web/room.ts'
import { openAddressRoom } from './address.ts'
import { openColleagueRoom } from './colleagues.ts'
import { openCopyRoom } from './copy.ts'
import { openDocumentRoom } from './documents.ts'
import { openFeedbackRoom } from './feedback.ts'
import { followed, openLinks } from './followed.ts'
import { openHandoverRoom } from './handover.ts'
import { openMessageRoom } from './messages.ts'
import { openDataRoom } from './mine.ts'
import { openModificationRoom } from './modification.ts'
import { openOccasionRoom } from './occasion.ts'
import { showFollow } from './page.ts'
import { openTextRoom } from './text.ts'
import { openWithdrawalRoom } from './withdrawal.ts'

export type Tools = {
  db: Database
  clock: Clock
  secret: string
  baseUrl: string
  folders: { documents: string; images: string }
}

/** « Suivre ou modifier ma proposition »: the page of one proposition, and whatever its organiser may do to it. */
export function followRoutes(tools: Tools) {
  const room = openRoom()
  openLinks(room, tools)

  room.get('/:token', (req, res) => showFollow(res, tools, followed(tools, req)))

  openModificationRoom(room, tools)
  openOccasionRoom(room, tools)
  openWithdrawalRoom(room, tools)
  openFeedbackRoom(room, tools)
  openMessageRoom(room, tools)
  openDocumentRoom(room, tools)
  openTextRoom(room, tools)
  openCopyRoom(room, tools)
  openAddressRoom(room, tools)
  openColleagueRoom(room, tools)
  openHandoverRoom(room, tools)
  openDataRoom(room, tools)

  // Back or a reload may ask again for the page where one of these was confirmed: it is this one.
  for (const act of ['retrait', 'etat', 'transmission']) {
    room.get(`/:token/${act}`, (req, res) => {
      showFollow(res, tools, followed(tools, req), undefined, act === 'retrait' ? 'deja-retire' : undefined)
    })
  }
  return room
}
