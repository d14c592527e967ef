import type { Fault } from './faults.ts'
import { studyPdf } from './pdf-study.ts'
import type { Flag } from './questions.ts'

/** Reads a PDF without showing it: why it is refused, or what the coordinator must know of it. */
export async function examinePdf(bytes: Buffer): Promise<Fault | Flag[]> {
  const text = bytes.toString('latin1')
  if (!text.includes('startxref')) return 'damaged'
  if (isSomethingElseToo(bytes)) return 'content'

  const { encrypted, active, accessible } = await studyPdf(bytes, text)
  if (encrypted) return 'password'

  const flags: Flag[] = []
  if (active) flags.push('active-pdf')
  if (!accessible) flags.push('inaccessible-pdf')
  return flags
}

/** A page for a browser that finds its tags near the start, an archive for whoever reads from the end. */
function isSomethingElseToo(bytes: Buffer) {
  if (/<(?:!doctype|html|head|body|script|svg|iframe|\?php)\b/i.test(bytes.toString('latin1', 0, 1024))) return true

  const end = bytes.lastIndexOf('PK\x05\x06')
  // Its comment reaches the end of the file: the archive is the file's own, not that of an attachment.
  return end >= 0 && end + 22 <= bytes.length && end + 22 + bytes.readUInt16LE(end + 20) >= bytes.length - 2
}
