import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core'
import { inject } from 'vitest'

const flags = [
  '--no-sandbox',
  '--headless=shell',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
  // A proxy would resolve names for us and open the way out that the next line closes.
  '--no-proxy-server',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
]

export function openBrowser(): Promise<Browser> {
  const { executablePath, fontConfig } = inject('chromium')
  const env = fontConfig ? { ...process.env, FONTCONFIG_FILE: fontConfig } : process.env
  return chromium.launch({ executablePath, env, args: flags })
}

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
