import { type Clock, today } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { listEditions } from '../editions/queries.ts'
import { found } from '../web/errors.ts'
import { privatePage } from '../web/page.ts'
import { openRoom } from '../web/room.ts'
import { sendCsv, sendXlsx } from '../web/send-tables.ts'
import { figuresOf } from './figures.ts'
import { reportPage, tablesPage } from './page.ts'
import { dayTable, figureTable, pageTable, type Told } from './tables.ts'

type Tools = { db: Database; clock: Clock }

/** The report of an edition beside the earlier ones: a page that prints, and its tables. */
export function reportRoutes({ db, clock }: Tools) {
  const room = openRoom()

  room.get('/bilan', (req, res) => {
    const editions = listEditions(db)
    if (editions.length === 0) return res.redirect(303, '/moderation')

    const told = toldOf(db, req.query.edition)
    privatePage(res, 'report/index', reportPage(told, { editions, day: today(clock, told[0].edition.timeZone) }))
  })

  room.get('/bilan/tableaux', (req, res) => {
    const [told] = toldOf(db, req.query.edition)
    const around = { editions: listEditions(db), day: today(clock, told.edition.timeZone) }
    privatePage(res, 'report/tables', tablesPage(told, around))
  })

  room.get('/bilan.csv', (req, res) => {
    const told = toldOf(db, req.query.edition)
    return sendCsv(res, nameOf(told[0], clock), figureTable(told))
  })

  room.get('/bilan.xlsx', (req, res) => {
    const told = toldOf(db, req.query.edition)
    return sendXlsx(res, nameOf(told[0], clock), [figureTable(told), dayTable(told[0]), pageTable(told[0])])
  })

  return room
}

/** The edition that the address names, or the current one, then the earlier ones, the newest first. */
function toldOf(db: Database, year: unknown): [Told, ...Told[]] {
  const editions = listEditions(db)
  const index = year === undefined ? 0 : editions.findIndex((edition) => String(edition.year) === year)
  const [chosen, ...earlier] = editions.slice(index < 0 ? editions.length : index)
  const tell = (edition: typeof chosen & {}): Told => ({ edition, figures: figuresOf(db, edition) })
  return [tell(found(chosen)), ...earlier.map(tell)]
}

const nameOf = ({ edition }: Told, clock: Clock) =>
  `semaine-aser-${edition.year}-bilan-${today(clock, edition.timeZone)}`
