import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newPage, openBrowser } from './support/browser.ts'
import { deskOf } from './support/desk.ts'
import { signedIn } from './support/faults.ts'
import { linkIn, propose } from './support/send.ts'
import { serveSite } from './support/served.ts'

const browser = await openBrowser()
const site = await serveSite()
afterAll(async () => {
  await browser.close()
  site.close()
})

const pages: Record<string, string> = {}
const note = 'Vu avec le maire.'

beforeAll(async () => {
  const follow = await propose(site)
  pages.desk = deskOf(follow)
  pages.link = linkIn((await site.mails()).map(({ text }) => text).join(' '), '/decision/')
  const desk = site.coordinator()
  await desk.post(`${pages.desk}/notes`, { texte_note: 'Une note à garder.' }).expect(303)
  const online = await propose(site, { titre: 'Un autre atelier', debut: '10 h', fin: '11 h' })
  pages.online = deskOf(online)
  await desk.post(`${pages.online}/publication`).expect(303)
  await site.visitor.post('/contact', { message: 'Bonjour.', courriel: 'camille@example.org' }).expect(303)
  pages.message = `/moderation/courrier/${site.db.prepare('SELECT max(id) FROM remarks').pluck().get()}`
})

/** Everything that an act could have changed. */
const state = () =>
  JSON.stringify(
    ['journal', 'assignments', 'notes', 'outbox', 'messages', 'decisions', 'events', 'remarks'].map((table) =>
      site.db.prepare(`SELECT * FROM ${table}`).all(),
    ),
  )

async function opened(address: string, javaScript: boolean) {
  const page = await newPage(browser, { width: 1280, height: 900, javaScript, baseURL: site.origin })
  const { storageState } = signedIn({ origin: site.origin, Cookie: site.coordinator().cookie })
  await page.context().addCookies(storageState?.cookies ?? [])
  await page.goto(address)
  return page
}

/** What the page has in all its fields. */
const answers = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLInputElement>('main :is(input:not([type=hidden]), textarea, select)')].map(
      (field) => [field.name, /radio|checkbox/.test(field.type) ? field.checked : field.value],
    ),
  )

const unfold = (page: Page, title: string) => page.locator('summary', { hasText: new RegExp(`^${title}$`) }).click()

describe.each([
  ['with scripts', true],
  ['without scripts', false],
])('Enter in a page that is one form sends nothing and loses nothing, %s', (_how, javaScript) => {
  test.each<[string, () => string, (page: Page) => Promise<void>]>([
    [
      'a reason, at the desk',
      () => pages.desk ?? '',
      async (page) => {
        await unfold(page, 'Ajouter une note')
        await page.getByLabel('Nouvelle note').fill(note)
        await unfold(page, 'Refuser')
        await page.locator('[name=raison_refus]').first().check()
      },
    ],
    [
      'a box, behind a mailed link',
      () => pages.link ?? '',
      async (page) => {
        await unfold(page, 'Écrire à l’organisateur')
        await page.getByLabel('Votre message').fill(note)
        await unfold(page, 'Refuser')
        await page.locator('[name=sans_prevenir]').check()
      },
    ],
    [
      'a line of text, of what is online',
      () => pages.online ?? '',
      async (page) => {
        await unfold(page, 'Ajouter une note')
        await page.getByLabel('Nouvelle note').fill(note)
        await unfold(page, 'Changer l’adresse de la page')
        await page.locator('[name=adresse_page]').fill('une-autre-adresse')
      },
    ],
  ])('%s', async (_where, address, write) => {
    const page = await opened(address(), javaScript)
    await write(page)
    const [before, typed] = [state(), await answers(page)]
    expect(JSON.stringify(typed)).toContain(note)
    await page.evaluate(() => document.addEventListener('submit', () => document.body.append('Parti')))
    await page.keyboard.press('Enter')
    if (!javaScript) await page.waitForURL(/\/rien$/)
    expect(state()).toBe(before)
    expect(await answers(page)).toEqual(typed)
    expect(await page.getByText('Parti', { exact: true }).count()).toBe(0)
    expect(await page.getByText('Rien n’a été fait').count()).toBe(javaScript ? 0 : 1)
    await page.context().close()
  })
})

test.each(['/moderation', '/moderation/courrier'])('nor on a box of a list of messages: %s', async (address) => {
  const page = await opened(address, true)
  await page.locator('[name=choix][value^=courrier]').last().check()
  const [before, ticked] = [state(), await answers(page)]
  await page.evaluate(() =>
    document.addEventListener('submit', ({ submitter }) => {
      document.body.dataset.sent = (submitter as HTMLButtonElement).formMethod
    }),
  )
  await page.keyboard.press('Enter')
  // the method of a dialog sends nothing where there is none
  expect(await page.evaluate(() => document.body.dataset.sent)).toBe('dialog')
  expect(page.url()).toBe(`${site.origin}${address}`)
  expect(await answers(page)).toEqual(ticked)
  expect(state()).toBe(before)
  await page.context().close()
})

test('nor in that of a visitor’s message, and nothing typed is nothing to give back', async () => {
  const desk = site.coordinator()
  const before = state()
  const { text } = await desk.post(`${pages.message}/rien`, { reponse: 'Bonjour Camille' }).expect(200)
  expect(text).toContain('Bonjour Camille</textarea>')
  expect(text).toContain('Rien n’a été fait')
  for (const page of [pages.message, pages.desk])
    await desk.post(`${page}/rien`).expect(303).expect('Location', `${page}?fait=rien#statut`)
  expect(state()).toBe(before)
})
