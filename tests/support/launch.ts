import { type Browser, chromium } from 'playwright-core'
import type { Chromium } from './chromium.ts'

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

/** Opens the browser of the tests, for a test or for a script. */
export function launch({ executablePath, fontConfig }: Chromium): Promise<Browser> {
  const env = fontConfig ? { ...process.env, FONTCONFIG_FILE: fontConfig } : process.env
  return chromium.launch({ executablePath, env, args: flags })
}
