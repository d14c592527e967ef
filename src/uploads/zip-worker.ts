import { text } from 'node:stream/consumers'
import { parentPort, workerData } from 'node:worker_threads'
import yauzl from 'yauzl'
import type { Fault } from './faults.ts'
import { faultInDirectory } from './office.ts'
import { megabyte } from './questions.ts'

// Started by heavy.ts. Here, because yauzl meets a forged offset in a file with an exception that nobody can catch: it ends this thread alone.

export type Judged = { place: string; size: number; ending: string }

const { place, size, ending } = workerData as Judged

judge().then(
  (fault) => parentPort?.postMessage(fault ?? null),
  () => parentPort?.postMessage('damaged'),
)

async function judge(): Promise<Fault | undefined> {
  const zip = await yauzl.openPromise(place, { autoClose: false })
  if (zip.entryCount > 5000) return 'huge'
  const entries = await Array.fromAsync(zip.eachEntry())
  // a kit may hold an archive; a document may not
  const fault = faultInDirectory(entries, size, { most: 1024 * megabyte, archives: ending === '.zip' })
  if (fault) return fault

  const names = entries.map(({ fileName }) => fileName)
  const partOf = async (name: string) => {
    const entry = entries.find(({ fileName }) => fileName === name)
    if (!entry || entry.uncompressedSize > megabyte) return ''
    return text(await zip.openReadStreamPromise(entry))
  }
  if (ending === '.zip') return names.some((name) => programs.test(name)) ? 'program' : undefined
  const open = openDocuments[ending]
  if (open) return faultInOpenDocument(names, await partOf('mimetype'), open)
  const macros = names.some((name) => /vbaProject\.bin$/i.test(name))
  if (macros || /macroEnabled/i.test(await partOf('[Content_Types].xml'))) return macrosIn[ending] ?? 'docxMacros'
  return names.some((name) => mainParts[ending]?.test(name)) ? undefined : 'content'
}

/** What a computer runs when it is pressed. */
const programs = /\.(?:exe|scr|com|bat|cmd|msi|vbs|vbe|jse?|wsf|hta|ps1|lnk|jar|app|dmg|docm|pptm|xlsm)$/i

const mainParts: Record<string, RegExp> = {
  '.docx': /^word\/document\d*\.xml$/,
  '.pptx': /^ppt\/presentation\.xml$/,
  '.xlsx': /^xl\/workbook\.xml$/,
}

const macrosIn: Record<string, Fault> = { '.docx': 'docxMacros', '.pptx': 'pptxMacros', '.xlsx': 'xlsxMacros' }

const openDocuments: Record<string, string> = { '.odt': 'text', '.odp': 'presentation', '.ods': 'spreadsheet' }

function faultInOpenDocument(names: string[], type: string, kind: string): Fault | undefined {
  if (names[0] !== 'mimetype' || type.trim() !== `application/vnd.oasis.opendocument.${kind}`) return 'content'
  return names.some((name) => /^(?:Basic|Scripts)\//i.test(name)) ? 'odtMacros' : undefined
}
