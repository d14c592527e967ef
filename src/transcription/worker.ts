import { parentPort, workerData } from 'node:worker_threads'
import type { Block } from '../web/blocks.ts'
import { boundedText } from './bounds.ts'
import { readDocx } from './docx.ts'
import { readOdt } from './odt.ts'
import { readPdf } from './pdf.ts'

// Started by transcribe.ts for one document.

const { bytes, type } = workerData as { bytes: Uint8Array<ArrayBuffer>; type: string }

parentPort?.postMessage({ text: boundedText(await readerOf(type)(bytes)) })

function readerOf(type: string): (bytes: Uint8Array<ArrayBuffer>) => Promise<Block[]> {
  if (type === 'application/pdf') return readPdf
  return type.startsWith('application/vnd.oasis') ? readOdt : readDocx
}
