import { text } from 'node:stream/consumers'
import { fileTypeFromBuffer } from 'file-type'
import yauzl from 'yauzl'
import type { Fault } from './faults.ts'
import { type Flag, megabyte } from './questions.ts'

export const odtType = 'application/vnd.oasis.opendocument.text'

export const examineDocx = (bytes: Buffer) => examineZip(bytes, 'huge', faultInDocx)
export const examineOdt = (bytes: Buffer) => examineZip(bytes, 'huge', faultInOdt)
export const examineXlsx = (bytes: Buffer) => examineZip(bytes, 'hugeTable', faultInXlsx)

type Zip = { bytes: Buffer; names: string[]; entries: Map<string, yauzl.Entry>; read(name: string): Promise<string> }

async function examineZip(
  bytes: Buffer,
  huge: Fault,
  faultInside: (zip: Zip) => Promise<Fault | undefined>,
): Promise<Fault | Flag[]> {
  try {
    // From memory: reading a file, yauzl meets a forged 64-bit offset with an exception that nobody can catch.
    const zip = await yauzl.fromBufferPromise(bytes)
    if (zip.entryCount > 2000) return huge

    // The whole directory is judged before anything is inflated.
    const list = await Array.fromAsync(zip.eachEntry())
    const fault = faultInDirectory(list, bytes.length, { most: 100 * megabyte, archives: false })
    if (fault) return fault === 'huge' ? huge : fault

    const entries = new Map(list.map((entry) => [entry.fileName, entry]))
    let left = 4 * megabyte
    const read = async (name: string) => {
      const entry = entries.get(name)
      if (!entry) return ''
      left -= entry.uncompressedSize
      if (left < 0) throw new Error('The parts that should be short are long')
      return text(await zip.openReadStreamPromise(entry))
    }
    return (await faultInside({ bytes, names: [...entries.keys()], entries, read })) ?? []
  } catch {
    return 'damaged'
  }
}

export function faultInDirectory(
  entries: yauzl.Entry[],
  size: number,
  { most, archives }: { most: number; archives: boolean },
): Fault | undefined {
  const packed = entries.reduce((sum, entry) => sum + entry.compressedSize, 0)
  const unpacked = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0)

  // More packed bytes than the file has: its entries overlap.
  if (unpacked > most || unpacked > 100 * size || packed > size) return 'huge'
  if (entries.some((entry) => entry.isEncrypted())) return 'password'
  if (entries.some(isLink) || new Set(entries.map((entry) => entry.fileName)).size < entries.length) return 'damaged'
  if (!archives && entries.some((entry) => /\.(zip|7z|rar|tar|tgz|gz|bz2|xz|cab|jar|iso)$/i.test(entry.fileName)))
    return 'archive'
}

const isLink = (entry: yauzl.Entry) => ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000

const macros = /vbaProject\.bin$|\.(docm|xlsm|pptm)$/i

async function faultInDocx({ bytes, names, entries, read }: Zip): Promise<Fault | undefined> {
  if (names.some((name) => macros.test(name))) return 'docxMacros'
  // Word on the web sometimes writes document2.xml.
  if (!entries.has('[Content_Types].xml') || !names.some((name) => /^word\/document\d*\.xml$/.test(name)))
    return 'content'

  // Word fetches an attached template when it opens the document: only one on the author's own disk does no harm.
  const parts = await Promise.all(names.filter((name) => /^word\/_rels\/.+\.rels$/i.test(name)).map(read))
  const relations = parts.join('').match(/<[^<]*\/attachedTemplate["'][^<]*/g) ?? []
  if (relations.some((relation) => !/Target=["']file:\/\/\/[^/\\]/i.test(relation))) return 'template'

  const seen = await fileTypeFromBuffer(bytes).catch(() => undefined)
  if (seen?.ext === 'docm' || seen?.ext === 'dotm') return 'docxMacros'
  if (seen && seen.ext !== 'docx' && seen.ext !== 'zip') return 'content'
}

async function faultInOdt({ names, entries, read }: Zip): Promise<Fault | undefined> {
  const [first] = entries.values()
  const stored = first?.compressionMethod === 0 && first.relativeOffsetOfLocalHeader === 0
  if (names[0] !== 'mimetype' || !stored || (await read('mimetype')).trim() !== odtType) return 'content'

  if (names.some((name) => /^(Basic|Scripts)\//i.test(name))) return 'odtMacros'
  if (entries.has('encrypted-package')) return 'password'
  if ((await read('META-INF/manifest.xml')).includes('encryption-data')) return 'password'
  if (!entries.has('content.xml')) return 'damaged'
}

async function faultInXlsx({ names, entries, read }: Zip): Promise<Fault | undefined> {
  if (names.some((name) => macros.test(name))) return 'xlsxMacros'
  if (!entries.has('[Content_Types].xml') || !entries.has('xl/workbook.xml')) return 'content'
  if (names.some((name) => /^xl\/externalLinks\//i.test(name))) return 'links'
  // A macro workbook says so even once its macros are taken out.
  if (/macroEnabled/i.test(await read('[Content_Types].xml'))) return 'xlsxMacros'
}
