import type { RequestHandler } from 'express'
import { conformityNow } from './audits/conformity.ts'
import { type Clock, localNow } from './clock.ts'
import type { Config } from './config.ts'
import type { Database } from './db/open.ts'
import { acceptsSubmissions, isAhead } from './editions/edition.ts'
import { findCurrentEdition } from './editions/queries.ts'
import { assetUrl } from './web/assets.ts'
import { structured } from './web/blocks.ts'
import {
  ageOf,
  capital,
  count,
  date,
  dayName,
  dayOf,
  fileSize,
  fullDay,
  momentOf,
  ordinal,
  series,
  shortSpan,
  spaced,
  span,
} from './web/french.ts'
import { paragraphs, unbroken } from './web/helpers.ts'
import { alphabet, markdown } from './web/markdown.ts'

/** What every view may use: formatting helpers, and the address of public files. */
export const viewHelpers = {
  ageOf,
  alphabet,
  asset: assetUrl,
  capital,
  count,
  date,
  dayName,
  dayOf,
  fileSize,
  fullDay,
  markdown,
  momentOf,
  ordinal,
  paragraphs,
  series,
  shortSpan,
  spaced,
  span,
  structured,
  unbroken,
}

/** What every page shows around its content: the edition, the date of a demonstration, the entry of the menu that it is in. */
export function chrome({ db, clock, config }: { db: Database; clock: Clock; config: Config }): RequestHandler {
  return (req, res, next) => {
    // Before the database is read: the page that tells of its breakdown needs these too.
    res.locals.edition = undefined
    res.locals.conformity = conformityNow(clock)
    res.locals.room = `/${req.path.split('/')[1]}`
    res.locals.canonical = `${config.baseUrl}${req.path === '/' ? '/' : req.path.replace(/\/$/, '')}`
    const edition = findCurrentEdition(db)
    const now = edition && localNow(clock, edition.timeZone)
    res.locals.edition = edition
    res.locals.open = edition && now ? acceptsSubmissions(edition, now.slice(0, 10)) : false
    res.locals.ahead = edition && now ? isAhead(edition, now.slice(0, 10)) : false
    res.locals.demonstration = edition?.demonstration && now ? date(now.slice(0, 10)) : undefined
    if (edition?.demonstration) res.set('X-Robots-Tag', 'noindex')
    next()
  }
}
