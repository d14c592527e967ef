import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { newPage, openBrowser } from './support/browser.ts'
import { fillSite, serveSite } from './support/served.ts'

// Mail gateways open every link before its reader does, some with a browser: nothing may happen by looking.
const site = await fillSite(await serveSite())
const browser = await openBrowser()
afterAll(async () => {
  await browser.close()
  site.close()
})

const mailed = [...new Set(site.letters.flatMap(({ text, html }) => linksIn(`${text}\n${html}`)))]

test('the mails hold the links that matter', () => {
  for (const start of ['/suivi/', '/decision/', '/connexion/', '/agenda/']) {
    expect(mailed.filter((url) => url.startsWith(site.origin + start))).not.toEqual([])
  }
  expect(mailed.filter((url) => !url.startsWith(site.origin))).toEqual(['https://inscription.example.org/sourcage'])
})

test('every page and every mailed link, three times by GET and by HEAD: nothing changes', async () => {
  const before = digest()
  const links = ours().map((url) => ({ url, headers: {} }))
  const examples = site.examples.map(({ url, headers }) => ({ url: site.origin + url, headers }))
  const statuses = new Set<number>()

  for (let time = 1; time <= 3; time++) {
    for (const method of ['GET', 'HEAD']) {
      for (const { url, headers } of [...examples, ...links]) {
        const answer = await fetch(url, { method, headers })
        await answer.arrayBuffer()
        statuses.add(answer.status)
      }
    }
  }
  expect(statuses).toEqual(new Set([200]))
  expect(digest()).toEqual(before)
})

test('every mailed link in a browser that runs scripts for ten seconds: nothing changes', async () => {
  const before = digest()
  const waiting = ours()
  expect(waiting.length).toBeGreaterThan(20)

  const visit = async () => {
    const page = await newPage(browser, { width: 1280, height: 800, baseURL: site.origin })
    await page.clock.install()
    for (let url = waiting.pop(); url; url = waiting.pop()) {
      await page.goto(url)
      await page.clock.runFor(10_000)
    }
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

const ours = () => mailed.filter((url) => url.startsWith(site.origin))

function linksIn(text: string) {
  return [...text.matchAll(/https?:\/\/[^\s<>"]+/g)].map((match) => match[0])
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
