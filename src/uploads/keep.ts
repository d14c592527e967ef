import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import type { Fault } from './faults.ts'
import type { ReceivedFile } from './receive.ts'

export const incomingFolder = (folder: string) => path.join(folder, 'incoming')

/**
 * Writes a stream into `folder` under a random name. Once `refuse` (told the size so far and what it grew by) has a fault to say,
 * it reads on and keeps nothing: what follows the file must arrive.
 */
export async function writeDown(
  stream: Readable,
  folder: string,
  refuse: (size: number, added: number) => Fault | undefined,
) {
  const place = path.join(folder, randomName())
  const hash = createHash('sha256')
  let size = 0
  let fault: Fault | undefined

  await using handle = await open(place, 'wx', 0o600)
  try {
    for await (const chunk of stream) {
      size += chunk.length
      fault ??= refuse(size, chunk.length)
      if (fault) continue
      hash.update(chunk)
      await handle.appendFile(chunk)
    }
  } catch (error) {
    await rm(place, { force: true })
    throw error
  }

  if (fault) await rm(place, { force: true })
  return { path: place, size, sha256: hash.digest('hex'), fault }
}

/** Moves a received file into `folder` for good, under a name that says nothing of it, and returns that name. */
export async function keepFile(file: ReceivedFile, folder: string): Promise<string> {
  const storedAs = randomName()
  await moveForGood([[file.path, path.join(folder, storedAs)]])
  return storedAs
}

/** Once a name is in the database the bytes must be there, even after a power cut: first the files, then their places. */
export async function moveForGood(moves: [from: string, to: string][]): Promise<void> {
  for (const [from, to] of moves) {
    await flush(from, 'r+')
    await rename(from, to)
  }
  if (process.platform === 'win32') return
  for (const folder of new Set(moves.map(([, to]) => path.dirname(to)))) await flush(folder, 'r')
}

async function flush(place: string, flags: 'r' | 'r+') {
  await using handle = await open(place, flags)
  await handle.sync()
}

/** The files that stand for one image. */
export const versionsOf = (place: string, widths: number[]) =>
  widths.flatMap((width) => [`${place}-${width}.avif`, `${place}-${width}.webp`])

export async function discardFiles(files: Pick<ReceivedFile, 'path' | 'image'>[]): Promise<void> {
  for (const { path: place, image } of files)
    for (const one of [place, ...versionsOf(place, image?.widths ?? [])]) await rm(one, { force: true })
}

export async function removeStored(folder: string, storedAs: string): Promise<void> {
  assertStoredName(storedAs)
  await rm(path.join(folder, storedAs), { force: true })
}

/** At start-up: whatever is still in the incoming folder belongs to a request that no longer exists. */
export function clearIncoming(folder: string): void {
  rmSync(incomingFolder(folder), { recursive: true, force: true })
  mkdirSync(incomingFolder(folder), { recursive: true, mode: 0o700 })
}

export const randomName = () => randomBytes(16).toString('hex')

const storedName = /^[0-9a-f]{32}$/

export function assertStoredName(name: string): void {
  if (!storedName.test(name)) throw new Error(`Not the name of a stored file: ${name}`)
}

/** The stored files that no known name stands for and that are a day old: a stop between disk and database left them. */
export async function listStrays(folder: string, known: string[]): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => storedName.test(name) && !known.includes(name))
  const old = await Promise.all(names.map((name) => isADayOld(path.join(folder, name))))
  return names.filter((_, index) => old[index])
}

export const isADayOld = async (place: string) => (await stat(place)).mtimeMs < Date.now() - 24 * 60 * 60 * 1000
