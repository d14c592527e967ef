import type { Database } from '../db/open.ts'
import { findCurrentEdition } from '../editions/queries.ts'
import { actChoices } from '../journal/words.ts'
import { privatePage } from '../web/page.ts'
import { openRoom } from '../web/room.ts'
import { filterOf, readAsked } from './filter.ts'
import { countLines, linesPerPage, listActsDone, listLines } from './queries.ts'
import { describeLines, listPeople } from './words.ts'

/** Who did what, when, on what, and what the public read before and after. */
export function historyRoutes({ db }: { db: Database }) {
  const room = openRoom()

  room.get('/', (req, res) => {
    const timeZone = findCurrentEdition(db)?.timeZone ?? 'Europe/Paris'
    const people = listPeople(db)
    const asked = readAsked(req.query, people)
    const filter = filterOf(asked, timeZone)
    const total = countLines(db, filter)
    const pages = Math.max(1, Math.ceil(total / linesPerPage))
    const number = Math.min(Math.max(1, Math.trunc(Number(req.query.page)) || 1), pages)
    const done = new Set(listActsDone(db))
    const state = new URLSearchParams(Object.entries(asked).filter(([, value]) => value))

    privatePage(res, 'history/index', {
      title: 'Historique',
      people,
      acts: actChoices.filter(({ act }) => act === asked.acte || done.has(act)),
      asked,
      filtered: state.size > 0,
      total,
      lines: describeLines(listLines(db, filter, number), people, timeZone),
      neighbours: neighboursOf(number, pages, state),
    })
  })

  return room
}

/** The pages beside this one: newer lines, then older ones. */
const neighboursOf = (number: number, pages: number, state: URLSearchParams) => ({
  number,
  pages,
  newer:
    number > 1 ? `/moderation/historique?${new URLSearchParams([...state, ['page', `${number - 1}`]])}` : undefined,
  older:
    number < pages ? `/moderation/historique?${new URLSearchParams([...state, ['page', `${number + 1}`]])}` : undefined,
})
