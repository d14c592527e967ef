import { readFile } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'

const limits = { seconds: 20, megabytes: 192, grown: 512 }

/**
 * What a document says, as `web/blocks.ts` writes it; undefined when there is nothing to read in it, or when reading it takes
 * too long or too much. Each is read in a thread of its own: what a stranger made may last, or burst, without harm to the site.
 */
export function transcribe(place: string, type: string): Promise<string | undefined> {
  return readFile(place)
    .then((bytes) => readApart(bytes, type))
    .catch(() => undefined)
}

async function readApart(bytes: Buffer, type: string): Promise<string | undefined> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { bytes, type },
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
    stdout: true,
    stderr: true,
  })
  // What is unpacked lies outside the thread's own memory: the whole program is looked at.
  const before = process.memoryUsage.rss()
  const started = performance.now()
  const watch = setInterval(() => {
    const grown = (process.memoryUsage.rss() - before) / 1024 / 1024
    if (grown > limits.grown || performance.now() - started > limits.seconds * 1000) void worker.terminate()
  }, 50)
  try {
    return await new Promise<string | undefined>((resolve, reject) => {
      worker.once('message', ({ text }: { text?: string }) => resolve(text))
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('the reading was given up')))
    })
  } finally {
    clearInterval(watch)
    await worker.terminate()
  }
}
