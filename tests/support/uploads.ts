import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import express, { type ErrorRequestHandler } from 'express'
import { onTestFinished } from 'vitest'
import { keepImage } from '../../src/uploads/images.ts'
import { keepFile } from '../../src/uploads/keep.ts'
import type { Question } from '../../src/uploads/questions.ts'
import { type ReceivedFile, receivedFiles, receiveFiles } from '../../src/uploads/receive.ts'

export const megabyte = 1024 * 1024

type Options = Partial<Parameters<typeof receiveFiles>[0]>
export type Kept = ReceivedFile & { storedAs: string }
type Answer = { texts: Record<string, unknown>; kept: Kept[]; errors: Record<string, string>; message?: string }

const twoSheets: Question[] = [
  { field: 'document', accepts: 'sheet' },
  { field: 'sheet', accepts: 'sheet' },
]

/** A form whose files are kept, in an application made for this tool alone: two sheets unless told otherwise. */
export async function openForm({ trustProxy = false, ...options }: Options & { trustProxy?: boolean } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'uploads-'))
  const images = path.join(folder, 'images')
  mkdirSync(images)
  const failures: { status?: number; message: string }[] = []
  const app = express()
  app.set('trust proxy', trustProxy)

  const receive = receiveFiles({ folder, questions: twoSheets, ...options })
  app.post('/', receive, async (req, res) => {
    const { accepted, errors } = await receivedFiles(req)
    const kept: Kept[] = []
    for (const file of accepted)
      kept.push({
        ...file,
        ...(file.image ? await keepImage(file, images) : { storedAs: await keepFile(file, folder) }),
      })
    res.json({ texts: req.body ?? 'not read', kept, errors })
  })
  app.post('/forgetful', receive, async (req, res) => {
    res.json({ accepted: (await receivedFiles(req)).accepted.length, incoming: onDisk().incoming.length })
  })
  app.use(((error, _req, res, _next) => {
    failures.push(error)
    res.status(error.status ?? 500).json({ message: error.message })
  }) satisfies ErrorRequestHandler)

  const server = app.listen(0)
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
    rmSync(folder, { recursive: true })
  })

  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const onDisk = () => ({
    stored: readdirSync(folder).filter((name) => name !== 'incoming' && name !== 'images'),
    incoming: readdirSync(path.join(folder, 'incoming')),
  })
  const send = async (body: FormData | Buffer, headers: Record<string, string> = {}, place = '/') => {
    const sent = body instanceof FormData ? body : new Uint8Array(body)
    const response = await fetch(url + place, { method: 'POST', body: sent, headers })
    return { status: response.status, ...((await response.json()) as Answer) }
  }
  return { folder, images, url, app, failures, onDisk, send }
}

export const part = (name: string, content: Buffer | string) => new File([new Uint8Array(Buffer.from(content))], name)

export function formData(entries: [string, string | File][]) {
  const data = new FormData()
  for (const [name, value] of entries) typeof value === 'string' ? data.append(name, value) : data.append(name, value)
  return data
}

/** A form as the bytes that a browser sends. */
export async function bytesOf(data: FormData) {
  const response = new Response(data)
  const type = response.headers.get('content-type') ?? ''
  return { body: Buffer.from(await response.arrayBuffer()), headers: { 'content-type': type } }
}
