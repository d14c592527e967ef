import compression from 'compression'
import express from 'express'
import { chrome, viewHelpers } from './chrome.ts'
import { cookieOf } from './coordinators/desk.ts'
import type { Site } from './door.ts'
import { doorsOf } from './doors.ts'
import { countAnswers } from './totals/count.ts'
import { openTotals } from './totals/totals.ts'
import { serveAssets } from './web/assets.ts'
import { notFound, showError } from './web/errors.ts'
import { requestLog } from './web/logs.ts'
import { sameOriginOnly, securityHeaders } from './web/security.ts'
import { setViews } from './web/views.ts'

/** The site: what every request passes, in order, then its doors. */
export function createApp(site: Site) {
  const { totals = openTotals(site), config } = site
  const app = express()
  setViews(app, { cache: site.config.NODE_ENV !== 'development' })
  app.set('trust proxy', site.config.TRUST_PROXY)
  app.set('query parser', 'simple')
  app.set('x-powered-by', false)
  Object.assign(app.locals, viewHelpers)

  app.use(requestLog(site.log))
  app.use(securityHeaders)
  app.use(serveAssets)
  app.use(compression())
  app.use(chrome(site))
  app.use(countAnswers(totals, (req) => cookieOf(req, config.secure) !== undefined))
  app.use(sameOriginOnly(site.config.baseUrl))
  app.use(express.urlencoded({ extended: false, limit: '1mb' }))

  for (const { prefix, guards = [], room } of doorsOf(site)) app.use(prefix, ...guards, room)

  app.use(notFound, showError)
  return app
}
