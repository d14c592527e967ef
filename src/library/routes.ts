import type { Request, Response } from 'express'
import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { isTakenDown } from '../decisions/decision.ts'
import { isForDesk, listSheetDocuments } from '../documents/queries.ts'
import { findArchived } from '../editions/archive.ts'
import { findMapAddress } from '../portal/queries.ts'
import { carteBlanchePage } from '../sheets/carte-blanche-page.ts'
import type { Kind } from '../sheets/lists.ts'
import { kindSlug } from '../sheets/lists.ts'
import { frameOf } from '../sheets/page.ts'
import { findSheetBySlug, type Sheet } from '../sheets/queries.ts'
import { rexPage } from '../sheets/rex-page.ts'
import { findCurrentSheetSlug } from '../sheets/slugs.ts'
import { shownOf } from '../texts/check.ts'
import { counts } from '../totals/count.ts'
import { found, HttpError } from '../web/errors.ts'
import { movedTo, page } from '../web/page.ts'
import { openRoom } from '../web/room.ts'
import { openFeeds } from './feeds.ts'
import { readFirst, readShelf } from './list.ts'
import { bothKinds, shelfOf } from './selection.ts'

/** The good practices of every edition: fiches REX and cartes blanches. */
export function libraryRoutes(tools: { db: Database; clock: Clock; baseUrl: string }) {
  const { db } = tools
  const room = openRoom()
  openFeeds(room, tools)
  const show = (kind: Kind) => (req: Request, res: Response) => {
    const current = findCurrentSheetSlug(db, kind, String(req.params.slug))
    if (current) return movedTo(res, `/${kindSlug(kind)}/${current}`)

    const sheet = published(db, findSheetBySlug(db, kind, String(req.params.slug)))
    counts(res, { what: 'view', subject: sheet.reference })
    showSheet(res, tools, sheet)
  }

  room.get('/bonnes-pratiques', (req, res) => {
    const list = readShelf(db, bothKinds, req.query)
    page(res, 'library/index', { title: 'Bonnes pratiques', ...list, first: readFirst(db) })
  })

  room.get('/rex', (req, res) => {
    const { map, ...list } = readShelf(db, shelfOf('rex'), req.query)
    page(res, 'library/rex-list', { title: 'Fiches REX', ...list, map: map(), nationalMap: findMapAddress(db) })
  })

  room.get('/cartes-blanches', (req, res) => {
    page(res, 'library/carte-blanche-list', {
      title: 'Cartes blanches',
      ...readShelf(db, shelfOf('carte-blanche'), req.query),
    })
  })

  room.get('/rex/:slug', show('rex'))
  room.get('/cartes-blanches/:slug', show('carte-blanche'))

  return room
}

function showSheet(res: Response, { db, clock }: { db: Database; clock: Clock }, sheet: Sheet) {
  const documents = publicDocuments(db, sheet)
  const { frame: said, told } = frameOf(sheet, documents)
  const frame = { ...said, archive: findArchived(db, clock, sheet.editionId) }
  if (sheet.source === 'file') return page(res, 'library/filed', { ...frame, ...shownOf(db, sheet, documents) })
  if (sheet.kind === 'rex') {
    const shown = rexPage(told)
    return page(res, 'library/rex', { ...frame, description: shown.rex.resume, ...shown })
  }
  const shown = carteBlanchePage(told)
  page(res, 'library/carte-blanche', { ...frame, description: shown.carte.chapo, ...shown })
}

const publicDocuments = (db: Database, { id }: Sheet) => listSheetDocuments(db, id).filter((one) => !isForDesk(one))

/** The sheet if it may be read; one that was taken back says so, with a 410. */
function published(db: Database, sheet: Sheet | undefined): Sheet {
  const one = found(sheet)
  const by = isTakenDown(db, one) ? 'du site' : 'par ses auteurs'
  if (one.status === 'withdrawn') throw new HttpError(410, `Cette page a été retirée ${by}.`, 'Page retirée')
  return found(one.status === 'published' ? one : undefined)
}
