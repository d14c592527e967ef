import type { Request, Response } from 'express'
import { type Clock, today } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { isForDesk, listSheetDocuments } from '../documents/queries.ts'
import { findArchived } from '../editions/archive.ts'
import { ownEdition } from '../editions/queries.ts'
import { carteBlanchePage } from '../sheets/carte-blanche-page.ts'
import { listKin } from '../sheets/library.ts'
import { frameOf } from '../sheets/page.ts'
import type { Sheet } from '../sheets/queries.ts'
import { rexPage } from '../sheets/rex-page.ts'
import { cardsOf } from '../texts/cards.ts'
import { shownOf } from '../texts/check.ts'
import { dayOf } from '../web/french.ts'
import { page } from '../web/page.ts'
import { addressOf, readFilters, shelfOf } from './selection.ts'

/** The page of a sheet, and what is around it: the list it was found in, the day it came, others like it. */
export function showSheet(req: Request, res: Response, { db, clock }: { db: Database; clock: Clock }, sheet: Sheet) {
  const documents = listSheetDocuments(db, sheet.id).filter((one) => !isForDesk(one))
  const { frame: said, told } = frameOf(sheet, documents)
  const { timeZone } = ownEdition(db, sheet)
  const shelf = shelfOf(sheet.kind)
  const frame = {
    ...said,
    back: addressOf(shelf, readFilters(shelf, req.query)),
    archive: findArchived(db, clock, sheet.editionId),
    published: sheet.publishedAt && dayOf(sheet.publishedAt, timeZone),
    day: today(clock, timeZone),
    kin: cardsOf(db, listKin(db, sheet, mostKin)),
  }
  if (sheet.source === 'file') return page(res, 'library/filed', { ...frame, ...shownOf(db, sheet, documents) })
  if (sheet.kind === 'rex') {
    const shown = rexPage(told)
    return page(res, 'library/rex', { ...frame, description: shown.rex.resume, ...shown })
  }
  const shown = carteBlanchePage(told)
  page(res, 'library/carte-blanche', { ...frame, description: shown.carte.chapo, ...shown })
}

const mostKin = 3
