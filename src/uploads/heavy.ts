import { open, readFile } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import sharp from 'sharp'
import { readApart } from './apart.ts'
import type { Fault } from './faults.ts'
import { examinePdf } from './pdf.ts'
import { type Flag, megabyte } from './questions.ts'
import type { Judged } from './zip-worker.ts'

/** Files that may be heavy are judged where they lie: only their ends, their directory or their header are read. */
export const examineHeavyZip = (judged: Judged): Promise<Fault | Flag[]> =>
  readApart<Fault | null>(new URL('./zip-worker.ts', import.meta.url), judged, 30).then(
    (fault) => fault ?? [],
    () => 'damaged',
  )

/** What a document says of itself is looked for where documents are usual; beyond, it is only known to be one. */
export async function examineHeavyPdf({ place, size }: Judged): Promise<Fault | Flag[]> {
  if (size <= 10 * megabyte) return examinePdf(await readFile(place))
  const end = await endOf(place, size)
  if (!end.includes('startxref')) return 'damaged'
  return end.includes('/Encrypt') ? 'password' : []
}

async function endOf(place: string, size: number) {
  const length = 64 * 1024
  await using file = await open(place)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, Math.max(0, size - length))
  return buffer.toString('latin1', 0, bytesRead)
}

export async function examineHeavyImage({ place, ending }: Judged): Promise<Fault | Flag[]> {
  if (!(await isOneOf(place, ending === '.png' ? ['png', 'apng'] : ['jpg']))) return 'content'
  try {
    await sharp(place, { limitInputPixels: false }).metadata()
    return []
  } catch {
    return 'brokenImage'
  }
}

const recordings: Record<string, string[]> = {
  '.mp4': ['mp4', 'm4v'],
  '.webm': ['webm', 'mkv'],
  '.mp3': ['mp3'],
  '.m4a': ['m4a', 'mp4'],
  '.ogg': ['ogg', 'oga', 'opus', 'ogv'],
}

export const examineRecording = async ({ place, ending }: Judged): Promise<Fault | Flag[]> =>
  (await isOneOf(place, recordings[ending] ?? [])) ? [] : 'content'

async function isOneOf(place: string, types: string[]) {
  const seen = await fileTypeFromFile(place).catch(() => undefined)
  return seen !== undefined && types.includes(seen.ext)
}
