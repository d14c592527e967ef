import type { Database } from '../db/open.ts'
import { currentZone } from '../editions/queries.ts'
import { actChoices } from '../journal/words.ts'
import { queryOf, readPage } from '../web/filters.ts'
import { privatePage } from '../web/page.ts'
import { openRoom } from '../web/room.ts'
import { type Asked, filterOf, readAsked } from './filter.ts'
import { countLines, linesPerPage, listActsDone, listLines } from './queries.ts'
import { describeLines, listPeople } from './words.ts'

/** Who did what, when, on what, and what the public read before and after. */
export function historyRoutes({ db }: { db: Database }) {
  const room = openRoom()

  room.get('/', (req, res) => {
    const timeZone = currentZone(db)
    const people = listPeople(db)
    const asked = readAsked(req.query, people)
    const filter = filterOf(asked, timeZone)
    const total = countLines(db, filter)
    const pages = Math.max(1, Math.ceil(total / linesPerPage))
    const number = readPage(req.query, pages)

    privatePage(res, 'history/index', {
      title: 'Historique',
      people,
      acts: actsFor(db, asked),
      asked,
      filtered: queryOf(asked) !== '',
      total,
      lines: describeLines(listLines(db, filter, number), people, timeZone),
      neighbours: neighboursOf(number, pages, asked),
    })
  })

  return room
}

/** What can be chosen: what was ever done, and what is asked for. */
function actsFor(db: Database, { acte }: Asked) {
  const done = new Set(listActsDone(db))
  return actChoices.filter(({ act }) => act === acte || done.has(act))
}

/** The pages beside this one: newer lines, then older ones. */
function neighboursOf(number: number, pages: number, asked: Asked) {
  const pageAt = (other: number) => `/moderation/historique${queryOf(asked, other)}`
  return {
    number,
    pages,
    newer: number > 1 ? pageAt(number - 1) : undefined,
    older: number < pages ? pageAt(number + 1) : undefined,
  }
}
