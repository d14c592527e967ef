import type { Request, RequestHandler, Response } from 'express'
import { isCountedPage } from './pages.ts'
import type { Counted, Totals } from './totals.ts'

/** Said by whoever answers with an event, a sheet or a document: what the answer counts for. */
export function counts(res: Response, counted: Counted) {
  res.locals.counted = counted
}

/** Adds each public answer to the sums of its day. Of whoever asks, nothing is kept: whether to count is all that is looked at. */
export function countAnswers(totals: Totals, isDesk: (req: Request) => boolean): RequestHandler {
  return (req, res, next) => {
    res.once('finish', () => {
      const { counted, edition } = res.locals
      const what: Counted | undefined = counted ?? pageOf(req)
      if (what && edition && res.statusCode === 200 && isReading(req, what) && !isDesk(req))
        totals.add(what, edition.timeZone)
    })
    next()
  }
}

function pageOf(req: Request): Counted | undefined {
  const path = req.originalUrl.split('?')[0] ?? ''
  return isCountedPage(path) ? { what: 'view', subject: path } : undefined
}

/** Somebody who looks at it: not a robot that says so, not a browser that fetches ahead or from inside another page. */
function isReading(req: Request, { what }: Counted) {
  const agent = req.get('User-Agent') ?? ''
  const [mode, dest] = [req.get('Sec-Fetch-Mode'), req.get('Sec-Fetch-Dest')]
  const shown = what !== 'view' || ((mode ?? 'navigate') === 'navigate' && (dest ?? 'document') === 'document')
  return req.method === 'GET' && shown && !isAhead(req) && agent !== '' && !robot.test(agent)
}

const isAhead = (req: Request) =>
  [req.get('Sec-Purpose'), req.get('Purpose'), req.get('X-Moz')].some((purpose) =>
    /prefetch|prerender/i.test(purpose ?? ''),
  )

const robot =
  /(?<!cu)bot\b|crawl|spider|slurp|preview|headless|lighthouse|facebookexternalhit|scan|monitor|uptime|archiver|curl|wget|python|java\/|go-http|okhttp|axios|node-fetch|undici|libwww|httpclient/i
