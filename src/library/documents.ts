import { type Desk, sessionOf } from '../coordinators/desk.ts'
import { findDocument } from '../documents/queries.ts'
import { sendDocument } from '../documents/send.ts'
import { findSheetById } from '../sheets/queries.ts'
import { found } from '../web/errors.ts'
import { openRoom } from '../web/room.ts'

/** The documents of published sheets, for everyone; the others for the desk only. */
export function documentRoutes(desk: Desk & { folder: string }) {
  const room = openRoom()

  room.get('/:id/:name', (req, res) => {
    const document = found(findDocument(desk.db, Number(req.params.id)))
    const sheet = document.sheetId === null ? undefined : findSheetById(desk.db, document.sheetId)
    const readable = sheet && (sheet.status === 'published' || sessionOf(req, desk))
    if (sheet?.status !== 'published') res.set('Cache-Control', 'no-store')
    sendDocument(res, desk.folder, found(readable ? document : undefined))
  })

  return room
}
