import type { Browser, BrowserContextOptions } from 'playwright-core'
import { inject } from 'vitest'
import { launch } from './launch.ts'

export const openBrowser = (): Promise<Browser> => launch(inject('chromium'))

type PageOptions = {
  width: number
  height: number
  javaScript?: boolean
  colorScheme?: 'light' | 'dark'
  baseURL: string
  permissions?: string[]
}

/** A page alone in its context, as a first visit: close it with `page.context().close()`. */
export async function newPage(browser: Browser, { width, height, javaScript = true, ...rest }: PageOptions) {
  const options: BrowserContextOptions = {
    ...rest,
    viewport: { width, height },
    javaScriptEnabled: javaScript,
    locale: 'fr-FR',
  }
  const context = await browser.newContext(options)
  return context.newPage()
}
