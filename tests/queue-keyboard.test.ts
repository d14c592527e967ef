import { afterAll, expect, test } from 'vitest'
import { newPage, openBrowser } from './support/browser.ts'
import { faultsOf, signedIn } from './support/faults.ts'
import { choose, tabTo } from './support/keyboard.ts'
import { propose } from './support/send.ts'
import { serveSite } from './support/served.ts'

const browser = await openBrowser()
const site = await serveSite()
afterAll(async () => {
  await browser.close()
  site.close()
})

test('on a narrow screen, by keyboard and without scripts: filter, take care, decide, go on, come back to the list', async () => {
  await propose(site, { titre: 'Premier atelier du Calvados' })
  site.clock.advance({ minutes: 1 })
  await propose(site, { titre: 'Deuxième atelier du Calvados', debut: '10 h', fin: '11 h' })
  const page = await newPage(browser, { width: 320, height: 800, javaScript: false, baseURL: site.origin })
  const { cookies } = signedIn({ origin: site.origin, Cookie: site.coordinator().cookie }).storageState ?? {
    cookies: [],
  }
  await page.context().addCookies(cookies)
  const width = () => page.evaluate(() => document.scrollingElement?.scrollWidth)

  await page.goto('/moderation')
  await tabTo(page, 'q')
  await page.keyboard.type('atelier')
  await tabTo(page, 'Filtrer')
  await page.keyboard.press('Enter')
  await tabTo(page, 'departement')
  await choose(page, '14')
  await tabTo(page, 'Appliquer')
  await page.keyboard.press('Enter')
  await page.waitForURL(/q=atelier/)
  expect(new URL(page.url()).search).toContain('departement=14')
  expect(
    await page
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading') })
      .count(),
  ).toBe(2)
  expect(await width()).toBe(320)

  await tabTo(page, 'Je m’en occupe')
  await page.keyboard.press('Enter')
  await page.waitForURL(/#proposition-/)
  expect(page.url()).toContain('departement=14')
  expect(await page.getByText('Vous vous en occupez').count()).toBe(1)

  await page.goto(page.url().replace(/#.*/, ''))
  await tabTo(page, 'Premier atelier')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/evenements\//)
  expect(await width()).toBe(320)
  await tabTo(page, 'Publier')
  await page.keyboard.press('Enter')
  await page.waitForURL(/fait=publication/)
  await tabTo(page, 'Proposition suivante')
  await page.keyboard.press('Enter')
  await page.waitForURL(/departement=14/)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Deuxième atelier du Calvados')
  await tabTo(page, 'À décider')
  await tabTo(page, 'À décider')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/moderation\?/)
  expect(await page.getByText('1 proposition trouvée').count()).toBe(1)
  await page.context().close()
})

test('a row and a page with everything at once: messages, an announcement, flags, somebody who takes care of it', async () => {
  const desk = site.coordinator()
  const follow = await propose(site, { titre: 'Un atelier dont on parle', debut: '12 h', fin: '13 h' })
  const address = `/moderation/evenements/${follow.slice('/suivi/'.length).split('.')[0]}`
  await desk.post(`${address}/publication`).expect(303)
  await site.visitor.post(`${follow}/message`, { message: 'Une question.' }).expect(303)
  await site.visitor.post(`${follow}/etat`, { etat: 'complet', confirme: 'oui' }).expect(303)
  await desk.post(`${address}/prise-en-charge`).expect(303)
  const served = { origin: site.origin, Cookie: desk.cookie }
  const list = '/moderation?raison=message&raison=annonce&q=atelier'
  expect((await desk.get(list)).text).toContain('Ne plus m’en occuper')
  expect(await faultsOf(browser, served, (page) => page.goto(list), true)).toEqual([])
  expect(await faultsOf(browser, served, (page) => page.goto(`${address}?raison=message`), true)).toEqual([])
})
