import type { Browser, BrowserContextOptions, CDPSession, Page } from 'playwright-core'

type Weight = { nodes: number; requests: number; kilobytes: number }

const nodeSteps = [
  0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603, 674, 753, 843, 949, 1076, 1237, 1459, 1801, 2479, 594601,
]
const requestSteps = [0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281, 3920]
const kilobyteSteps = [
  0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32, 1648.27, 1876.08, 2142.06, 2465.37,
  2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223212.26,
]

/** EcoIndex as the collectif's reference computes it (cnumr/ecoindex_reference): 100 is the lightest page. */
export function ecoIndex({ nodes, requests, kilobytes }: Weight): number {
  const weighted =
    3 * quantile(nodeSteps, nodes) + 2 * quantile(requestSteps, requests) + quantile(kilobyteSteps, kilobytes)
  return Math.round(100 - (5 * weighted) / 6)
}

function quantile(steps: number[], value: number) {
  const above = steps.findIndex((step) => value < step)
  if (above === -1) return steps.length - 1

  const from = steps[above - 1]!
  return above - 1 + (value - from) / (steps[above]! - from)
}

export function grade(score: number) {
  if (score > 80) return 'A'
  if (score > 70) return 'B'
  if (score > 55) return 'C'
  if (score > 40) return 'D'
  if (score > 25) return 'E'
  if (score > 10) return 'F'
  return 'G'
}

/** Weighs a first visit; `options` can carry a `storageState`, for a page behind the login. */
export async function measureEcoIndex(browser: Browser, url: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext(options)
  try {
    return await weigh(await context.newPage(), url)
  } finally {
    await context.close()
  }
}

/** Weighs what a new page is led to, and leaves it there, 1920 px wide and at its end. */
export async function weigh(page: Page, url: string) {
  await page.setViewportSize({ width: 1920, height: 1080 })
  const traffic = await countTraffic(await page.context().newCDPSession(page))

  await page.goto(url, { waitUntil: 'load' })
  await settle(page, traffic)
  await scrollToBottom(page)
  await settle(page, traffic)

  const weight = { nodes: await countNodes(page), requests: traffic.requests, kilobytes: traffic.bytes / 1000 }
  const score = ecoIndex(weight)
  return { score, grade: grade(score), ...weight }
}

type Traffic = { requests: number; bytes: number; pending: Set<string> }

async function countTraffic(cdp: CDPSession): Promise<Traffic> {
  const traffic: Traffic = { requests: 0, bytes: 0, pending: new Set() }
  cdp.on('Network.requestWillBeSent', ({ requestId, request, redirectResponse }) => {
    if (!request.url.startsWith('http')) return
    traffic.requests += 1
    traffic.bytes += redirectResponse?.encodedDataLength ?? 0
    traffic.pending.add(requestId)
  })
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (traffic.pending.delete(requestId)) traffic.bytes += encodedDataLength
  })
  cdp.on('Network.loadingFailed', ({ requestId }) => traffic.pending.delete(requestId))
  await cdp.send('Network.enable')
  return traffic
}

// Playwright's own "networkidle" happens once per page: it would not wait for what the scroll brings in.
async function settle(page: Page, traffic: Traffic) {
  let seen: number
  do {
    seen = traffic.requests
    await page.waitForTimeout(500)
  } while (traffic.requests > seen || traffic.pending.size > 0)
}

// Two frames on, the lazy images that the scroll uncovered have been asked for.
function scrollToBottom(page: Page) {
  return page.evaluate(async () => {
    scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn))
    await frame()
    await frame()
  })
}

function countNodes(page: Page) {
  return page.evaluate(() => document.querySelectorAll('*').length - document.querySelectorAll('svg *').length)
}
