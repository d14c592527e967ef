import { text } from 'node:stream/consumers'
import { DOMParser, type Document } from '@xmldom/xmldom'
import yauzl from 'yauzl'

const most = 8 * 1024 * 1024

/** The parts of a word processor's document by their names, as XML. Throws on what no word processor writes. */
export async function xmlParts(bytes: Buffer) {
  const zip = await yauzl.fromBufferPromise(bytes)
  const entries = await Array.fromAsync(zip.eachEntry())
  let left = most
  return async (name: RegExp): Promise<Document | undefined> => {
    const entry = entries.find(({ fileName }) => name.test(fileName))
    if (!entry) return undefined
    left -= entry.uncompressedSize
    if (left < 0) throw new Error('too long')
    return parsed(await text(await zip.openReadStreamPromise(entry)))
  }
}

/** No word processor declares entities: they are how a small file becomes a huge one. */
function parsed(xml: string) {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw new Error('a document that declares entities')
  return new DOMParser({ onError: (level, message) => level === 'fatalError' && fail(message) }).parseFromString(
    xml,
    'text/xml',
  )
}

const fail = (message: string) => {
  throw new Error(message)
}
