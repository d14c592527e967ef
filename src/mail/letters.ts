import { readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { simpleParser } from 'mailparser'

/** Removes from the local mailbox the letters in which an address can be read, however they are encoded. */
export async function eraseLetters(folder: string, email: string) {
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter((one) => one.endsWith('.eml'))) {
    const file = path.join(folder, name)
    if (await holds(await readFile(file), email.toLowerCase())) await rm(file, { force: true })
  }
}

async function holds(source: Buffer, email: string) {
  const { headerLines, text, html, attachments } = await simpleParser(source, { skipHtmlToText: true })
  const parts = [
    source.toString('latin1'),
    ...headerLines.map(({ line }) => line),
    text ?? '',
    html || '',
    ...attachments.map(({ content }) => content.toString('latin1')),
  ]
  return parts.some((part) => part.toLowerCase().includes(email))
}
