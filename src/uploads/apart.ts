import { Worker, type WorkerOptions } from 'node:worker_threads'

const limits = { megabytes: 192, grown: 512 }

/**
 * What a thread of its own says first of what it was given. Rejects when it fails, or takes longer than `seconds` or too much
 * memory: what a stranger made may last, or burst, without harm to the site.
 */
export async function readApart<T>(file: URL, workerData: WorkerOptions['workerData'], seconds: number): Promise<T> {
  const worker = new Worker(file, {
    workerData,
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
    if (grown > limits.grown || performance.now() - started > seconds * 1000) void worker.terminate()
  }, 50)
  try {
    return await new Promise<T>((resolve, reject) => {
      worker.once('message', resolve).once('error', reject)
      worker.once('exit', () => reject(new Error('the reading was given up')))
    })
  } finally {
    clearInterval(watch)
    await worker.terminate()
  }
}
