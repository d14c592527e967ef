import path from 'node:path/posix'
import { auditFiles } from '../audits/files.ts'
import type { Room } from '../web/room.ts'

/** The whole table behind each statement, at an address that stays. */
export function openAuditRoom(room: Room) {
  for (const [address, csv] of Object.entries(auditFiles)) {
    room.get(address, (_req, res) => {
      res.attachment(path.basename(address)).set('Cache-Control', 'public, max-age=0, must-revalidate').send(csv)
    })
  }
}
