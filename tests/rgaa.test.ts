import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { newPage, openBrowser } from './support/browser.ts'
import { signedIn } from './support/faults.ts'
import { crampedBy, faintBorders, lostLabels, stopsOf, structureOf } from './support/looks.ts'
import { fillSite, serveSite } from './support/served.ts'

const root = path.join(import.meta.dirname, '..')
const site = await serveSite().then(fillSite)
const browser = await openBrowser()
afterAll(async () => {
  await browser.close()
  site.close()
})

/** One of each template that readers, organisers and coordinators meet most. */
const names = [
  '/',
  '/agenda',
  '/agenda/petit-dejeuner-consommation-responsable',
  '/bonnes-pratiques',
  '/rex',
  '/rex/un-lot-d-espaces-verts-reserve-a-l-insertion',
  '/cartes-blanches/nos-reunions-ont-change-de-gout',
  '/proposer',
  '/proposer/evenement',
  '{draft}/verification',
  '{follow}',
  '/suivi',
  '/boite-a-outils',
  '/aide/proposer',
  '/webinaire',
  '/contact',
  '/accessibilite',
  '/ecoconception',
  '/plan-du-site',
  '/connexion',
  '/moderation',
  '{event}',
  '/moderation/bilan/tableaux',
  '/moderation/equilibre',
  '/moderation/pages/a-propos',
]
const samples = names.map((name) => site.examples.find((example) => example.name === name)!)

async function openSample({ url, headers }: (typeof samples)[number], use: (page: Page) => Promise<unknown>) {
  const page = await newPage(browser, { width: 1280, height: 800, baseURL: site.origin })
  await page.context().addCookies(signedIn({ ...site, ...headers }).storageState?.cookies ?? [])
  await page.goto(url)
  try {
    await use(page)
  } finally {
    await page.context().close()
  }
}

describe('letters twice as large, and text spaced out, leave every word to be read', () => {
  test.each(samples)('$name', (sample) =>
    openSample(sample, async (page) => {
      expect([
        ...(await crampedBy(page, 1280, 'letters twice as large')),
        ...(await crampedBy(page, 1280, 'text spaced out')),
        ...(await crampedBy(page, 320, 'text spaced out')),
      ]).toEqual([])
    }),
  )
})

describe('the Tab key goes through every page in its order, always seen, and comes out', () => {
  test.each(samples)('$name', (sample) =>
    openSample(sample, async (page) => {
      const { names: stops, faults } = await stopsOf(page)
      expect(faults).toEqual([])
      expect(stops[0]).toBe('A Aller au contenu')
      expect(stops.length).toBeGreaterThan(10)
    }),
  )
})

describe('fields and what has the focus are outlined three to one, by day and by night', () => {
  test.each(samples)('$name', (sample) =>
    openSample(sample, async (page) => {
      const day = await faintBorders(page)
      await page.emulateMedia({ colorScheme: 'dark' })
      expect([...day, ...(await faintBorders(page)).map((fault) => `dark: ${fault}`)]).toEqual([])
    }),
  )
})

describe('titles, landmarks, images and tables are said in HTML, and hold without the style sheet', () => {
  test.each(samples)('$name', (sample) =>
    openSample(sample, async (page) => {
      expect(await structureOf(page)).toEqual([])
    }),
  )
})

describe('every field has its label, to be read right beside it, and its group a legend', () => {
  test.each(samples)('$name', (sample) =>
    openSample(sample, async (page) => {
      expect(await lostLabels(page)).toEqual([])
    }),
  )
})

test('every page has a title of its own, and the same menu and foot at the same place', async () => {
  const titles = new Map<string, string>()
  const frames = { public: new Set<string>(), desk: new Set<string>() }
  for (const { name, url, headers, who } of site.examples.filter((example) => names.includes(example.name))) {
    const { text } = await site.visitor.get(url).set(headers)
    const title = /<title>([^<]+)<\/title>/.exec(text)?.[1] ?? ''
    expect(titles.get(title), `${name} is called « ${title} » like another`).toBeUndefined()
    titles.set(title, name)
    const parts = [/<nav class="menu".*?<\/nav>/s, /<footer.*<\/footer>/s].map((part) => part.exec(text)?.[0] ?? '')
    frames[who === 'reader' || who === 'coordinator' ? 'desk' : 'public'].add(
      parts.join('').replaceAll(' aria-current="true"', ''),
    )
  }
  expect(titles.size).toBe(names.length)
  expect(frames.public.size).toBe(1)
  expect(frames.desk.size).toBe(1)
  expect([...frames.public][0]).toContain('href="/plan-du-site"')
})

test('each of these looks sees what it is there for', async () => {
  const page = await newPage(browser, { width: 1280, height: 800, baseURL: site.origin })
  await page.setContent(`<!doctype html><html lang="fr"><head><style>
    .cut { block-size: 20px; inline-size: 200px; overflow: hidden }
    .faint { border: 1px solid #ddd } a:focus, input:focus { outline: none } .cover { inset: 0; position: fixed }
  </style></head><body><h1>Un titre</h1><h3>Trop bas</h3><p class="cut">Une ligne qui tient</p>
    <svg></svg><table><tr><th>Un</th><td>1</td></tr></table><a id="last" href="/" tabindex="2">Second</a>
    <a id="first" href="/" tabindex="1">Premier</a><input class="faint" id="field"><fieldset><input type="radio" id="one"><label for="one">Un</label></fieldset><a href="/" target="_blank">Ailleurs</a>
    <div class="cover"></div></body></html>`)
  expect(await structureOf(page)).toEqual([
    'a step before h3',
    'not one body > header',
    'not one main',
    'not one body > footer',
    expect.stringMatching(/^an image without alternative/),
    expect.stringMatching(/^a drawing without its size/),
    expect.stringMatching(/^moves, plays or opens/),
    expect.stringMatching(/^a positive tabindex/),
    expect.stringMatching(/^a positive tabindex/),
    expect.stringMatching(/^a table without a title/),
    expect.stringMatching(/^a heading of a table without its scope/),
  ])
  expect(await crampedBy(page, 1280, 'letters twice as large')).toEqual([expect.stringContaining('cut: P cut')])
  expect(await lostLabels(page)).toEqual(['field has no label', 'the group of one has no legend'])
  const { faults } = await stopsOf(page)
  expect(faults).toContain('A last comes after what follows it')
  expect(faults).toContain('A first has no outline')
  expect(faults).toContain('A first is covered by DIV cover')
  expect(await faintBorders(page)).toEqual([expect.stringMatching(/^border of field: 1\.\d/)])
  await page.context().close()
})

test('nothing appears under the pointer alone, and no script waits for a gesture or a single key', () => {
  const read = (folder: string, name: string) => readFileSync(path.join(root, 'public', folder, name), 'utf8')
  const css = readdirSync(path.join(root, 'public/css')).map((name) => read('css', name))
  const hovered = css.flatMap((sheet) =>
    [...sheet.matchAll(/:hover[^{}]*\{([^{}]*)\}/g)].map(([, rules]) => rules ?? ''),
  )
  expect(hovered.length).toBeGreaterThan(5)
  const changed = hovered.flatMap((rules) => [...rules.matchAll(/([\w-]+):/g)].map(([, property]) => property))
  expect(
    new Set(changed).difference(
      new Set([
        'background',
        'background-color',
        'border-color',
        'color',
        'fill',
        'stroke',
        'text-decoration',
        'text-decoration-thickness',
        'text-decoration-color',
        'text-underline-offset',
        'outline',
        'box-shadow',
      ]),
    ),
  ).toEqual(new Set())

  const scripts = readdirSync(path.join(root, 'public/js')).map((name) => read('js', name))
  const heard = scripts.flatMap((script) =>
    [...script.matchAll(/addEventListener\(\s*'(\w+)'/g)].map(([, event]) => event),
  )
  expect(heard).toContain('click')
  expect(heard.filter((event) => /key|touch|mouse|pointer|drag|device|orientation/.test(event ?? ''))).toEqual([])
  expect(scripts.filter((script) => /\.on(?:key|touch|mouse|pointer|device)\w*\s*=/.test(script))).toEqual([])
})

test('the site map leads to every page of the site', async () => {
  const { text } = await site.visitor.get('/plan-du-site')
  const pages = site.doors
    .filter(({ who }) => who === 'everyone')
    .flatMap(({ prefix, room }) =>
      room.paths
        .filter(({ method }) => method === 'get')
        .map(({ path: at }) => `${prefix}/${at}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1')),
    )
    .filter((address) => !/[:.]/.test(address))
  expect(pages.length).toBeGreaterThan(15)
  // What answers a form, a program or a link by mail is no page to go to.
  const apart = [
    '/communes',
    '/healthz',
    '/readyz',
    '/connexion/secours',
    '/contact/merci',
    '/webinaire/enregistrement',
    '/webinaire/sous-titres',
  ]
  expect(pages.filter((address) => !apart.includes(address) && !text.includes(`href="${address}"`))).toEqual([])
})
