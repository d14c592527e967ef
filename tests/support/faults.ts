import type { Browser, Page, Response } from 'playwright-core'
import { axeViolations } from './axe.ts'
import { newPage } from './browser.ts'
import { htmlErrors } from './html.ts'
import { watchPage } from './watch.ts'

/** Where pages are, and the cookie of whoever reads them. */
export type Served = { origin: string; Cookie?: string }

/** What is wrong with a page in a state: as served and as scripts left it, narrow, wide, and perhaps in the dark. */
export async function faultsOf(browser: Browser, place: Served, open: (page: Page) => Promise<unknown>, dark: boolean) {
  const page = await newPage(browser, { width: 320, height: 800, baseURL: place.origin })
  const { cookies } = signedIn(place).storageState ?? { cookies: [] }
  await page.context().addCookies(cookies)
  const watch = await watchPage(page, place.origin)
  let served: Response | undefined
  page.on('response', (response) => {
    if (response.request().isNavigationRequest()) served = response
  })

  await open(page)
  const stored = await watch.storage()
  const faults = [
    ...htmlErrors((await served?.text()) ?? '').map((error) => `HTML ${error}`),
    ...htmlErrors(await page.content()).map((error) => `DOM ${error}`),
    ...(await looksOf(page, dark)),
    ...watch.violations.map((violation) => `CSP ${violation}`),
    ...watch.foreignRequests.map((url) => `foreign ${url}`),
    ...watch.errors.map((error) => `script ${error}`),
    ...stored.cookies.filter((name) => !cookies.some((cookie) => cookie.name === name)).map((name) => `cookie ${name}`),
    ...(stored.localStorage + stored.sessionStorage > 0 ? ['storage'] : []),
  ]
  await page.context().close()
  return [...new Set(faults)]
}

export async function looksOf(page: Page, dark: boolean) {
  await page.setViewportSize({ width: 320, height: 800 })
  const width = await page.evaluate(() => document.scrollingElement?.scrollWidth ?? 0)
  const faults = width > 320 ? [`${width} px wide at 320: ${await widest(page)}`] : []
  const look = async (name: string) => {
    for (const violation of await axeViolations(page)) faults.push(`axe ${name} ${violation}`)
  }

  await look('320')
  await page.setViewportSize({ width: 1280, height: 800 })
  await look('1280')
  if (dark) await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  if (dark) await look('dark')
  return faults
}

function widest(page: Page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > 320)
      .slice(-3)
      .map(
        (element) =>
          `${element.tagName.toLowerCase()}.${element.className} ${element.textContent?.trim().slice(0, 30)}`,
      )
      .join(' | '),
  )
}

export function signedIn({ origin, Cookie }: Served) {
  const [name, value] = Cookie?.split('=') ?? []
  const { hostname } = new URL(origin)
  if (!name || !value) return {}
  const cookie = { name, value, domain: hostname, path: '/', expires: -1, httpOnly: true, secure: false }
  return { storageState: { cookies: [{ ...cookie, sameSite: 'Lax' as const }], origins: [] } }
}
