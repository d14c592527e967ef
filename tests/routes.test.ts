import request from 'supertest'
import { describe, expect, test } from 'vitest'
import { made, matches, routesOf } from './support/matrix.ts'
import { textOf } from './support/send.ts'
import { fillSite } from './support/served.ts'
import { openSite } from './support/site.ts'

const site = await fillSite(openSite())
const routes = routesOf(site.doors)
const gets = routes.filter(({ method }) => method === 'get')
const posts = routes.filter(({ method }) => method === 'post')
const toSignIn = /^\/connexion(\?vers=%2Fmoderation|$)/
const ofDesk = ({ who }: { who: string }) => who === 'coordinator' || who === 'reader'

describe('every page', () => {
  test('has an example, which is answered by the door that lists it', () => {
    const seen = site.examples.map((example) => {
      const route = gets.find(({ pattern }) => matches(pattern, example.url))
      return { example, route }
    })
    for (const { example, route } of seen) {
      expect.soft({ name: example.name, ...pick(route) }).toEqual({ name: example.name, ...pick(example) })
    }
    expect(gets.length).toBeGreaterThan(20)
    expect(gets.filter((route) => !seen.some((one) => one.route === route)).map(({ pattern }) => pattern)).toEqual([])
  })

  test.each(site.examples)('$name answers those whom its door lets in', async ({ url, headers, ...example }) => {
    const stranger = await site.visitor.get(url)
    expect([stranger.status, stranger.headers.location]).toEqual(
      ofDesk(example) ? [303, expect.stringMatching(toSignIn)] : [200, undefined],
    )
    await site.visitor.get(url).set(headers).expect(200)
    await request(site.app).head(url).set(headers).expect(200)
  })

  test.each(gets.filter(({ pattern }) => pattern.includes(':')))(
    '$pattern: nothing under a made-up name',
    async (route) => {
      const answer = await site.visitor.get(made(route.pattern)).set(ofDesk(route) ? { Cookie: site.cookie } : {})
      // A sign-in link that is over and one that never was look the same.
      expect(answer.status).toBe(route.pattern === '/connexion/:token' ? 410 : 404)
    },
  )
})

describe('every form', () => {
  test.each(posts)('$pattern takes nothing that another site sends', async ({ pattern }) => {
    const elsewhere = [
      {},
      { Origin: 'https://ailleurs.example' },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
    ]
    for (const headers of elsewhere) {
      await request(site.app).post(made(pattern)).set(headers).set('Cookie', site.cookie).expect(403)
    }
  })

  test.each(posts.filter(ofDesk))(
    '$pattern turns a stranger away, and a form of another session',
    async ({ pattern }) => {
      const stranger = await site.visitor.post(made(pattern)).expect(303)
      expect(stranger.headers.location).toMatch(toSignIn)
      await site.visitor.post(made(pattern), { jeton: 'autre' }).set('Cookie', site.cookie).expect(403)
      const colleague = await site.coordinator().post(made(pattern))
      // a passkey's question is the one thing that asks nothing of its form
      expect(colleague.status).toBe(pattern.includes(':') ? 404 : pattern.endsWith('/question') ? 200 : 422)
    },
  )

  test.each(posts.filter((route) => !ofDesk(route) && route.pattern.includes(':')))(
    '$pattern: nothing under a made-up name',
    async ({ pattern }) => {
      const answer = await site.visitor.post(made(pattern))
      expect(answer.status).toBe(pattern === '/connexion/:token' ? 410 : 404)
    },
  )
})

test('a link opens its own door only', async () => {
  const [follow, decision] = [site.addresses.follow, site.addresses.decision].map((url) => url.split('/')[2])
  await site.visitor.get(`/suivi/${follow}`).expect(200)
  await site.visitor.get(`/decision/${follow}`).expect(404)
  await site.visitor.get(`/decision/${decision}`).expect(200)
  await site.visitor.get(`/suivi/${decision}`).expect(404)
  await site.visitor.get(site.addresses.deskDocument ?? '').expect(404)
  await site.visitor
    .get(site.addresses.deskDocument ?? '')
    .set('Cookie', site.cookie)
    .expect(200)
})

test.each([
  { NODE_ENV: 'production', BASE_URL: 'https://semaine.example.org', MAIL_FROM: 'a@example.org', ...smtp() },
  smtp(),
])('the local mailbox is not there when mails leave by a server: %o', async (env) => {
  expect(site.doors.map(({ prefix }) => prefix)).toContain('/boite-locale')
  const { doors, visitor } = openSite({ env })
  expect(doors.map(({ who }) => who)).not.toContain('developer')
  await visitor.get('/boite-locale').expect(404)
})

describe('links', () => {
  test('from the home page, a visitor finds only pages that are there', async () => {
    const { pages, faults } = await crawl(['/'])
    expect(faults).toEqual([])
    expect(pages.length).toBeGreaterThan(60)
    expect(pages).not.toContain('/boite-locale')
  })

  test('so does whoever holds a link', async () => {
    const { pages, faults } = await crawl(site.examples.filter((example) => !ofDesk(example)).map(({ url }) => url))
    expect(faults).toEqual([])
    expect(pages).toContain(site.addresses.decisionDocument)
  })

  test('and a coordinator, from the queue', async () => {
    const { pages, faults } = await crawl(['/moderation'], { Cookie: site.cookie })
    expect(faults).toEqual([])
    expect(pages).toEqual(
      expect.arrayContaining([site.addresses.event, site.addresses.rex, site.addresses.deskDocument]),
    )
    expect(pages).toContain('/moderation?page=2')
  })
})

const pick = (one: { who: string; prefix: string } | undefined) => ({ who: one?.who, prefix: one?.prefix })

function smtp() {
  return { SMTP_URL: 'smtp://127.0.0.1:9', COORDINATOR_EMAIL: 'a@example.org' }
}

/** Follows every link, file and GET form of our pages; tells which are missing, and which `#…` lead to no element. */
async function crawl(from: string[], headers: Record<string, string> = {}) {
  const waiting = new Set(from)
  const ids = new Map<string, Set<string>>()
  const anchors: { page: string; url: string; id: string }[] = []
  const faults: string[] = []
  const base = site.config.baseUrl

  for (const url of waiting) {
    const answer = await site.visitor.get(url).set(headers)
    const arrived =
      answer.status === 303 ? new URL(answer.headers.location ?? '', base).href.slice(base.length) : undefined
    if (arrived) waiting.add(arrived)
    else if (answer.status !== 200) faults.push(`${answer.status} ${url}`)
    if (!answer.headers['content-type']?.startsWith('text/html')) continue

    ids.set(url, new Set([...answer.text.matchAll(/\bid="([^"]+)"/g)].map((match) => match[1] ?? '')))
    for (const link of linksOf(answer.text)) {
      const target = new URL(link, base + url)
      if (target.origin !== base) continue
      const address = target.pathname + target.search
      if (target.hash) anchors.push({ page: url, url: address, id: decodeURIComponent(target.hash.slice(1)) })
      waiting.add(address)
    }
    if (waiting.size > 2000) throw new Error(`the crawl does not end: ${url}`)
  }

  for (const { page, url, id } of anchors) {
    if (ids.has(url) && !ids.get(url)?.has(id)) faults.push(`no #${id} on ${url}, linked from ${page}`)
  }
  return { pages: [...waiting], faults: [...new Set(faults)] }
}

function linksOf(html: string) {
  const attributes = [...html.matchAll(/\b(?:href|src)="([^"]*)"/g)]
  const forms = [...html.matchAll(/<form\b(?![^>]*method="post")[^>]*\baction="([^"]*)"/g)]
  return [...attributes, ...forms].map((match) => textOf(match[1] ?? ''))
}
