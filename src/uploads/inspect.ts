import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { fileTypeFromBuffer } from 'file-type'
import yauzl from 'yauzl'

type Verdict = { ok: true; type: string } | { ok: false; message: string }

/** Decides from its content, whatever the browser says, whether a file is a PDF, a DOCX or an ODT. */
export async function inspect(file: { name: string; path: string; size: number }): Promise<Verdict> {
  const extension = path.extname(file.name).toLowerCase()
  const kind = kinds[extension]
  const fault = await findFault(file, extension, kind)

  if (kind && !fault) return { ok: true, type: kind.type }
  return { ok: false, message: aboutFile(file.name, faults[fault ?? 'format']) }
}

export const aboutFile = (name: string, rest: string) => `Le fichier «\u00a0${name}\u00a0» ${rest}`

type Fault = keyof typeof faults
const faults = {
  empty: 'est vide',
  format: 'doit être un PDF, un DOCX ou un ODT',
  content: 'doit être un PDF, un DOCX ou un ODT : son contenu est d’un autre type',
  oldWord: 'doit être un PDF, un DOCX ou un ODT : enregistrez ce document Word en .docx ou en PDF',
  password: 'est protégé par un mot de passe : retirez le mot de passe puis joignez-le de nouveau',
  docxMacros: 'contient des macros : enregistrez-le en .docx sans macros',
  odtMacros: 'contient des macros : enregistrez-le en .odt sans macros',
  template: 'dépend d’un modèle placé sur un autre ordinateur : enregistrez-le en PDF puis joignez-le de nouveau',
  archive: 'contient un dossier compressé : retirez-le puis joignez de nouveau le document',
  huge: 'est trop lourd une fois ouvert : allégez-le ou enregistrez-le en PDF puis joignez-le de nouveau',
  damaged: 'est incomplet ou abîmé : ouvrez-le, enregistrez-le de nouveau puis joignez-le',
}

type Kind = { type: string; magic: string; findFault(bytes: Buffer): Fault | undefined | Promise<Fault | undefined> }
const odt = 'application/vnd.oasis.opendocument.text'
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const kinds: Record<string, Kind> = {
  '.pdf': { type: 'application/pdf', magic: '%PDF-', findFault: faultInPdf },
  '.docx': { type: docx, magic: 'PK\x03\x04', findFault: (bytes) => faultInZip(bytes, faultInDocx) },
  '.odt': { type: odt, magic: 'PK\x03\x04', findFault: (bytes) => faultInZip(bytes, faultInOdt) },
}

async function findFault(file: { path: string; size: number }, extension: string, kind: Kind | undefined) {
  if (file.size === 0) return 'empty'
  if (extension === '.docm') return 'docxMacros'
  if (extension === '.doc') return 'oldWord'
  if (!kind) return 'format'

  const bytes = await readFile(file.path)
  return startsWith(bytes, kind.magic) ? kind.findFault(bytes) : faultInStranger(bytes)
}

const startsWith = (bytes: Buffer, magic: string) => bytes.toString('latin1', 0, magic.length) === magic

/** Word before 2007, and today's Word when there is a password, write an OLE container. */
function faultInStranger(bytes: Buffer): Fault {
  if (!startsWith(bytes, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return 'content'
  if (bytes.includes('EncryptedPackage', 0, 'utf16le')) return 'password'
  return bytes.includes('WordDocument', 0, 'utf16le') ? 'oldWord' : 'content'
}

function faultInPdf(bytes: Buffer): Fault | undefined {
  const content = bytes.toString('latin1')
  if (!content.includes('startxref')) return 'damaged'
  // Trailers are never compressed, and that of a protected PDF refers to its /Encrypt dictionary.
  if (/\/Encrypt\s*(?:<<|\d+\s+\d+\s+R)/.test(content)) return 'password'
}

type Zip = { bytes: Buffer; entries: Map<string, yauzl.Entry>; read(name: string): Promise<string> }

async function faultInZip(bytes: Buffer, faultInside: (zip: Zip) => Promise<Fault | undefined>) {
  try {
    // From memory: reading a file, yauzl meets a forged 64-bit offset with an exception that nobody can catch.
    const zip = await yauzl.fromBufferPromise(bytes)
    if (zip.entryCount > 2000) return 'huge'

    // The whole directory is judged before anything is inflated.
    const list = await Array.fromAsync(zip.eachEntry())
    const fault = faultInDirectory(list, bytes.length)
    if (fault) return fault

    const entries = new Map(list.map((entry) => [entry.fileName, entry]))
    const read = async (name: string) => {
      const entry = entries.get(name)
      if (!entry) return ''
      if (entry.uncompressedSize > megabyte) throw new Error('A part that should be short is long')
      return text(await zip.openReadStreamPromise(entry))
    }
    return await faultInside({ bytes, entries, read })
  } catch {
    return 'damaged'
  }
}

const megabyte = 1024 * 1024

function faultInDirectory(entries: yauzl.Entry[], size: number): Fault | undefined {
  const packed = entries.reduce((sum, entry) => sum + entry.compressedSize, 0)
  const unpacked = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0)

  // More packed bytes than the file has: its entries overlap.
  if (unpacked > 100 * megabyte || unpacked > 100 * size || packed > size) return 'huge'
  if (entries.some((entry) => entry.isEncrypted())) return 'password'
  if (entries.some(isLink) || new Set(entries.map((entry) => entry.fileName)).size < entries.length) return 'damaged'
  if (entries.some((entry) => /\.(zip|7z|rar|tar|tgz|gz|bz2|xz|cab|jar|iso)$/i.test(entry.fileName))) return 'archive'
}

const isLink = (entry: yauzl.Entry) => ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000

async function faultInDocx({ bytes, entries, read }: Zip): Promise<Fault | undefined> {
  const names = [...entries.keys()]
  if (names.some((name) => /vbaProject\.bin$|\.(docm|xlsm|pptm)$/i.test(name))) return 'docxMacros'
  // Word on the web sometimes writes document2.xml.
  if (!entries.has('[Content_Types].xml') || !names.some((name) => /^word\/document\d*\.xml$/.test(name)))
    return 'content'

  // Word fetches an attached template when it opens the document: only one on the author's own disk does no harm.
  const relations = (await read('word/_rels/settings.xml.rels')).match(/<[^<>]*\/attachedTemplate["'][^<>]*>/g) ?? []
  if (relations.some((relation) => !/Target=["']file:\/\/\/[^/\\]/i.test(relation))) return 'template'

  const seen = await fileTypeFromBuffer(bytes).catch(() => undefined)
  if (seen?.ext === 'docm' || seen?.ext === 'dotm') return 'docxMacros'
  if (seen && seen.ext !== 'docx' && seen.ext !== 'zip') return 'content'
}

async function faultInOdt({ entries, read }: Zip): Promise<Fault | undefined> {
  const names = [...entries.keys()]
  const [first] = entries.values()
  const stored = first?.compressionMethod === 0 && first.relativeOffsetOfLocalHeader === 0
  if (names[0] !== 'mimetype' || !stored || (await read('mimetype')).trim() !== odt) return 'content'

  if (names.some((name) => /^(Basic|Scripts)\//i.test(name))) return 'odtMacros'
  if (entries.has('encrypted-package')) return 'password'
  if ((await read('META-INF/manifest.xml')).includes('encryption-data')) return 'password'
  if (!entries.has('content.xml')) return 'damaged'
}
