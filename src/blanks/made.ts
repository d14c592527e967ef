import { createHash } from 'node:crypto'
import { frameOf, type Setting } from './frame.ts'
import { type Blank, blanks, type Format } from './lists.ts'

export type Made = { bytes: Buffer; etag: string }

const most = 4 * blanks.length
const known = new Map<string, Promise<Made>>()

/** One of our sheets as a file: made once for what it says, then kept in memory. */
export function madeSheet(blank: Blank, format: Format, setting: Setting): Promise<Made> {
  const key = JSON.stringify([blank.slug, format, setting])
  const made = known.get(key) ?? make(blank, format, setting)
  known.delete(key)
  known.set(key, made)
  for (const [old] of [...known].slice(0, -most)) known.delete(old)
  made.catch(() => known.delete(key))
  return made
}

/** What writes them is heavy, and only opened for the first. */
async function make(blank: Blank, format: Format, setting: Setting): Promise<Made> {
  const frame = frameOf(blank, setting)
  const bytes =
    format === 'pdf'
      ? await (await import('./pdf.ts')).writePdf(frame)
      : await (await import('./docx.ts')).writeDocx(frame)
  return { bytes, etag: createHash('sha256').update(bytes).digest('base64url').slice(0, 16) }
}
