import { openRoom } from '../web/room.ts'
import { openFeaturedRoom } from './featured.ts'
import { openHub } from './hub.ts'
import { openInvitationRoom } from './invitations.ts'
import { openLateRoom } from './late.ts'
import { openOpeningRoom } from './opening.ts'
import { openSectionRoom } from './section.ts'
import type { Tools } from './tools.ts'
import { openWebinarRoom } from './webinar.ts'

/** What coordinators say of the edition and do with it: made at the first start, kept up to date, then opened anew each year. */
export function editionDeskRoutes(tools: Tools) {
  const room = openRoom()
  openHub(room, tools)
  openFeaturedRoom(room, tools)
  openLateRoom(room, tools)
  openOpeningRoom(room, tools)
  openInvitationRoom(room, tools)
  openWebinarRoom(room, tools)
  openSectionRoom(room, tools)
  return room
}
