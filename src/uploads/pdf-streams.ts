import { createInflateRaw } from 'node:zlib'

/** The text of a stream that starts at `from`, `most` characters of it; `undefined` when its coding is not one we read. */
export async function readStream(bytes: Buffer, tokens: string[], from: number, most: number) {
  const coding = codingOf(tokens)
  const start = skipSpaces(bytes, from)
  if (coding === 'flate') return inflate(bytes, start, most)
  if (coding !== 'none') return
  const end = Math.max(start + lengthOf(tokens), endOfStream(bytes, start))
  return { text: bytes.toString('latin1', start, Math.min(end, start + most)), whole: end <= start + most }
}

const lengthOf = (tokens: string[]) => Number(tokens[tokens.indexOf('/Length') + 1]) || 0

function endOfStream(bytes: Buffer, start: number) {
  const end = bytes.indexOf('endstream', start)
  return end < 0 ? bytes.length : end
}

/** Only what every producer writes: a predictor or a chain of codings belongs to images, or to someone who hides. */
function codingOf(tokens: string[]) {
  const at = tokens.indexOf('/Filter')
  const [first, second, third] = tokens.slice(at + 1)
  const predictor = tokens[tokens.indexOf('/Predictor') + 1]
  if (at < 0) return 'none'
  if (tokens.includes('/Predictor') && predictor !== '1') return
  if (flate.has(first ?? '') || (first === '[' && flate.has(second ?? '') && third === ']')) return 'flate'
}

const flate = new Set(['/FlateDecode', '/Fl'])

async function inflate(bytes: Buffer, start: number, most: number) {
  const chunks: Buffer[] = []
  let size = 0
  // Neither its announced length nor its checksum matters to a reader: the data says itself where it ends.
  const inflater = createInflateRaw()
  inflater.end(bytes.subarray(hasZlibHeader(bytes, start) ? start + 2 : start))
  try {
    for await (const chunk of inflater as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      size += chunk.length
      if (size > most) break
    }
  } catch {
    // Damaged: a reader shows what came before the damage.
  }
  return { text: Buffer.concat(chunks).toString('latin1', 0, most), whole: size <= most }
}

const hasZlibHeader = (bytes: Buffer, start: number) =>
  start + 1 < bytes.length && (bytes.readUInt8(start) & 15) === 8 && bytes.readUInt16BE(start) % 31 === 0

function skipSpaces(bytes: Buffer, from: number) {
  let at = from
  while (spaces.has(bytes[at] ?? -1)) at++
  return at
}

const spaces = new Set([9, 10, 13, 32])
