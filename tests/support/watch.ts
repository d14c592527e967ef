import type { Page } from 'playwright-core'

/** Listens from now on: await it before the first `goto`. One violation may be listed twice, by event and by console. */
export async function watchPage(page: Page, origin: string) {
  const violations: string[] = []
  const foreignRequests: string[] = []
  const errors: string[] = []
  const noteRequest = (url: string) => {
    if (isForeign(url, origin)) foreignRequests.push(url)
  }

  page.on('request', (request) => noteRequest(request.url()))
  page.on('websocket', (socket) => noteRequest(socket.url()))
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (/content[- ]security[- ]policy/i.test(message.text())) violations.push(message.text())
  })
  await reportViolations(page, (violation) => violations.push(violation))

  return { violations, foreignRequests, errors, storage: () => storage(page) }
}

function isForeign(url: string, origin: string) {
  if (/^(data|blob|about):/.test(url)) return false
  return new URL(url).origin.replace(/^ws/, 'http') !== new URL(origin).origin
}

async function reportViolations(page: Page, report: (violation: string) => void) {
  await page.exposeBinding('reportViolation', (_source, violation: string) => report(violation))
  await page.addInitScript(() => {
    const { reportViolation } = window as unknown as { reportViolation: (violation: string) => void }
    document.addEventListener('securitypolicyviolation', (event) => {
      reportViolation(`${event.effectiveDirective} ${event.blockedURI} (${event.documentURI}:${event.lineNumber})`)
    })
  })
}

async function storage(page: Page) {
  const cookies = await page.context().cookies()
  const lengths = await page.evaluate(() => ({
    localStorage: localStorage.length,
    sessionStorage: sessionStorage.length,
  }))
  return { cookies: cookies.map(({ name }) => name), ...lengths }
}
