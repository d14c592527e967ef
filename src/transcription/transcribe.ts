import { readFile } from 'node:fs/promises'
import { readApart } from '../uploads/apart.ts'

const longest = 20

/**
 * What a document says, as `web/blocks.ts` writes it; undefined when there is not a word in it. Rejects when it could not be
 * read, or when reading it takes too long or too much: that says nothing of the document.
 */
export async function transcribe(place: string, type: string): Promise<string | undefined> {
  const bytes = await readFile(place)
  const worker = new URL('./worker.ts', import.meta.url)
  const { text } = await readApart<{ text?: string }>(worker, { bytes, type }, longest)
  return text
}
