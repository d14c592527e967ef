import type { Request, Response } from 'express'
import { type Document, isForDesk, listDraftDocuments } from '../documents/queries.ts'
import { sendDocument, sendThumbnail } from '../documents/send.ts'
import type { Draft } from '../drafts/queries.ts'
import { paperNotes } from '../forms/sheet-notes.ts'
import { found } from '../web/errors.ts'
import type { Tools } from './routes.ts'

/** A file of a draft, read again before it is sent. Once sent it is the proposition's, and nothing is found here. */
export function sendDraftDocument(
  req: Request,
  res: Response,
  { db, folders }: Tools,
  draft: Draft,
  { forOthers = false } = {},
) {
  const readable = listDraftDocuments(db, draft.id).filter((one) => !forOthers || !isForDesk(one))
  const document = found(readable.find(({ id }) => id === Number(req.params.id)))
  res.set('Cache-Control', 'no-store')
  if (document.widths) sendThumbnail(res, folders.images, document)
  else sendDocument(res, folders.documents, document)
}

/** The files of a draft as they are opened under that address; an image, which was drawn again, is seen. */
export const papersOf = ({ typed }: Draft, documents: Document[], path: string) =>
  documents.map((document) => ({
    ...document,
    notes: paperNotes(document),
    href: `${path}/documents/${document.id}`,
    image: document.widths && { alt: String(typed[`${document.field}_alt`] || document.name), ...smallest(document) },
  }))

const smallest = ({ widths, width, height }: Document) => {
  const least = widths?.[0] ?? 0
  return { width: least, height: Math.max(1, Math.round(((height ?? 0) * least) / (width ?? 1))) }
}
