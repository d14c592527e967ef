import { afterAll, expect, test } from 'vitest'
import { newPage, openBrowser } from './support/browser.ts'
import { completeForm } from './support/forms.ts'
import { choose, tab } from './support/keyboard.ts'
import { serveSite } from './support/served.ts'

const browser = await openBrowser()
const site = await serveSite()
afterAll(async () => {
  await browser.close()
  site.close()
})

/** The bar for all the required answers of an event, from the first question to the button that sends. */
const most = 80

test('an event is proposed by keyboard alone, without scripts, in eighty stops', async () => {
  const page = await newPage(browser, { width: 1280, height: 800, javaScript: false, baseURL: site.origin })
  await page.goto('/proposer/evenement')
  for (let label = ''; label !== 'titre'; ) label = (await tab(page)).label

  const typed: Record<string, string | string[]> = completeForm
  const met = new Set<string>()
  let stops = 1
  await page.keyboard.type(completeForm.titre)
  for (;;) {
    const { name, type, label } = await tab(page)
    stops++
    if (label === 'Vérifier ma proposition') break
    const answer = name ? typed[name] : undefined
    if (!name || !answer || (met.has(name) && type !== 'checkbox')) continue
    met.add(name)
    const value = await page.evaluate(() => (document.activeElement as HTMLInputElement).value)
    if (type === 'checkbox') {
      if (answer.includes(value)) await page.keyboard.press('Space')
    } else if (type === 'radio' || (await page.evaluate(() => document.activeElement?.tagName === 'SELECT'))) {
      await choose(page, String(answer))
    } else {
      await page.keyboard.type(String(answer))
    }
  }
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/verification$/)
  expect(await page.title()).toMatch(/^Vérifiez votre proposition/)

  // the skip link leads past the menus
  await tab(page)
  await page.keyboard.press('Enter')
  stops++
  for (let label = ''; label !== 'Envoyer ma proposition'; stops++) label = (await tab(page)).label
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/suivi\//)

  expect(await page.title()).toMatch(/^[^·]*Suivre|Atelier/)
  expect(stops).toBeLessThanOrEqual(most)
  expect(stops).toBeGreaterThan(40)
  process.stdout.write(`from the first question to « Envoyer » : ${stops} stops\n`)
  await page.context().close()
})
