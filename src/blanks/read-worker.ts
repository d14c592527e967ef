import { parentPort, workerData } from 'node:worker_threads'
import type { Readable } from './read.ts'

// Started by read.ts for one file that came from outside: it may last, or burst, without harm to the site.

const { bytes, format } = workerData as { bytes: Uint8Array; format: Readable }

parentPort?.postMessage(await readAs(format))

/** What reads the others is not opened. */
async function readAs(one: Readable) {
  if (one === 'pdf') return (await import('./read-pdf.ts')).readPdf(bytes)
  if (one === 'odt') return (await import('./read-odt.ts')).readOdt(Buffer.from(bytes))
  return (await import('./read-docx.ts')).readDocx(Buffer.from(bytes))
}
