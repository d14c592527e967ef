import type { Database } from '../db/open.ts'
import { openRoom } from '../web/room.ts'
export function libraryRoutes(_: { db: Database }) { return openRoom() }
