import { afterAll, expect, test } from 'vitest'
import { limits, readMeasures } from '../src/audits/measures.ts'
import { openBrowser } from './support/browser.ts'
import { measurePages } from './support/measures.ts'
import { serveSite } from './support/served.ts'

const browser = await openBrowser()
const [pages, site] = [await measurePages(browser), await serveSite()]
afterAll(async () => {
  await browser.close()
  site.close()
})

const { pages: stored } = readMeasures()

test('what is stored is what the suite measures now', () => {
  expect(stored.map(({ path, label }) => [path, label])).toEqual(pages.map(({ path, label }) => [path, label]))
  const apart = pages.flatMap((page, index) => {
    const { nodes = 0, requests = 0, kilobytes = 0, score = 0, grade } = stored[index] ?? {}
    const far = (said: number, now: number) => Math.abs(said - now) > 0.05 * now
    return far(nodes, page.nodes) ||
      far(kilobytes, page.kilobytes) ||
      requests !== page.requests ||
      grade !== page.grade
      ? [{ ...page, said: { score, nodes, requests, kilobytes } }]
      : []
  })
  expect(apart, '/ecoconception says what is no longer so: run `npm run measure`').toEqual([])
})

test('no page is heavier than the site allows itself', () => {
  expect(pages.length).toBeGreaterThan(10)
  for (const { path, kilobytes, requests, grade } of pages) {
    const most = path.startsWith('/aide/') ? limits.guide : limits
    expect({ path, grade }).toEqual({ path, grade: 'A' })
    expect(kilobytes, path).toBeLessThanOrEqual(most.kilobytes)
    expect(requests, path).toBeLessThanOrEqual(most.requests)
  }
})

test('the page says each measure, and what no page may pass', async () => {
  const { text } = await site.visitor.get('/ecoconception')
  for (const { path, label, score, grade } of stored)
    expect(text).toContain(`<a href="${path}">${label}</a></th><td>${score} ${grade}</td>`)
  expect(text).toContain(`plus de ${limits.kilobytes}&nbsp;Ko`)
})

test('what is text is compressed, and everything comes from one place', async () => {
  for (const { path } of stored) {
    const answer = await fetch(site.origin + path, { headers: { 'Accept-Encoding': 'br' } })
    expect(answer.headers.get('content-encoding'), path).toBe('br')
    const loaded = [
      ...(await answer.text()).matchAll(
        /<(?:link rel="(?:stylesheet|icon)"|script|img|source)[^>]+(?:href|src|srcset)="([^"]+)"/g,
      ),
    ]
    expect(loaded.length).toBeGreaterThan(1)
    for (const [, address = ''] of loaded) {
      expect(address).toMatch(/^\/\w/)
      const file = await fetch(site.origin + address.split(' ')[0], { headers: { 'Accept-Encoding': 'br' } })
      if (/^(?:text|image\/svg)/.test(file.headers.get('content-type') ?? ''))
        expect(file.headers.get('content-encoding'), address).toBe('br')
    }
  }
})
