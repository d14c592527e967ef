import { createReadStream } from 'node:fs'
import path from 'node:path'
import type { Response } from 'express'
import type { Document } from './queries.ts'

/** Sends a document to be saved, never shown inside the site: what it holds came from outside. */
export function sendDocument(res: Response, folder: string, document: Document) {
  res
    .attachment(document.name)
    .type(document.type)
    .set('Content-Length', String(document.size))
    .set(
      'Content-Security-Policy',
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
    )
  if (res.req.method === 'HEAD') return void res.end()

  createReadStream(path.join(folder, document.storedAs))
    .on('error', (error) => res.destroy(error))
    .pipe(res)
}
