import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { pictureNames } from '../src/guides/pictures.ts'
import { findChromium } from '../tests/support/chromium.ts'
import { frameOf, openStage, screenNames, serveGuides, stageOf } from '../tests/support/guide-pages.ts'
import { launch } from '../tests/support/launch.ts'

// Takes the pictures of the guides from the real pages, for a telephone and for a wider screen (`npm run pictures`).

const root = path.join(import.meta.dirname, '..')
const folder = path.join(root, 'public/guides')
mkdirSync(folder, { recursive: true })
const browser = await launch(await findChromium())
const site = await serveGuides()
const taken: Record<string, Record<string, { width: number; height: number; words: string }>> = {}

for (const name of pictureNames) {
  taken[name] = {}
  for (const screen of screenNames) {
    const page = await openStage(browser, site, stageOf(name), screen)
    const { clip, words } = await frameOf(page, name)
    const shot = await page.screenshot({ clip, fullPage: true })
    await page.close()
    const file = path.join(folder, `${name}-${screen}`)
    const avif = await sharp(shot).avif({ quality: 50, effort: 6 }).toFile(`${file}.avif`)
    const webp = await sharp(shot).webp({ quality: 75, effort: 6 }).toFile(`${file}.webp`)
    taken[name][screen] = { width: clip.width, height: clip.height, words }
    console.log(`${name}, ${screen}: ${clip.width} × ${clip.height}, AVIF ${avif.size} bytes, WebP ${webp.size} bytes`)
  }
}
writeFileSync(path.join(root, 'src/guides/pictures.json'), `${JSON.stringify(taken, null, 2)}\n`)
process.exit()
