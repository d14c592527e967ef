import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeViolations } from './support/axe.ts'
import { newPage, openBrowser } from './support/browser.ts'
import { ecoIndex, grade, measureEcoIndex } from './support/ecoindex.ts'
import { scoreHeaders } from './support/headers.ts'
import { htmlErrors } from './support/html.ts'
import { watchPage } from './support/watch.ts'

describe('EcoIndex', () => {
  test.each([
    [100, 100, 100, 72],
    [100, 100, 1000, 67],
    [100, 100, 10_000, 58],
    [200, 200, 10_000, 46],
    [2355, 267, 2493, 10],
    [240, 20, 331, 83],
  ])('%i nodes, %i requests, %i kB score as published', (nodes, requests, kilobytes, score) => {
    expect(ecoIndex({ nodes, requests, kilobytes })).toBe(score)
  })

  test('a page beyond every step scores 0, and a grade starts just above its threshold', () => {
    expect(ecoIndex({ nodes: 1e9, requests: 1e9, kilobytes: 1e9 })).toBe(0)
    expect([81, 80, 70, 55, 40, 25, 10].map(grade)).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'G'])
  })
})

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'"
const bestHeaders = {
  'content-security-policy': `${policy}; base-uri 'none'; frame-ancestors 'none'`,
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
}
const scoreWith = (headers: Record<string, string | string[]>) => scoreHeaders({ ...bestHeaders, ...headers }).score
const scoreWithPolicy = (text: string) => scoreWith({ 'content-security-policy': `${text}; frame-ancestors 'none'` })

describe('the header scorer', () => {
  test('the best set reaches 150, and 155 with a cookie as it should be', () => {
    expect(scoreHeaders(bestHeaders).score).toBe(150)
    expect(scoreWith({ 'set-cookie': '__Host-s=1; Path=/; Secure; HttpOnly; SameSite=Lax' })).toBe(155)
  })

  test('a bare response pays for everything it lacks, and says so', () => {
    const { score, notes } = scoreHeaders({ 'content-type': 'text/html' })

    expect(score).toBe(100 - 25 - 20 - 20 - 5)
    expect(scoreHeaders({ 'content-security-policy-report-only': policy }).score).toBe(score)
    expect(notes).toContain('-25 content-security-policy: none, or report-only')
    expect(notes).toContain('below 90 no bonus counts')
  })

  test.each([
    ['as strict as can be', policy, 150],
    ['without form-action', "default-src 'none'; script-src 'self'", 145],
    ['open by default to its own origin', "default-src 'self'; form-action 'self'", 145],
    ['unsafe styles', policy.replace("style-src 'self'", "style-src 'unsafe-inline'"), 140],
    ['a nonce, which disarms unsafe-inline', "default-src 'none'; script-src 'nonce-x' 'unsafe-inline'", 145],
    ['two policies, each enforced', `img-src 'self', ${policy}`, 150],
    ['unsafe-eval: 90 still earns the bonuses', "default-src 'none'; script-src 'self' 'unsafe-eval'", 130],
    ['unsafe-inline scripts', "default-src 'none'; script-src 'self' 'unsafe-inline'", 80],
    ['any https script', "default-src 'none'; script-src https:", 80],
    ['no rule for scripts', "img-src 'self'", 80],
    ['styles over http', "default-src 'none'; style-src http://a.example", 80],
    ['a directive twice, so no frame-ancestors either', "default-src 'none'; script-src 'self'; script-src 'none'", 55],
  ])('policy: %s', (_name, text, score) => {
    expect(scoreWithPolicy(text)).toBe(score)
  })

  test.each([
    ['no policy', { 'content-security-policy': '' }, 55],
    ['neither frame-ancestors nor X-Frame-Options', { 'content-security-policy': policy }, 80],
    ['X-Frame-Options instead', { 'content-security-policy': policy, 'x-frame-options': 'DENY' }, 150],
    ['a session cookie in the clear', { 'set-cookie': 'a=1; HttpOnly; SameSite=Lax' }, 60],
    ['a session cookie for scripts', { 'set-cookie': 'a=1; Secure; SameSite=Lax' }, 70],
    ['an unknown SameSite', { 'set-cookie': 'a=1; Secure; HttpOnly; SameSite=Loose' }, 80],
    ['the worst of two cookies', { 'set-cookie': ['a=1; Secure; HttpOnly; SameSite=Lax', 'b=1; Secure'] }, 70],
    ['a talkative referrer', { 'referrer-policy': 'unsafe-url' }, 140],
    ['HSTS for a month', { 'strict-transport-security': 'max-age=2592000' }, 140],
    ['no HSTS', { 'strict-transport-security': '' }, 80],
    ['sniffing allowed', { 'x-content-type-options': '' }, 145],
    ['no opener policy', { 'cross-origin-opener-policy': '' }, 140],
    ['a misspelt embedder policy', { 'cross-origin-embedder-policy': 'require-cop' }, 135],
  ])('%s', (_name, headers: Record<string, string | string[]>, score) => {
    expect(scoreWith(headers)).toBe(score)
  })

  test('sharing is harmless until credentials come along', () => {
    const shared = { ...bestHeaders, 'access-control-allow-origin': '*' }

    expect(scoreHeaders(shared).score).toBe(150)
    expect(scoreHeaders({ ...shared, 'access-control-allow-credentials': 'true' }).score).toBe(50)
  })

  test('a cookie that is no session may be read by scripts', () => {
    const headers = { ...bestHeaders, 'set-cookie': 'theme=dark; Secure; SameSite=Lax' }

    expect(scoreHeaders(headers).score).toBe(70)
    expect(scoreHeaders(headers, { sessionCookie: /session/ }).score).toBe(155)
  })
})

const page = (body: string) => `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Essai</title><link rel="stylesheet" href="/site.css"></head>
<body><main><h1>Essai</h1>${body}</main></body></html>`

test('HTML errors name the rule and the place; a page, a fragment and a DOM without doctype can be valid', () => {
  const valid = page('<p id="a">Été <a href="/?a=1&amp;b=2" style="color: red">ici</a><br/></p>')
  expect(htmlErrors(valid)).toEqual([])
  expect(htmlErrors(valid.replace('<!doctype html>', ''))).toEqual([])
  expect(htmlErrors('<p>fragment</p>')).toEqual([])

  expect(htmlErrors('<p id="a">x</p>\n<p id="a">y</p>').join()).toMatch(/^2:\d+ no-dup-id: /m)
  expect(htmlErrors('<ul><p>x</p></ul>').join()).toContain('element-permitted-content')
})

describe('in the browser', () => {
  const pages: Record<string, string> = {
    '/clean': page('<p><span>Net</span></p><noscript><p>Sans script</p></noscript><script src="/site.js"></script>'),
    '/inline-script': page('<script>document.title = "Entré"</script>'),
    '/inline-style': page('<p style="color: red">Rouge</p>'),
    '/foreign-image': page('<img src="http://127.0.0.2:8080/pixel.png" alt="Ailleurs">'),
    '/faults':
      page(`<img src="/a.png"><a href="/a">a</a><a href="/b">b</a><table><tr><th colspan="2">Fausse légende</th></tr>
      <tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>`),
    '/pale': page(`<p class="pale">7</p><p class="pale hatched">Sur des hachures</p>
      <svg viewBox="0 0 99 30"><path d="M0 0h99v30H0z"/><text y="20">Carte</text></svg>`),
    '/storing': page('<script src="/storing.js"></script>'),
    '/long': page(
      `<svg viewBox="0 0 1 1"><g><path d="M0 0"/></g></svg><div></div><img src="/a.png" loading="lazy" alt="">`,
    ),
    '/site.css': `/* ${'x'.repeat(100_000)} */ div { block-size: 20000px } a { display: inline-block; inline-size: 8px; font-size: 8px }\n.pale { color: #ccc } .hatched { background: linear-gradient(transparent, #fff) } path { fill: #fff }`,
    '/site.js': 'document.documentElement.dataset.script = "ran"',
    '/storing.js': 'localStorage.a = 1; sessionStorage.b = 2; document.cookie = "c=3"; throw new Error("tombé")',
  }
  const types: Record<string, string> = { css: 'text/css', js: 'text/javascript', png: 'image/png' }
  let browser: Browser
  let server: Server
  let baseURL: string

  beforeAll(async () => {
    server = createServer((req, res) => {
      const path = req.url ?? '/'
      const foreign = path === '/foreign-image' ? ' http:' : ''
      res.setHeader('content-type', types[path.split('.')[1] ?? ''] ?? 'text/html; charset=utf-8')
      res.setHeader('content-security-policy', policy.replace("img-src 'self'", `img-src 'self'${foreign}`))
      res.end(pages[path])
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    browser = await openBrowser()
  })

  afterAll(async () => {
    await browser?.close()
    server.close()
  })

  async function visit(path: string, javaScript = true) {
    const page = await newPage(browser, { width: 320, height: 800, javaScript, baseURL })
    const watch = await watchPage(page, baseURL)
    await page.goto(path)
    return { page, watch, stored: await watch.storage(), axe: await axeViolations(page) }
  }

  test.each([true, false])('a clean page stays clean (scripts: %s)', async (javaScript) => {
    const { page, watch, stored, axe } = await visit('/clean', javaScript)

    expect(watch).toMatchObject({ violations: [], foreignRequests: [], errors: [] })
    expect(stored).toEqual({ cookies: [], localStorage: 0, sessionStorage: 0 })
    expect(axe).toEqual([])
    expect(await page.locator('html').getAttribute('data-script')).toBe(javaScript ? 'ran' : null)
    expect(await page.locator('noscript p').count()).toBe(javaScript ? 0 : 1)
  })

  test('a page opened without scripts still has none after axe looked at it', async () => {
    const { page } = await visit('/clean', false)
    expect(await page.evaluate(() => matchMedia('(scripting: none)').matches)).toBe(true)

    await page.goto('/clean')
    expect(await page.locator('html').getAttribute('data-script')).toBeNull()
  })

  test('an inline script is seen as a violation, by the event and by the console', async () => {
    const { page, watch } = await visit('/inline-script')

    expect(await page.title()).toBe('Essai')
    expect(watch.violations).toHaveLength(2)
    expect(watch.violations.join()).toContain('script-src-elem inline')
  })

  test.each([true, false])('an inline style is seen as a violation (scripts: %s)', async (javaScript) => {
    const { watch } = await visit('/inline-style', javaScript)

    expect(watch.violations.join()).toMatch(/inline style/)
  })

  test.each([true, false])(
    'an image from another host is seen, and never fetched (scripts: %s)',
    async (javaScript) => {
      const { page, watch } = await visit('/foreign-image', javaScript)
      expect(watch.foreignRequests).toEqual(['http://127.0.0.2:8080/pixel.png'])

      const [failed] = await Promise.all([page.waitForEvent('requestfailed'), page.goto('/foreign-image')])
      expect(failed.failure()?.errorText).toBe('net::ERR_NAME_NOT_RESOLVED')
    },
  )

  test('what a script stores or throws is seen', async () => {
    const { watch, stored } = await visit('/storing')

    expect(stored).toEqual({ cookies: ['c'], localStorage: 1, sessionStorage: 1 })
    expect(watch.errors).toEqual(['tombé'])
  })

  test.each([true, false])('axe names rule and element, and runs the extra rules (scripts: %s)', async (js) => {
    const { axe } = await visit('/faults', js)

    expect(axe.join('\n')).toMatch(/^image-alt: img — /m)
    expect(axe.join('\n')).toMatch(/^target-size: /m)
    expect(axe.join('\n')).toMatch(/^table-fake-caption: /m)
  })

  test('axe measures a lone figure, and words over a gradient; those of a drawing are left to a person', async () => {
    const { axe } = await visit('/pale')

    const [figure, words, ...rest] = axe.filter((violation) => !violation.startsWith('region'))
    expect(figure).toMatch(/^color-contrast: p:nth-child\(2\) — .* contrast of 1\.\d/)
    expect(words).toMatch(/^color-contrast: \.hatched — .* contrast of 1\.\d/)
    expect(rest).toEqual([])
  })

  test('text has a width whatever fonts the machine has', async () => {
    const { page } = await visit('/clean')

    expect((await page.locator('span').boundingBox())?.width).toBeGreaterThan(0)
  })

  test('a measure counts the svg but not its inside, and what the scroll brings in', async () => {
    const measure = await measureEcoIndex(browser, `${baseURL}/long`)

    // html head meta title link body main h1 svg div img; the page, its style, its image
    expect(measure).toMatchObject({ nodes: 11, requests: 3, grade: 'A' })
    expect(measure.score).toBe(ecoIndex(measure))
    const bodies = Buffer.byteLength(pages['/long']! + pages['/site.css'])
    expect(measure.kilobytes).toBeGreaterThan(bodies / 1000)
    expect(measure.kilobytes).toBeLessThan(bodies / 1000 + 3)
  })
})
