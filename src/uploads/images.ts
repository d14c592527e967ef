import { readdir, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileTypeFromBuffer } from 'file-type'
import sharp from 'sharp'
import type { Fault } from './faults.ts'
import { assertStoredName, isADayOld, moveForGood, randomName, versionsOf } from './keep.ts'
import type { Flag } from './questions.ts'
import type { ReceivedFile } from './receive.ts'

/** An image as it is kept: one AVIF and one WebP of each of its widths; `width` and `height` are the largest one's. */
export type Picture = { widths: number[]; width: number; height: number }

// The machine may be small, and visitors read while somebody sends a photo.
sharp.concurrency(1)
sharp.cache(false)

const sizes = [480, 960, 1600]
const mostPixels = 40_000_000
/** What WebP can hold. */
const longestSide = 16_383

/** Reads the header alone: nothing is decoded before its size is known. */
export async function examineImage(bytes: Buffer): Promise<Fault | Flag[]> {
  const seen = await fileTypeFromBuffer(bytes).catch(() => undefined)
  if (!seen || !['jpg', 'png', 'apng', 'webp', 'avif'].includes(seen.ext)) return 'content'

  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata()
    return width * height > mostPixels || Math.max(width, height) > longestSide ? 'pixels' : []
  } catch {
    return 'brokenImage'
  }
}

/** Draws the image anew beside the file it came in, upright and without metadata, then forgets that file. */
export function redraw(place: string, bytes: Buffer): Promise<Fault | Picture> {
  // One at a time: each may take a hundred megabytes while it is open.
  const mine = turn.then(async () => {
    const drawn = await draw(bytes)
    if (typeof drawn === 'string') return drawn
    for (const [index, version] of versionsOf(place, drawn.widths).entries())
      await writeFile(version, drawn.versions[index] ?? '', { flag: 'wx', mode: 0o600 })
    await rm(place)
    const { widths, width, height } = drawn
    return { widths, width, height }
  })
  turn = mine.catch(() => undefined)
  return mine
}

let turn: Promise<unknown> = Promise.resolve()

async function draw(bytes: Buffer) {
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' })
      .autoOrient()
      .resize({ width: Math.max(...sizes), withoutEnlargement: true })
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
    const { width, height, channels } = info
    const widths = [...new Set(sizes.map((size) => Math.min(size, width)))]
    const versions: Buffer[] = []
    for (const size of widths) {
      const smaller = sharp(data, { raw: { width, height, channels } }).resize({ width: size })
      versions.push(await smaller.clone().avif({ quality: 50, effort: 2 }).toBuffer())
      versions.push(await smaller.clone().webp({ quality: 75, effort: 2 }).toBuffer())
    }
    return { versions, widths, width, height }
  } catch {
    return 'brokenImage'
  }
}

/** Moves a received image into `folder` for good: `<storedAs>-<width>.avif` and `.webp`. `size` is the weight of them all. */
export async function keepImage(file: ReceivedFile, folder: string) {
  if (!file.image) throw new Error(`Not an image: ${file.field}`)
  const storedAs = randomName()
  const from = versionsOf(file.path, file.image.widths)
  const to = versionsOf(path.join(folder, storedAs), file.image.widths)

  let size = 0
  for (const place of from) size += (await stat(place)).size
  await moveForGood(from.map((place, index) => [place, to[index] ?? '']))
  return { storedAs, ...file.image, size }
}

export async function removeImage(folder: string, storedAs: string): Promise<void> {
  assertStoredName(storedAs)
  const versions = (await readdir(folder)).filter((name) => name.startsWith(`${storedAs}-`))
  await Promise.all(versions.map((name) => rm(path.join(folder, name), { force: true })))
}

/** The images that no known name stands for and that are a day old. */
export async function listStrayImages(folder: string, known: string[]): Promise<string[]> {
  const strays = new Set<string>()
  for (const name of await readdir(folder)) {
    const storedAs = /^([0-9a-f]{32})-\d+\.(?:avif|webp)$/.exec(name)?.[1]
    if (storedAs && !known.includes(storedAs) && (await isADayOld(path.join(folder, name)))) strays.add(storedAs)
  }
  return [...strays]
}
