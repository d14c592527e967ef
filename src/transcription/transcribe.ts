import { readFile } from 'node:fs/promises'
import { readApart } from '../uploads/apart.ts'

const longest = 20

/**
 * What a document says, as `web/blocks.ts` writes it; undefined when there is nothing to read in it, or when reading it takes
 * too long or too much.
 */
export function transcribe(place: string, type: string): Promise<string | undefined> {
  const worker = new URL('./worker.ts', import.meta.url)
  return readFile(place)
    .then((bytes) => readApart<{ text?: string }>(worker, { bytes, type }, longest))
    .then(({ text }) => text)
    .catch(() => undefined)
}
