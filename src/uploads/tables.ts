import { isUtf8 } from 'node:buffer'
import { fileTypeFromBuffer } from 'file-type'
import type { Fault } from './faults.ts'
import type { Flag } from './questions.ts'

export async function examineCsv(bytes: Buffer): Promise<Fault | Flag[]> {
  if ((await fileTypeFromBuffer(bytes).catch(() => undefined)) || /^\s*</.test(startOf(bytes))) return 'content'
  return isPlainText(bytes) ? [] : 'encoding'
}

export async function examineIcs(bytes: Buffer): Promise<Fault | Flag[]> {
  if (!/^(?:\xef\xbb\xbf)?BEGIN:VCALENDAR\r?\n/i.test(startOf(bytes)) || !isPlainText(bytes)) return 'content'
  return bytes.includes('END:VCALENDAR') ? [] : 'damaged'
}

/** WebVTT: plain text that says so. */
export const examineCaptions = async (bytes: Buffer): Promise<Fault | Flag[]> =>
  /^(?:\xef\xbb\xbf)?WEBVTT(?:[ \t\r\n]|$)/.test(startOf(bytes)) && isUtf8(bytes) ? [] : 'content'

const startOf = (bytes: Buffer) => bytes.toString('latin1', 0, 256)

/** UTF-8, or the Windows-1252 that Excel writes: neither has controls, and the second has five holes. */
const isPlainText = (bytes: Buffer) =>
  !bytes.some(isControl) && (isUtf8(bytes) || !bytes.some((byte) => holes.has(byte)))

const isControl = (byte: number) => byte < 9 || (byte > 13 && byte < 32) || byte === 127
const holes = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d])
