import type { Clock } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { statuses } from '../events/lists.ts'
import { found } from '../web/errors.ts'
import { privatePage } from '../web/page.ts'
import { openRoom } from '../web/room.ts'
import { sendCsv, sendXlsx } from '../web/send-tables.ts'
import { findFile } from './files.ts'
import { listExported } from './listed.ts'
import { addressOf, readWish } from './wish.ts'

type Tools = { db: Database; clock: Clock; baseUrl: string }

/** Everything of an edition as tables: a page that tells what there is, and the files. */
export function exportRoutes({ db, clock, baseUrl }: Tools) {
  const room = openRoom()

  room.get('/', (req, res) => {
    const { wish, editions } = readWish(db, req.query)
    if (!wish) return res.redirect(303, '/moderation')

    privatePage(res, 'exports/index', {
      title: 'Exports',
      wish,
      editions,
      statuses,
      query: addressOf(wish),
      exported: listExported(db, wish),
    })
  })

  room.get('/:file', async (req, res) => {
    const wish = found(readWish(db, req.query).wish)
    const { title, format, tables } = found(findFile(req.params.file ?? '', { db, clock, wish, baseUrl }))
    await (format === 'csv' ? sendCsv(res, title, tables[0]) : sendXlsx(res, title, tables))
  })
  return room
}
