import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'
import { editing } from '../src/guides/editing.ts'
import type { Guide, Step } from '../src/guides/guide.ts'
import { moderating } from '../src/guides/moderating.ts'
import { findPicture, pictureNames, taken } from '../src/guides/pictures.ts'
import { proposing } from '../src/guides/proposing.ts'
import { newPage, openBrowser } from './support/browser.ts'
import { frameOf, openStage, screenNames, serveGuides, stageOf } from './support/guide-pages.ts'

const browser = await openBrowser()
const site = await serveGuides()
afterAll(async () => {
  await browser.close()
  site.close()
})

const folder = path.join(import.meta.dirname, '../public/guides')
const guides: [string, Guide][] = [
  ['/aide/proposer', proposing],
  ['/moderation/aide', moderating],
  ['/moderation/aide/contenus', editing],
]
const steps = guides.flatMap(([address, { steps }]) => steps.map((step) => ({ ...step, address })))

/** What a step says is written on its page: the names in bold. */
const namesOf = ({ does, sees }: Step) =>
  [...`${does} ${sees}`.matchAll(/\*\*(.+?)\*\*/g)].map(([, name]) => name ?? '')

describe('each step names what is on the page that it is about', () => {
  test.each(steps)('$address: $title', async (step) => {
    const page = await openStage(browser, site, step.at, 'wide')
    const written = await page.evaluate(() =>
      [...document.querySelectorAll('a, button, summary, label, legend, h1, h2, h3, main p')].map((element) =>
        element.textContent.replace(/\s+/g, ' ').trim(),
      ),
    )
    await page.context().close()
    expect(namesOf(step).length).toBeGreaterThan(0)
    const missing = namesOf(step).filter((name) => !written.some((words) => words.startsWith(name)))
    expect(missing).toEqual([])
  })

  test('a name that is not there is missed', () => {
    expect(namesOf({ title: '', at: 'file', does: 'Pressez **Un** puis **Deux**.', sees: 'un.' })).toEqual([
      'Un',
      'Deux',
    ])
  })
})

describe('the pictures', () => {
  test.each(pictureNames)('« %s » shows what its page says today', async (name) => {
    for (const screen of screenNames) {
      const page = await openStage(browser, site, stageOf(name), screen)
      const { words, clip } = await frameOf(page, name)
      await page.context().close()
      expect(words, 'run `npm run pictures`').toBe(taken[name][screen].words)
      expect(Math.abs(clip.height - taken[name][screen].height), 'run `npm run pictures`').toBeLessThan(12)
    }
  })

  test('are each the picture of a step about their page', () => {
    const used = steps.filter(({ picture }) => picture)
    expect(used.map(({ picture }) => picture).toSorted()).toEqual([...pictureNames].toSorted())
    expect(used.filter(({ picture, at }) => picture && stageOf(picture) !== at)).toEqual([])
  })

  test('say in words what they show, and show no address of anybody', () => {
    const seen = pictureNames.flatMap((name) => screenNames.map((screen) => taken[name][screen].words))
    const addresses = seen.join(' ').match(/[\w.-]+@[\w.-]*\w|https?:\/\/\S+/g) ?? []
    expect(addresses).toContain('camille@example.org')
    expect(addresses.filter((address) => !/@(?:\w+\.)*example\.org$/.test(address))).toEqual([])
    for (const name of pictureNames) expect(findPicture(name).alt.length).toBeGreaterThan(60)
  })

  test('the files are those that the guides show, and no others', () => {
    const files = pictureNames.flatMap((name) =>
      screenNames.flatMap((screen) => [`${name}-${screen}.avif`, `${name}-${screen}.webp`]),
    )
    expect(readdirSync(folder).toSorted()).toEqual(files.toSorted())
  })
})

test('the pictures are small, known by their size, and loaded late, in one version each', async () => {
  for (const file of readdirSync(folder)) {
    expect(statSync(path.join(folder, file)).size, file).toBeLessThanOrEqual(40_000)
    const [, name = '', screen = ''] = /^(\w+)-(\w+)\./.exec(file) ?? []
    const said = taken[name as 'file'][screen as 'wide']
    const { width, height, exif } = await sharp(readFileSync(path.join(folder, file))).metadata()
    const scale = screen === 'narrow' ? 2 : 1
    expect([width, height], file).toEqual([said.width * scale, said.height * scale])
    expect(exif).toBeUndefined()
  }

  const page = await newPage(browser, { width: 1280, height: 600, baseURL: site.origin })
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.resourceType() === 'image' && request.url().includes('/guides/')) asked.push(request.url())
  })
  await page.goto('/aide/proposer')
  const images = await page
    .locator('main img')
    .evaluateAll((all) =>
      all.map((image) => [
        image.getAttribute('loading'),
        image.getAttribute('width') !== null,
        image.getAttribute('alt') !== '',
      ]),
    )
  expect(images).toEqual(images.map(() => ['lazy', true, true]))
  await page.locator('main img').last().scrollIntoViewIfNeeded()
  await expect.poll(() => asked.length).toBe(images.length)
  expect(asked.filter((address) => !address.includes('-wide.avif'))).toEqual([])
  await page.context().close()
})

test('each guide is found where it is needed, by whom it concerns', async () => {
  for (const address of ['/proposer', '/proposer/evenement', '/proposer/plusieurs', '/boite-a-outils', '/plan-du-site'])
    expect((await site.visitor.get(address)).text, address).toContain('href="/aide/proposer"')
  const desk = site.coordinator()
  expect((await desk.get('/moderation')).text).toContain('href="/moderation/aide"')
  expect((await desk.get('/moderation/aide').expect(200)).text).toContain('href="/moderation/aide/contenus"')
  expect((await desk.get('/moderation/pages')).text).toContain('href="/moderation/aide/contenus"')
  const { text } = await desk.get('/moderation/aide/contenus').expect(200)
  expect(text).toContain('<a href="/moderation/pages" aria-current="true">Contenus</a>')
  for (const words of ['Éditeur et hébergeur', 'Changer l’accueil', 'Sous-titres']) expect(text).toContain(words)
  await site.visitor.get('/moderation/aide').expect(303)
  expect((await site.visitor.get('/proposer')).text).not.toContain('href="/moderation/aide"')
})

test('the guide to propose says when proposals are closed, and offers no button that leads nowhere', async () => {
  const open = await site.visitor.get('/aide/proposer')
  expect(open.text).toContain('class="button" href="/proposer/evenement"')
  expect(open.text).not.toContain('ne sont pas ouvertes')
  site.clock.advance({ hours: 40 * 24 })
  const closed = await site.visitor.get('/aide/proposer')
  expect(closed.text).toContain('ne sont pas ouvertes')
  expect(closed.text).not.toContain('class="button" href="/proposer/evenement"')
})
