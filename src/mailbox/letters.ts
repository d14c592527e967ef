import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { type AddressObject, simpleParser } from 'mailparser'

const fileName = /^(\d{8}T\d{9}Z-[0-9a-f]{32})\.eml$/
const shown = 200

/** The letters of the folder, newest first. Only their heads are read: a letter may carry megabytes. */
export async function listLetters(folder: string) {
  const ids = (await listIds(folder)).reverse().slice(0, shown)
  return Promise.all(
    ids.map(async (id) => {
      const source = await readLetter(folder, id)
      return { id, ...heading(await simpleParser(source.subarray(0, source.indexOf('\r\n\r\n') + 4))) }
    }),
  )
}

/** An id that is not in the folder's own listing finds nothing, so that none can lead out of it. */
export async function findLetter(folder: string, id: string) {
  if (!(await listIds(folder)).includes(id)) return undefined

  const mail = await simpleParser(await readLetter(folder, id), { skipHtmlToText: true, skipTextToHtml: true })
  return { id, ...heading(mail), text: mail.text ?? '', html: mail.html || undefined, attachments: mail.attachments }
}

const readLetter = (folder: string, id: string) => readFile(path.join(folder, `${id}.eml`))

async function listIds(folder: string) {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.flatMap((name) => fileName.exec(name)?.[1] ?? []).sort()
}

const heading = (mail: Awaited<ReturnType<typeof simpleParser>>) => ({
  subject: mail.subject ?? '(sans objet)',
  from: addresses(mail.from),
  to: addresses(mail.to),
  replyTo: addresses(mail.replyTo),
  date: mail.date ?? new Date(0),
})

const addresses = (header: AddressObject | AddressObject[] | undefined) =>
  [header ?? []]
    .flat()
    .map((list) => list.text)
    .join(', ')
