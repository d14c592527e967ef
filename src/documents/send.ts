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

/** An image before it is published, for those who may see it: the smallest of its widths. */
export const sendThumbnail = (res: Response, folder: string, { storedAs, widths }: Document) =>
  res
    .type('image/webp')
    .set('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'; sandbox")
    .sendFile(`${storedAs}-${widths?.[0]}.webp`, { root: folder, cacheControl: false, lastModified: false })
