import type { Response } from 'express'
import type { Document } from './queries.ts'

/** Sends a document to be saved, never shown inside the site: what it holds came from outside. */
export function sendDocument(res: Response, folder: string, document: Document) {
  res
    .attachment(document.name)
    .type(document.type)
    .set(
      'Content-Security-Policy',
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
    )
    .sendFile(document.storedAs, { root: folder, cacheControl: false, lastModified: false })
}
