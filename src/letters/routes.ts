import { openRoom } from '../web/room.ts'
import { openActsRoom } from './acts.ts'
import { openListRoom } from './list.ts'
import { openReceptionRoom } from './reception.ts'
import { openMailRoom } from './show.ts'
import type { Tools } from './tools.ts'
import { openWritingRoom } from './write.ts'

/** « Courriels »: what the site sends, what it could not, how she is told herself, and writing to many. */
export function lettersRoutes(tools: Tools) {
  const room = openRoom()
  openListRoom(room, tools)
  openReceptionRoom(room, tools)
  openWritingRoom(room, tools)
  openMailRoom(room, tools)
  openActsRoom(room, tools)
  return room
}
