import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { listStrayImages, removeImage } from '../src/uploads/images.ts'
import { formData, type Kept, megabyte, openForm, part } from './support/uploads.ts'

const photo = (width: number, height = Math.round(width / 2)) =>
  sharp({ create: { width, height, channels: 3, background: '#37a' } })

async function imageForm() {
  const form = await openForm({ questions: [{ field: 'visuel', accepts: 'image' }] })
  return {
    ...form,
    async sent(name: string, bytes: Buffer) {
      const { kept, errors } = await form.send(formData([['visuel', part(name, bytes)]]))
      expect([errors, form.onDisk()]).toEqual([{}, { stored: [], incoming: [] }])
      return kept[0] as Kept
    },
  }
}

test.each([
  ['photo.jpg', photo(2000).jpeg()],
  ['photo.PNG', photo(2000).png()],
  ['photo.webp', photo(2000).webp()],
  ['photo.avif', photo(2000).avif()],
])('%s is kept as AVIF and WebP in three widths, and the original is not', async (name, image) => {
  const { sent, images } = await imageForm()
  const bytes = await image.toBuffer()

  const kept = await sent(name, bytes)

  expect(kept).toMatchObject({ name, type: 'image/avif', flags: ['not-scanned'], width: 1600, height: 800 })
  expect(kept.storedAs).toMatch(/^[0-9a-f]{32}$/)
  const files = [480, 960, 1600].flatMap((width) => [
    `${kept.storedAs}-${width}.avif`,
    `${kept.storedAs}-${width}.webp`,
  ])
  expect(readdirSync(images).sort()).toEqual(files.sort())
  for (const file of files) {
    const [, width, extension] = /-(\d+)\.(\w+)$/.exec(file)!
    const { format, ...seen } = await sharp(path.join(images, file)).metadata()
    expect([seen.width, format]).toEqual([Number(width), extension === 'avif' ? 'heif' : 'webp'])
    expect(statSync(path.join(images, file)).mode & 0o777).toBe(0o600)
  }
  expect(kept.size).toBe(files.reduce((sum, file) => sum + statSync(path.join(images, file)).size, 0))
})

test.each([
  [300, [300]],
  [480, [480]],
  [700, [480, 700]],
  [1200, [480, 960, 1200]],
])('an image of %i pixels is never enlarged', async (width, widths) => {
  const { sent } = await imageForm()
  expect(await sent('photo.png', await photo(width).png().toBuffer())).toMatchObject({
    image: { widths, width, height: width / 2 },
  })
})

test('a photo is turned upright, and says neither where nor by whom it was taken', async () => {
  const { sent, images } = await imageForm()
  const exif = { IFD0: { Artist: 'Ana Exemple', Copyright: 'Ana' }, IFD3: { GPSLatitude: '49/1 10/1 0/1' } }
  const bytes = await photo(800, 400).withExif(exif).withMetadata({ orientation: 6 }).jpeg().toBuffer()
  expect(bytes.includes('Ana Exemple')).toBe(true)

  const { storedAs, image } = await sent('photo.jpg', bytes)

  expect(image).toEqual({ widths: [400], width: 400, height: 800 })
  for (const extension of ['avif', 'webp']) {
    const file = path.join(images, `${storedAs}-400.${extension}`)
    const { width, height, exif, xmp, icc, orientation = 1 } = await sharp(file).metadata()
    expect({ width, height, exif, xmp, icc, orientation }).toEqual({
      ...{ width: 400, height: 800, orientation: 1 },
      ...{ exif: undefined, xmp: undefined, icc: undefined },
    })
    expect(readFileSync(file).includes('Ana')).toBe(false)
  }
})

test('of an animation the first frame is kept, and a transparent ground stays so', async () => {
  const { sent, images } = await imageForm()
  const red = { create: { width: 50, height: 50, channels: 4 as const, background: '#f008' } }
  const blue = { create: { width: 50, height: 50, channels: 4 as const, background: '#00f8' } }
  const frames = [await sharp(red).png().toBuffer(), await sharp(blue).png().toBuffer()]
  const moving = await sharp(frames, { join: { animated: true } })
    .webp({ loop: 0 })
    .toBuffer()
  expect((await sharp(moving).metadata()).pages).toBe(2)

  const { storedAs, image } = await sent('animation.webp', moving)

  expect(image).toEqual({ widths: [50], width: 50, height: 50 })
  const kept = sharp(path.join(images, `${storedAs}-50.webp`))
  const [first, , third, alpha] = await kept.raw().toBuffer()
  expect([(await kept.metadata()).pages, Number(first) > 240, Number(third) < 15]).toEqual([undefined, true, true])
  expect(Math.abs(Number(alpha) - 0x88)).toBeLessThan(5)
})

test.each([
  ['one of four inks', photo(60, 40).toColourspace('cmyk').jpeg()],
  ['a grey one', photo(60, 40).greyscale().png()],
  ['one of sixteen bits', photo(60, 40).toColourspace('rgb16').png()],
])('%s is kept in the colours of a screen', async (_case, image) => {
  const { sent, images } = await imageForm()
  const { storedAs } = await sent('photo.png', await image.toBuffer())
  expect(await sharp(path.join(images, `${storedAs}-60.webp`)).metadata()).toMatchObject({
    space: 'srgb',
    depth: 'uchar',
  })
})

test('an image of 40 million pixels is drawn, and one more line is too many', async () => {
  const { sent, send } = await imageForm()
  expect(await sent('photo.png', await photo(8000, 5000).png().toBuffer())).toMatchObject({ width: 1600, height: 1000 })

  const { errors } = await send(formData([['visuel', part('photo.png', await photo(8000, 5001).png().toBuffer())]]))
  expect(errors.visuel).toContain('dépasse 40 millions de pixels')
})

test('an image that is accepted and not kept leaves nothing', async () => {
  const { send, sent, onDisk } = await imageForm()
  const bytes = await photo(600).jpeg().toBuffer()
  const data = formData([['visuel', part('photo.jpg', bytes)]])
  expect(await send(data, {}, '/forgetful')).toEqual({ status: 200, accepted: 1, incoming: 4 })
  await sent('photo.jpg', bytes)
  expect(onDisk().incoming).toEqual([])
})

test('a heavy image is told so', async () => {
  const { send } = await imageForm()
  const { errors } = await send(formData([['visuel', part('photo.jpg', Buffer.alloc(10 * megabyte + 1))]]))
  expect(errors.visuel).toBe('Le fichier «\u00a0photo.jpg\u00a0» doit peser moins de 10 Mo')
})

test('an image goes with all its files, by its name alone; one that nobody knows is a stray after a day', async () => {
  const { sent, images } = await imageForm()
  const one = await sent('un.png', await photo(600).png().toBuffer())
  const two = await sent('deux.png', await photo(600).png().toBuffer())
  expect(readdirSync(images)).toHaveLength(8)

  await expect(removeImage(images, '../images')).rejects.toThrow('stored file')
  expect(await listStrayImages(images, [])).toEqual([])
  const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000)
  for (const name of readdirSync(images)) utimesSync(path.join(images, name), yesterday, yesterday)
  expect((await listStrayImages(images, [])).sort()).toEqual([one.storedAs, two.storedAs].sort())
  expect(await listStrayImages(images, [one.storedAs])).toEqual([two.storedAs])

  await removeImage(images, one.storedAs)
  expect(readdirSync(images).filter((name) => name.startsWith(two.storedAs))).toHaveLength(4)
  expect(existsSync(path.join(images, `${one.storedAs}-480.avif`))).toBe(false)
  expect(readdirSync(images)).toHaveLength(4)
})
