import { Worker, type WorkerOptions } from 'node:worker_threads'

/** In megabytes. What is unpacked lies outside the thread's heap, yet is counted as its own; what nobody counts makes the program grow. */
const most = { heap: 192, outside: 512, grown: 1024 }
const megabyte = 1024 * 1024

/**
 * What a thread of its own says first of what it was given. Rejects when it fails, or takes longer than `seconds` or too much
 * memory: what a stranger made may last, or burst, without harm to the site.
 */
export async function readApart<T>(file: URL, workerData: WorkerOptions['workerData'], seconds: number): Promise<T> {
  const worker = new Worker(file, {
    workerData,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: most.heap },
    stdout: true,
    stderr: true,
  })
  const giveUp = () => void worker.terminate()
  const late = setTimeout(giveUp, seconds * 1000)
  const before = process.memoryUsage.rss()
  // the site and other readings grow too: the thread's own memory is what it answers for
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() - before > most.grown * megabyte) giveUp()
    worker.getHeapStatistics().then(
      ({ external_memory }) => external_memory > most.outside * megabyte && giveUp(),
      () => undefined,
    )
  }, 50)
  try {
    return await new Promise<T>((resolve, reject) => {
      worker.once('message', resolve).once('error', reject)
      worker.once('exit', () => reject(new Error('the reading was given up')))
    })
  } finally {
    clearTimeout(late)
    clearInterval(watch)
    await worker.terminate()
  }
}
