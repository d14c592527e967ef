import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import type { ReceivedFile } from './receive.ts'

export const incomingFolder = (folder: string) => path.join(folder, 'incoming')

/** Writes a stream into `folder` under a random name. Past `maxBytes` it reads on and keeps nothing: what follows the file must arrive. */
export async function writeDown(stream: Readable, folder: string, maxBytes: number) {
  const place = path.join(folder, randomName())
  const hash = createHash('sha256')
  let size = 0

  await using handle = await open(place, 'wx', 0o600)
  try {
    for await (const chunk of stream) {
      size += chunk.length
      if (size > maxBytes) continue
      hash.update(chunk)
      await handle.appendFile(chunk)
    }
  } catch (error) {
    await rm(place, { force: true })
    throw error
  }

  const tooLarge = size > maxBytes
  if (tooLarge) await rm(place, { force: true })
  return { path: place, size, sha256: hash.digest('hex'), tooLarge }
}

/** Moves a received file into `folder` for good, under a name that says nothing of it, and returns that name. */
export async function keepFile(file: ReceivedFile, folder: string): Promise<string> {
  const storedAs = randomName()

  // Once the name is in the database the bytes must be there, even after a power cut: first the file, then its place.
  await flush(file.path, 'r+')
  await rename(file.path, path.join(folder, storedAs))
  if (process.platform !== 'win32') await flush(folder, 'r')

  return storedAs
}

async function flush(place: string, flags: 'r' | 'r+') {
  await using handle = await open(place, flags)
  await handle.sync()
}

export async function discardFiles(files: Pick<ReceivedFile, 'path'>[]): Promise<void> {
  for (const file of files) await rm(file.path, { force: true })
}

export async function removeStored(folder: string, storedAs: string): Promise<void> {
  if (!storedName.test(storedAs)) throw new Error(`Not the name of a stored file: ${storedAs}`)
  await rm(path.join(folder, storedAs), { force: true })
}

/** At start-up: whatever is still in the incoming folder belongs to a request that no longer exists. */
export function clearIncoming(folder: string): void {
  rmSync(incomingFolder(folder), { recursive: true, force: true })
  mkdirSync(incomingFolder(folder), { recursive: true, mode: 0o700 })
}

const randomName = () => randomBytes(16).toString('hex')

const storedName = /^[0-9a-f]{32}$/

/** The stored files that no known name stands for and that are a day old: a stop between disk and database left them. */
export async function listStrays(folder: string, known: string[]): Promise<string[]> {
  const yesterday = Date.now() - 24 * 60 * 60 * 1000
  const names = (await readdir(folder)).filter((name) => storedName.test(name) && !known.includes(name))
  const ages = await Promise.all(names.map((name) => stat(path.join(folder, name))))
  return names.filter((_, index) => (ages[index]?.mtimeMs ?? yesterday) < yesterday)
}
