import type { RequestHandler } from 'express'
import type { Database } from '../db/open.ts'
import { daysOf } from '../editions/edition.ts'
import { findCurrentEdition, listEditions } from '../editions/queries.ts'
import { proposing } from '../guides/proposing.ts'
import { guideLocals } from '../guides/show.ts'
import { contactPage, sitePages } from '../pages/pages.ts'
import { pageLocals } from '../pages/show.ts'
import { found } from '../web/errors.ts'
import { page } from '../web/page.ts'
import { openRoom } from '../web/room.ts'
import { openAuditRoom } from './audits.ts'
import { openFileRoom } from './files.ts'
import { openWebinarRoom } from './webinar.ts'

/** What the site says of itself, and offers: its own pages, the files of the toolbox, the webinar. `offering` gives the sheets to fill. */
export function aboutRoutes({ db, folder }: { db: Database; folder: string }, offering: RequestHandler) {
  const room = openRoom()

  for (const one of sitePages.filter((one) => one !== contactPage)) {
    // beside the files of the toolbox, the sheets to fill
    const guards = one.slug === 'boite-a-outils' ? [offering] : []
    room.get(`/${one.slug}`, ...guards, (_req, res) => {
      if (one.ofEdition) found(findCurrentEdition(db))
      page(res, one.view, pageLocals(db, one))
    })
  }

  room.get('/plan-du-site', (_req, res) => {
    const edition = findCurrentEdition(db)
    const past = listEditions(db).filter(({ id }) => id !== edition?.id)
    page(res, 'about/site-map', { title: 'Plan du site', days: edition ? daysOf(edition) : [], past })
  })

  room.get('/aide/proposer', (_req, res) => {
    const closed = !res.locals.open
    page(res, 'guides/show', { ...guideLocals(proposing), closed, after: '_proposing' })
  })

  openAuditRoom(room)
  openFileRoom(room, { db, folder })
  openWebinarRoom(room, { db, folder })
  return room
}
