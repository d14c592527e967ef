import { createReadStream, statSync } from 'node:fs'
import { finished, type Readable } from 'node:stream'
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
    else packFile(zip, part)
  }
  zip.end()
  return stream
}

function packFile(zip: ZipFile, { name, place }: { name: string; place: string }) {
  const known = statSync(place, { throwIfNoEntry: false })
  if (!known?.isFile()) return
  zip.addReadStreamLazy(name, { mode: 0o100644, mtime: known.mtime }, (give) => {
    const file = createReadStream(place)
    file.once('error', (error) => zip.emit('error', error))
    // yazl leaves a file open when its reader leaves before the end
    file.once(
      'close',
      finished(zip.outputStream, () => file.destroy()),
    )
    give(null, file)
  })
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
