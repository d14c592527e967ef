import { text } from 'node:stream/consumers'
import yauzl from 'yauzl'

/** One part of a zip file, as text. */
export async function partOfZip(bytes: Buffer, name: string): Promise<string> {
  const zip = await yauzl.fromBufferPromise(bytes)
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName === name) return text(await zip.openReadStreamPromise(entry))
  }
  throw new Error(`no ${name}`)
}
