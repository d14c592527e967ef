import type { Request } from 'express'
import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { removeFiles } from '../documents/erase.ts'
import { type Document, findDocument, isForDesk, listRevisionDocuments, removeDocument } from '../documents/queries.ts'
import { sendDocument, sendThumbnail } from '../documents/send.ts'
import { note } from '../journal/queries.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { findOpenRevisionOf } from '../revisions/queries.ts'
import { found, HttpError } from '../web/errors.ts'
import type { Room } from '../web/room.ts'
import { askToConfirm, isConfirmed } from './confirm.ts'
import { followed } from './followed.ts'
import type { Tools } from './routes.ts'

/** The documents of a proposition, for whoever manages it: read again, taken out. A new one is given in the form. */
export function openDocumentRoom(room: Room, tools: Tools) {
  const { db, clock, folders } = tools

  room.get('/:token/documents/:id', (req, res) => {
    const { proposition } = followed(tools, req)
    const document = found(readable(db, proposition).find(({ id }) => id === idOf(req)))
    res.set('Cache-Control', 'no-store')
    if (document.widths) sendThumbnail(res, folders.images, document)
    else sendDocument(res, folders.documents, document)
  })

  room.post('/:token/documents/:id/retrait', async (req, res) => {
    const one = followed(tools, req)
    // gone already: the second press of two
    if (!findDocument(db, idOf(req))) return res.redirect(303, `${one.path}?fait=document`)

    const document = found(ownDocuments(one.proposition).find(({ id }) => id === idOf(req)))
    if (!isRemovable(document)) throw isTheSheet()
    if (!isConfirmed(req.body)) {
      const online = one.proposition.status === 'published'
      return askToConfirm(res, one, {
        title: `Retirer « ${document.name} » ?`,
        words: [
          online ? 'Le document n’est plus en ligne dès que vous confirmez.' : 'La coordination ne l’aura plus.',
          'Il est effacé : gardez-en une copie si elle vous sert.',
        ],
        button: 'Oui, le retirer',
      })
    }

    await takeOut(db, clock, folders, one.proposition, document)
    res.redirect(303, `${one.path}?fait=document`)
  })
}

const idOf = (req: Request) => Number(req.params.id)

/**
 * Those of the proposition itself: the ones of a sheet that came with an event are on the sheet's page. Whoever manages it
 * today may not be whom a filled sheet of ours names.
 */
export const ownDocuments = ({ event, sheet, documents }: Proposition) =>
  documents.filter((one) => !isForDesk(one) && (event ? one.eventId === event.id : one.sheetId === sheet?.id))

/** A sheet handed in as a file is that file. */
export const isRemovable = ({ field }: Document) => field !== 'fiche'

/** A sheet that came with an event and has another contact since is that one's. */
function readable(db: Database, proposition: Proposition): Document[] {
  const revision = findOpenRevisionOf(db, proposition)
  const others = proposition.sheets.filter(({ privateEmail }) => privateEmail !== proposition.privateEmail)
  const own = proposition.documents.filter(({ sheetId }) => !others.some(({ id }) => id === sheetId))
  return [...own, ...(revision ? listRevisionDocuments(db, revision.id) : [])].filter((one) => !isForDesk(one))
}

/** The row first: once it is gone nobody is shown the file, and bytes that stay behind are swept. */
async function takeOut(
  db: Database,
  clock: Clock,
  folders: Tools['folders'],
  { reference }: Proposition,
  document: Document,
) {
  db.transaction(() => {
    removeDocument(db, document)
    note(db, clock, 'organiser', 'document-removed', reference)
  })()
  await removeFiles(folders, [document])
}

const isTheSheet = () =>
  new HttpError(
    409,
    'Cette fiche est le document que vous avez joint : remplacez-le en la modifiant, ou retirez la fiche entière.',
  )
