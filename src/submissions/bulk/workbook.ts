import { buffer } from 'node:stream/consumers'
import { readSheet } from 'read-excel-file/node'
import yauzl from 'yauzl'
import yazl from 'yazl'
import { megabyte } from '../../uploads/questions.ts'
import type { Cell } from './cells.ts'
import { mostLines, type Sheet } from './sheet.ts'

/** The name of the sheet that the template offers to fill in; in another workbook, the first sheet is read. */
export const sheetName = 'Événements'

/** The rows of an XLSX workbook; what formulas gave, never the formulas. */
export async function readWorkbook(bytes: Buffer): Promise<Sheet> {
  try {
    const parts = await readParts(bytes)
    if (parts.values().some((part) => isEndless(part.toString('utf8')))) return { ok: false, message: endless }

    const whole = await packed(parts)
    const rows = await readSheet(whole, sheetName).catch(() => readSheet(whole))
    return { ok: true, rows: rows as Cell[][] }
  } catch {
    return { ok: false, message: unread }
  }
}

const endless =
  'Tableau : ce classeur s’étend trop loin ; supprimez les lignes et les colonnes vides ou inutiles, puis joignez-le de nouveau'
const unread = 'Tableau : ce classeur ne se lit pas ; enregistrez-le de nouveau en .xlsx ou en « CSV UTF-8 »'

const read = /^xl\/([^/]+|worksheets\/[^/]+)\.xml$|^xl\/_rels\/workbook\.xml\.rels$/
const heaviestPart = 8 * megabyte
const heaviest = 16 * megabyte

/** The parts that say what is in the cells, as the directory of the archive gives them. */
async function readParts(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await yauzl.fromBufferPromise(bytes)
  const entries = (await Array.fromAsync(zip.eachEntry())).filter(({ fileName }) => read.test(fileName))
  const sizes = entries.map(({ uncompressedSize }) => uncompressedSize)
  if (Math.max(...sizes) > heaviestPart || sizes.reduce((sum, size) => sum + size, 0) > heaviest)
    throw new Error('Too heavy to read')

  const parts = new Map<string, Buffer>()
  for (const entry of entries) parts.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
  return parts
}

/** The reader goes by the headers inside the archive, which may say something else than the directory that was checked. */
async function packed(parts: Map<string, Buffer>): Promise<Buffer> {
  const zip = new yazl.ZipFile()
  for (const [name, part] of parts) zip.addBuffer(part, name, { compress: false })
  zip.end()
  return buffer(zip.outputStream)
}

const address = /(?<![\w.-])(?<!xmlns:)r\s*=\s*(?:"([^"]*)"|'([^']*)')/g
const longFormat = /formatCode\s*=\s*(?:"[^"]{2000}|'[^']{2000})/

/** One cell far away makes the reader fill all that is before it; the pattern of a format is studied at length. */
function isEndless(xml: string) {
  if (longFormat.test(xml) || isUnending(xml)) return true
  return xml.matchAll(address).some(([, one, other]) => {
    const [, row] = /^[A-Z]{0,2}(\d+)$/i.exec(one ?? other ?? '') ?? []
    return !(Number(row) <= mostLines)
  })
}

/**
 * The reader takes a part in pieces, and starts again on whatever a piece leaves open: a long tag, comment or text takes it
 * hours. Rows, which it copies with each piece, are counted too.
 */
function isUnending(xml: string) {
  const [, ...marks] = xml.replace(declaration, '').split('<')
  return (
    marks.some((mark) => mark.length > longestMark || !closedTag.test(mark)) ||
    marks.filter((mark) => rowTag.test(mark)).length > mostLines
  )
}

const declaration = /^\ufeff?\s*<\?xml[^<>]*>/
/** What follows a `<`: a tag with its attributes. Workbooks have no comments, sections or instructions. */
const closedTag = /^[^!?>"'](?:[^>"']|"[^"]*"|'[^']*')*>/
const rowTag = /^(?:[\w.-]+:)?row[\s/>]/
/** The longest text of a cell, each of its characters written as `&quot;`. */
const longestMark = 200_000
