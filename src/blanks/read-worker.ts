import { parentPort, workerData } from 'node:worker_threads'
import type { Format } from './lists.ts'
import { readDocx } from './read-docx.ts'
import { readPdf } from './read-pdf.ts'

// Started by read.ts for one file that came from outside: it may last, or burst, without harm to the site.

const { bytes, format } = workerData as { bytes: Uint8Array; format: Format }

parentPort?.postMessage(format === 'pdf' ? await readPdf(bytes) : await readDocx(Buffer.from(bytes)))
