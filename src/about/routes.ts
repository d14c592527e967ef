import type { Database } from '../db/open.ts'
import { openRoom } from '../web/room.ts'
export function aboutRoutes(_: { db: Database }) { return openRoom() }
