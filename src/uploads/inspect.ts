import { open, readFile } from 'node:fs/promises'
import path from 'node:path'
import { scan } from './clamd.ts'
import type { Fault } from './faults.ts'
import { examineHeavyImage, examineHeavyPdf, examineHeavyZip, examineRecording } from './heavy.ts'
import { examineImage, type Picture, redraw } from './images.ts'
import { examineDocx, examineOdt, examineXlsx, odtType } from './office.ts'
import { examinePdf } from './pdf.ts'
import { type Accepts, type Flag, megabyte } from './questions.ts'
import { examineCaptions, examineCsv, examineIcs } from './tables.ts'
import type { Judged } from './zip-worker.ts'

type Finding = { type: string; flags: Flag[]; image?: Picture }

/** Decides from its content, whatever the browser says, what a file is and whether it may be kept. */
export async function inspect(
  file: { name: string; path: string; size: number },
  accepts: Accepts,
  clamd?: string,
): Promise<Fault | Finding> {
  const extension = path.extname(file.name).toLowerCase()
  const kind = kinds[accepts][extension]
  if (file.size === 0) return 'empty'
  if (!kind) return strangers[accepts][extension] ?? 'format'

  const bytes = 'examineFile' in kind ? await startOf(file.path) : await readFile(file.path)
  const judged = { place: file.path, size: file.size, ending: extension }
  const flags = !startsWith(bytes, kind.magic)
    ? faultInStranger(bytes, accepts)
    : await ('examineFile' in kind ? kind.examineFile(judged) : kind.examine(bytes))
  if (!Array.isArray(flags)) return flags

  const answer = clamd ? await scan(file.path, clamd) : 'unknown'
  if (answer === 'infected') return 'virus'
  // Without an answer the file is not refused, and not trusted either.
  if (answer === 'unknown') flags.push('not-scanned')

  if (accepts !== 'image') return { type: kind.type, flags }
  const image = await redraw(file.path, bytes)
  return typeof image === 'string' ? image : { type: kind.type, flags, image }
}

/** `examine` finds why a file is refused, or what the coordinator must know of it; `examineFile` without holding it in memory. */
type Kind = { type: string; magic: string } & (
  | { examine(bytes: Buffer): Promise<Fault | Flag[]> }
  | { examineFile(judged: Judged): Promise<Fault | Flag[]> }
)

const zip = 'PK\x03\x04'
const office = 'application/vnd.openxmlformats-officedocument'
const pdf: Kind = { type: 'application/pdf', magic: '%PDF-', examine: examinePdf }
// Its own bytes say which of the four it is; what is kept of it is AVIF and WebP.
const image: Kind = { type: 'image/avif', magic: '', examine: examineImage }

const docx: Kind = { type: `${office}.wordprocessingml.document`, magic: zip, examine: examineDocx }

const zipped = (type: string): Kind => ({ type, magic: zip, examineFile: examineHeavyZip })
const picture = (type: string): Kind => ({ type, magic: '', examineFile: examineHeavyImage })
const recording = (type: string): Kind => ({ type, magic: '', examineFile: examineRecording })

const kinds: Record<Accepts, Record<string, Kind>> = {
  resource: {
    '.zip': zipped('application/zip'),
    '.pptx': zipped(`${office}.presentationml.presentation`),
    '.docx': zipped(`${office}.wordprocessingml.document`),
    '.xlsx': zipped(`${office}.spreadsheetml.sheet`),
    '.odt': zipped(odtType),
    '.odp': zipped('application/vnd.oasis.opendocument.presentation'),
    '.ods': zipped('application/vnd.oasis.opendocument.spreadsheet'),
    '.pdf': { type: 'application/pdf', magic: '%PDF-', examineFile: examineHeavyPdf },
    '.png': picture('image/png'),
    '.jpg': picture('image/jpeg'),
    '.jpeg': picture('image/jpeg'),
  },
  recording: {
    '.mp4': recording('video/mp4'),
    '.webm': recording('video/webm'),
    '.mp3': recording('audio/mpeg'),
    '.m4a': recording('audio/mp4'),
    '.ogg': recording('audio/ogg'),
  },
  captions: { '.vtt': { type: 'text/vtt; charset=utf-8', magic: '', examine: examineCaptions } },
  sheet: {
    '.pdf': pdf,
    '.docx': docx,
    '.odt': { type: odtType, magic: zip, examine: examineOdt },
  },
  docx: { '.docx': docx },
  pdf: { '.pdf': pdf },
  image: { '.jpg': image, '.jpeg': image, '.png': image, '.webp': image, '.avif': image },
  table: {
    '.csv': { type: 'text/csv', magic: '', examine: examineCsv },
    '.xlsx': { type: `${office}.spreadsheetml.sheet`, magic: zip, examine: examineXlsx },
    '.ics': { type: 'text/calendar', magic: '', examine: examineIcs },
  },
}

/** The neighbours of what is accepted, which have a word of help. */
const strangers: Record<Accepts, Record<string, Fault>> = {
  sheet: { '.doc': 'oldWord', '.docm': 'docxMacros' },
  docx: { '.doc': 'oldWord', '.docm': 'docxMacros' },
  pdf: {},
  image: {},
  table: { '.xls': 'oldExcel', '.xlsm': 'xlsxMacros' },
  resource: {
    '.doc': 'oldWord',
    '.docm': 'docxMacros',
    '.ppt': 'oldPowerpoint',
    '.pptm': 'pptxMacros',
    '.xls': 'oldExcel',
    '.xlsm': 'xlsxMacros',
  },
  recording: {},
  captions: {},
}

/** Enough to know a stranger by. */
async function startOf(place: string) {
  await using handle = await open(place)
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(megabyte), 0, megabyte, 0)
  return buffer.subarray(0, bytesRead)
}

const startsWith = (bytes: Buffer, magic: string) => bytes.toString('latin1', 0, magic.length) === magic

/** Office before 2007, and today's when there is a password, writes an OLE container. */
function faultInStranger(bytes: Buffer, accepts: Accepts): Fault {
  if (!startsWith(bytes, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return 'content'
  if (bytes.includes('EncryptedPackage', 0, 'utf16le')) return 'password'
  if (['sheet', 'docx', 'resource'].includes(accepts) && bytes.includes('WordDocument', 0, 'utf16le')) return 'oldWord'
  return accepts === 'table' && bytes.includes('Workbook', 0, 'utf16le') ? 'oldExcel' : 'content'
}
