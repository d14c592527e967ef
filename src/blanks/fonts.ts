import { readFileSync } from 'node:fs'
import path from 'node:path'
import { inflateSync } from 'node:zlib'

// Source Sans 3 and Source Serif 4, under the SIL Open Font License: they may be embedded in any document (fonts/LICENSE.txt).
const files = {
  text: 'source-sans-3-latin-400-normal',
  strong: 'source-sans-3-latin-600-normal',
  title: 'source-serif-4-latin-600-normal',
}

export type Face = keyof typeof files

/** The fonts as pdfkit reads them best. Its own way to open a WOFF takes a second. */
export const fonts = Object.entries(files).map(([face, name]) => ({
  face,
  bytes: unwrapped(readFileSync(path.join(import.meta.dirname, 'fonts', `${name}.woff`))),
}))

/** A WOFF is a font whose tables are packed one by one. */
function unwrapped(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12)
  const head = Buffer.alloc(12 + 16 * count)
  woff.copy(head, 0, 4, 8)
  const power = Math.floor(Math.log2(count))
  for (const [index, value] of [count, 16 << power, power, 16 * count - (16 << power)].entries())
    head.writeUInt16BE(value, 4 + 2 * index)

  const tables: Buffer[] = []
  let offset = head.length
  for (let index = 0; index < count; index++) {
    const at = 44 + 20 * index
    const [from, packed, size] = [4, 8, 12].map((more) => woff.readUInt32BE(at + more)) as [number, number, number]
    const stored = woff.subarray(from, from + packed)
    const table = packed < size ? inflateSync(stored) : stored
    woff.copy(head, 12 + 16 * index, at, at + 4)
    woff.copy(head, 16 + 16 * index, at + 16, at + 20)
    head.writeUInt32BE(offset, 20 + 16 * index)
    head.writeUInt32BE(size, 24 + 16 * index)
    const padded = Buffer.concat([table, Buffer.alloc(-size & 3)])
    tables.push(padded)
    offset += padded.length
  }
  return Buffer.concat([head, ...tables])
}
