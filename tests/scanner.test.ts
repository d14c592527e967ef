import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { addOwnPasskey } from '../src/coordinators/own-passkeys.ts'
import { mailsOf } from '../src/mails.ts'
import { accountOn, anyPasskey } from './support/accounts.ts'
import { newPage, openBrowser } from './support/browser.ts'
import { completeForm } from './support/forms.ts'
import { liveOn, lookBack } from './support/lived.ts'
import { linkIn } from './support/send.ts'
import { fillSite, serveSite } from './support/served.ts'
import { coordinatorEmail, secret } from './support/site.ts'

// Mail gateways open every link before its reader does, some with a browser: nothing may happen by looking.
const served = await serveSite()
const letters: Awaited<ReturnType<typeof served.mails>> = []
const site = await fillSite({
  ...served,
  async mails() {
    const left = await served.mails()
    letters.push(...left)
    return left
  },
})
const { talked } = await liveOn(site)
await lookBack(site, talked)
// Days have passed: the links that serve for minutes or for a week are asked for anew.
await site.visitor.post('/connexion', { courriel: coordinatorEmail }).expect(303)
// an account that enters with a key is told so
const keyed = accountOn(site, 'cle@example.org')
addOwnPasskey(site.db, site.clock, secret, keyed.id, anyPasskey)
await site.visitor.post('/connexion', { courriel: 'cle@example.org' }).expect(303)
await site.visitor.post('/suivi', { courriel: completeForm.contact_courriel }).expect(303)
const fresh = await site.mails()
const signIn = linkIn(fresh[0]?.text, '/connexion/')

const browser = await openBrowser()
afterAll(async () => {
  await browser.close()
  site.close()
})

const mailed = [...new Set(letters.flatMap(({ text, html }) => linksIn(`${text}\n${html}`)))]
const ours = mailed.filter((url) => url.startsWith(site.origin))
const desk = { headers: { Cookie: site.coordinator().cookie } }

test('the mailbox of the season holds every mail that the site knows, and the links that matter', () => {
  const { db, clock, folder } = site
  const known = Object.keys(mailsOf({ db, clock, secret, baseUrl: site.origin, folder }))
  const sent = db.prepare<[], string>(`SELECT DISTINCT name FROM outbox WHERE status <> 'cancelled'`).pluck().all()
  expect(known.length).toBeGreaterThan(20)
  expect(known.filter((name) => !sent.includes(name))).toEqual([])

  for (const start of ['/suivi/', '/decision/', '/connexion/', '/agenda/', '/mes-propositions/', '/proposer/'])
    expect(ours.filter((url) => url.startsWith(site.origin + start))).not.toEqual([])
  const others = mailed.filter((url) => !ours.includes(url)).map((url) => new URL(url).host)
  expect(others.filter((host) => !host.endsWith('.example.org'))).toEqual([])
})

test('one link an address and a proposition in each mail', () => {
  for (const { text } of letters) {
    const follow = linksIn(String(text)).filter((url) => url.startsWith(`${site.origin}/suivi/`))
    const references = follow.map((url) => /\/suivi\/(\w+)\./.exec(url)?.[1])
    expect(new Set(references).size).toBe(new Set(follow).size)
  }
})

test('every mailed link and the pages behind it, three times by GET and by HEAD: nothing changes', async () => {
  const before = digest()
  const statuses = new Map<number, number>()
  const behind = new Set<string>()

  const ask = async (url: string, method: string) => {
    const answer = await fetch(url, { method, redirect: 'manual' })
    const html = await answer.text()
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    if (method === 'GET' && url.startsWith(site.origin))
      for (const href of hrefsIn(html)) behind.add(site.origin + href)
  }
  for (const url of ours) await ask(url, 'GET')
  const pages = [...new Set([...ours, ...behind])]
  expect(pages.length).toBeGreaterThan(ours.length)

  for (let time = 1; time <= 3; time++)
    for (const method of ['GET', 'HEAD']) for (const url of pages) await ask(url, method)

  // 303: a room of the desk asks a stranger to sign in; 410: a link that was revoked, or is over
  // 403: the week is over, and a form begun before it is closed
  expect([...statuses.keys()].filter((status) => ![200, 303, 403, 410].includes(status))).toEqual([])
  expect(statuses.get(200)).toBeGreaterThan(500)
  expect(await (await fetch(site.origin + signIn)).text()).toContain('<form method="post"')
  expect(digest()).toEqual(before)
})

test('every page of the site and of the desk, every mail as the desk shows it, by GET and by HEAD: nothing changes', async () => {
  const before = digest()
  const ids = site.db.prepare<[], number>('SELECT max(id) FROM outbox GROUP BY name').pluck().all()
  const shown = ids.map((id) => ({ url: `/moderation/courriels/${id}`, ...desk }))
  const examples = site.examples.map(({ url, headers }) => ({ url, headers: headers.Cookie ? desk.headers : headers }))
  for (let time = 1; time <= 3; time++) {
    for (const method of ['GET', 'HEAD']) {
      for (const { url, headers } of [...examples, ...shown]) {
        const answer = await fetch(site.origin + url, { method, headers })
        await answer.arrayBuffer()
        expect.soft([url, answer.status < 500]).toEqual([url, true])
      }
    }
  }
  for (const { url } of shown) {
    const { text } = await site.visitor.get(url).set(desk.headers).expect(200)
    expect(linksIn(text).filter((link) => /\/(?:suivi|decision|connexion|mes-propositions)\/./.test(link))).toEqual([])
  }
  expect(digest()).toEqual(before)
})

test('every mailed link in a browser that runs scripts for ten seconds: nothing changes', async () => {
  const before = digest()
  const waiting = [...ours]
  expect(waiting.length).toBeGreaterThan(100)

  const visit = async () => {
    const page = await newPage(browser, { width: 1280, height: 800, baseURL: site.origin })
    await page.clock.install()
    for (let url = waiting.pop(); url; url = waiting.pop()) await open(page, url)
  }
  await Promise.all([visit(), visit(), visit()])
  expect(digest()).toEqual(before)
})

test('a person who presses the button changes something: the digest would have seen it', async () => {
  const before = digest()
  const page = await newPage(browser, { width: 360, height: 800, baseURL: site.origin })
  await page.goto(site.addresses.decision)
  await page.getByRole('button', { name: 'Publier' }).click()
  await page.waitForURL(/fait=publication/)

  const changed = Object.entries(digest()).filter(([name, content]) => before[name] !== content)
  expect(changed.map(([name]) => name)).toEqual(expect.arrayContaining(['events', 'journal', 'outbox']))
})

async function open(page: Page, url: string) {
  await page.goto(url).catch((error: Error) => {
    // a calendar or a document is saved, and opens no page
    if (!/Download is starting|ERR_ABORTED/.test(error.message)) throw error
  })
  await page.clock.runFor(10_000)
}

function linksIn(text: string) {
  return [...text.matchAll(/https?:\/\/[^\s<>"]+/g)].map((match) => match[0])
}

/** Where a page leads on this site, its files included. */
function hrefsIn(html: string) {
  return [...html.matchAll(/<a [^>]*href="(\/[^"#]*)/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))
}

/** Every table (none left out: no page writes even a session or a count), every stored document, every mail that left. */
function digest(): Record<string, string> {
  const hash = (content: string | Buffer) => createHash('sha256').update(content).digest('hex')
  const tables = site.db.prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'table'`).pluck().all()
  const rows = tables.map((name) => [name, hash(JSON.stringify(site.db.prepare(`SELECT * FROM ${name}`).all()))])

  const cwd = site.config.DATA_DIR
  const kept = globSync('{documents,mailbox}/**', { cwd, withFileTypes: true }).filter((entry) => entry.isFile())
  const files = kept.map(({ parentPath, name }) => [name, hash(readFileSync(path.join(parentPath, name)))])
  return Object.fromEntries([...rows, ...files])
}
