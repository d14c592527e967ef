import type { Database } from '../db/open.ts'
import { daysOf } from '../editions/edition.ts'
import { findCurrentEdition, listEditions } from '../editions/queries.ts'
import { found } from '../web/errors.ts'
import { page } from '../web/page.ts'
import { openRoom } from '../web/room.ts'

/** What the site says of itself. Two pages are about an edition; the others are there before the first one. */
export function aboutRoutes({ db }: { db: Database }) {
  const room = openRoom()

  room.get('/a-propos', (_req, res) => {
    const edition = found(findCurrentEdition(db))
    page(res, 'about/index', { title: 'À propos', edition })
  })

  room.get('/contact', (_req, res) => {
    const edition = found(findCurrentEdition(db))
    page(res, 'about/contact', { title: 'Contact', edition })
  })

  room.get('/mentions-legales', (_req, res) => page(res, 'about/legal', { title: 'Mentions légales' }))

  room.get('/donnees-personnelles', (_req, res) => page(res, 'about/privacy', { title: 'Données personnelles' }))

  room.get('/accessibilite', (_req, res) => page(res, 'about/accessibility', { title: 'Accessibilité' }))

  room.get('/ecoconception', (_req, res) => page(res, 'about/ecodesign', { title: 'Écoconception' }))

  room.get('/plan-du-site', (_req, res) => {
    const edition = findCurrentEdition(db)
    const past = listEditions(db).filter(({ id }) => id !== edition?.id)
    page(res, 'about/site-map', { title: 'Plan du site', days: edition ? daysOf(edition) : [], past })
  })

  return room
}
