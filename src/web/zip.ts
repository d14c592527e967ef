import { existsSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import { ZipFile } from 'yazl'

/** What goes into an archive: words, or a file of the disk. */
export type Packed = { name: string; text: string } | { name: string; place: string }

/** An archive as a stream. A backup put back may lack a file: the rest is packed all the same. */
export function packZip(parts: Packed[]): Readable {
  const zip = new ZipFile()
  const stream = zip.outputStream as Readable
  zip.once('error', (error) => stream.destroy(error))
  for (const part of parts) {
    if ('text' in part) zip.addBuffer(Buffer.from(part.text), part.name)
    else if (existsSync(part.place)) zip.addFile(part.place, part.name, { mode: 0o100644 })
  }
  zip.end()
  return stream
}

/** Answers with an archive that only this reader may have. */
export async function sendZip(res: Response, name: string, zip: Readable) {
  res
    .attachment(name)
    .set('Cache-Control', 'no-store')
    .set('Referrer-Policy', 'strict-origin')
    .set('X-Robots-Tag', 'noindex')
  await pipeline(zip, res).catch((error) => res.req.log?.warn({ err: error }, 'export interrupted'))
}
