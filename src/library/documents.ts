import { type Desk, mayDecide } from '../coordinators/desk.ts'
import type { Database } from '../db/open.ts'
import { type Document, findDocument, isForDesk } from '../documents/queries.ts'
import { sendDocument } from '../documents/send.ts'
import { findEventById } from '../events/queries.ts'
import { findSheetById } from '../sheets/queries.ts'
import { counts } from '../totals/count.ts'
import { found } from '../web/errors.ts'
import { openRoom } from '../web/room.ts'

/** The documents of what is published, for everyone; the others for the desk only. */
export function documentRoutes(desk: Desk & { folder: string }) {
  const room = openRoom()

  room.get('/:id/:name', (req, res) => {
    const document = found(findDocument(desk.db, Number(req.params.id)))
    const owner = ownerOf(desk.db, document)
    const published = owner?.status === 'published' && !isForDesk(document)
    if (owner && published) counts(res, { what: 'download', subject: owner.reference })
    if (!published) res.set('Cache-Control', 'no-store')
    sendDocument(
      res,
      desk.folder,
      found(!document.widths && (published || mayDecide(req, desk)) ? document : undefined),
    )
  })

  return room
}

/** Whether what a document belongs to is online. One that is proposed with a change is not yet. */
export const isPublished = (db: Database, document: Document) =>
  ownerOf(db, document)?.status === 'published' && !isForDesk(document)

const ownerOf = (db: Database, { eventId, sheetId }: Document) =>
  eventId !== null ? findEventById(db, eventId) : sheetId !== null ? findSheetById(db, sheetId) : undefined
