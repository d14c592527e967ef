import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Table } from './tables.ts'

const usualWidth = 20

let last: Promise<unknown> = Promise.resolve()

/**
 * A workbook with one sheet a table. It is put together in a thread of its own, since that takes a second for a thousand wide
 * rows; and one after the other, since each is held in memory whole.
 */
export function xlsxOf(tables: Table[]): Promise<Buffer> {
  const workbook = last.then(() => putTogether(tables))
  last = workbook.catch(() => undefined)
  return workbook
}

async function putTogether(tables: Table[]): Promise<Buffer> {
  const worker = new Worker(new URL('./xlsx-worker.ts', import.meta.url))
  try {
    const answer = once(worker, 'message')
    // It may fail before anybody waits for its answer.
    answer.catch(() => undefined)
    for (const { name, columns, rows } of tables) {
      worker.postMessage({ name, columns: columns.map(({ label, width = usualWidth }) => ({ label, width })) })
      for await (const row of rows) worker.postMessage({ row })
    }
    worker.postMessage('end')
    const [bytes] = (await answer) as [Uint8Array<ArrayBuffer>]
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  } finally {
    await worker.terminate()
  }
}
