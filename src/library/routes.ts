import type { Database } from '../db/open.ts'
import { isTakenDown } from '../decisions/decision.ts'
import { listSheetDocuments } from '../documents/queries.ts'
import { carteBlanchePage } from '../sheets/carte-blanche-page.ts'
import { frameOf, lineOf } from '../sheets/page.ts'
import { findSheetBySlug, listPublishedSheets, type Sheet } from '../sheets/queries.ts'
import { rexPage } from '../sheets/rex-page.ts'
import { findCurrentSheetSlug } from '../sheets/slugs.ts'
import { counts } from '../totals/count.ts'
import { found, HttpError } from '../web/errors.ts'
import { movedTo, page } from '../web/page.ts'
import { openRoom } from '../web/room.ts'

/** The good practices of every edition: fiches REX and cartes blanches. */
export function libraryRoutes({ db }: { db: Database }) {
  const room = openRoom()

  room.get('/bonnes-pratiques', (_req, res) => {
    page(res, 'library/index', {
      title: 'Bonnes pratiques',
      rex: listPublishedSheets(db, 'rex').map(lineOf),
      cartesBlanches: listPublishedSheets(db, 'carte-blanche').map(lineOf),
    })
  })

  room.get('/rex', (_req, res) => {
    page(res, 'library/rex-list', { title: 'Fiches REX', lines: listPublishedSheets(db, 'rex').map(lineOf) })
  })

  room.get('/rex/:slug', (req, res) => {
    const current = findCurrentSheetSlug(db, 'rex', String(req.params.slug))
    if (current) return movedTo(res, `/rex/${current}`)

    const sheet = published(db, findSheetBySlug(db, 'rex', String(req.params.slug)))
    counts(res, { what: 'view', subject: sheet.reference })
    const { frame, told } = frameOf(sheet, listSheetDocuments(db, sheet.id))
    if (sheet.source === 'file') return page(res, 'library/filed', frame)

    const shown = rexPage(told)
    page(res, 'library/rex', { ...frame, description: shown.rex.resume, ...shown })
  })

  room.get('/cartes-blanches', (_req, res) => {
    const lines = listPublishedSheets(db, 'carte-blanche').map(lineOf)
    page(res, 'library/carte-blanche-list', { title: 'Cartes blanches', lines })
  })

  room.get('/cartes-blanches/:slug', (req, res) => {
    const current = findCurrentSheetSlug(db, 'carte-blanche', String(req.params.slug))
    if (current) return movedTo(res, `/cartes-blanches/${current}`)

    const sheet = published(db, findSheetBySlug(db, 'carte-blanche', String(req.params.slug)))
    counts(res, { what: 'view', subject: sheet.reference })
    const { frame, told } = frameOf(sheet, listSheetDocuments(db, sheet.id))
    if (sheet.source === 'file') return page(res, 'library/filed', frame)

    const shown = carteBlanchePage(told)
    page(res, 'library/carte-blanche', { ...frame, description: shown.carte.chapo, ...shown })
  })

  return room
}

/** The sheet if it may be read; one that was taken back says so, with a 410. */
function published(db: Database, sheet: Sheet | undefined): Sheet {
  const one = found(sheet)
  const by = isTakenDown(db, one) ? 'du site' : 'par ses auteurs'
  if (one.status === 'withdrawn') throw new HttpError(410, `Cette page a été retirée ${by}.`, 'Page retirée')
  return found(one.status === 'published' ? one : undefined)
}
