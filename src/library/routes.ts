import type { Request, Response } from 'express'
import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { isTakenDown } from '../decisions/decision.ts'
import { findMapAddress } from '../portal/queries.ts'
import type { Kind } from '../sheets/lists.ts'
import { kindSlug } from '../sheets/lists.ts'
import { findSheetBySlug, type Sheet } from '../sheets/queries.ts'
import { findCurrentSheetSlug } from '../sheets/slugs.ts'
import { counts } from '../totals/count.ts'
import { found, HttpError } from '../web/errors.ts'
import { type Active, cleanAddress, queryIn, titledBy } from '../web/filters.ts'
import { count } from '../web/french.ts'
import { movedTo, page } from '../web/page.ts'
import { openRoom } from '../web/room.ts'
import { openFeeds } from './feeds.ts'
import { readAsked, readFirst, readShelf } from './list.ts'
import { bothKinds, shelfOf } from './selection.ts'
import { showSheet } from './show.ts'

/** The good practices of every edition: fiches REX and cartes blanches. */
export function libraryRoutes(tools: { db: Database; clock: Clock; baseUrl: string }) {
  const { db } = tools
  const room = openRoom()
  openFeeds(room, tools)
  const show = (kind: Kind) => (req: Request, res: Response) => {
    const current = findCurrentSheetSlug(db, kind, String(req.params.slug))
    if (current) return movedTo(res, `/${kindSlug(kind)}/${current}${queryIn(req)}`)

    const sheet = published(db, findSheetBySlug(db, kind, String(req.params.slug)))
    counts(res, { what: 'view', subject: sheet.reference })
    showSheet(req, res, tools, sheet)
  }

  room.get('/bonnes-pratiques', cleanAddress, (req, res) => {
    const asked = readAsked(db, bothKinds, req.query)
    if (asked.active.length === 0)
      return page(res, 'library/index', { title: 'Bonnes pratiques', ...asked, first: readFirst(db) })
    const list = readShelf(db, asked, req.query)
    page(res, 'library/index', {
      title: titleOf(list, 'bonne pratique', 'bonnes pratiques') ?? 'Bonnes pratiques',
      ...list,
    })
  })

  room.get('/rex', cleanAddress, (req, res) => {
    const { map, ...list } = readShelf(db, readAsked(db, shelfOf('rex'), req.query), req.query)
    const title = titleOf(list, 'fiche REX', 'fiches REX') ?? 'Fiches REX'
    page(res, 'library/rex-list', { title, ...list, map: map(), nationalMap: findMapAddress(db) })
  })

  room.get('/cartes-blanches', cleanAddress, (req, res) => {
    const list = readShelf(db, readAsked(db, shelfOf('carte-blanche'), req.query), req.query)
    const title = titleOf(list, 'carte blanche', 'cartes blanches') ?? 'Cartes blanches'
    page(res, 'library/carte-blanche-list', { title, ...list })
  })

  room.get('/rex/:slug', show('rex'))
  room.get('/cartes-blanches/:slug', show('carte-blanche'))

  return room
}

/** « 3 fiches REX : Calvados, « linge » »; nothing to add where nothing is filtered. */
const titleOf = ({ total, active }: { total: number; active: Active[] }, one: string, many: string) =>
  titledBy(active, count(total, one, many))

/** The sheet if it may be read; one that was taken back says so, with a 410. */
function published(db: Database, sheet: Sheet | undefined): Sheet {
  const one = found(sheet)
  const by = isTakenDown(db, one) ? 'du site' : 'par ses auteurs'
  if (one.status === 'withdrawn') throw new HttpError(410, `Cette page a été retirée ${by}.`, 'Page retirée')
  return found(one.status === 'published' ? one : undefined)
}
