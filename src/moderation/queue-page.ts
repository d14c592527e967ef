import type { Request, Response } from 'express'
import { type Clock, today } from '../clock.ts'
import { coordinatorOf } from '../coordinators/desk.ts'
import type { Database } from '../db/open.ts'
import { listEditions } from '../editions/queries.ts'
import { awaitsDecision, statuses } from '../events/lists.ts'
import { lastLine } from '../journal/queries.ts'
import { countDead } from '../mail/desk.ts'
import { listMissing } from '../pages/facts.ts'
import { documentFlagText, flagsToday, flagText } from '../propositions/flags.ts'
import { kindPhrase } from '../propositions/proposition.ts'
import { occasionText, reasonTexts } from '../propositions/reasons.ts'
import { countUnhandled } from '../remarks/queries.ts'
import { readPage } from '../web/filters.ts'
import { count, dayName } from '../web/french.ts'
import { privatePage } from '../web/page.ts'
import { listedAddress, listedKinds, listMatching, listRows, type Row } from './queue.ts'
import { filtersOf, listActive, listAddress, listQuery, readList, selectionOf, unfiltered } from './queue-filters.ts'
import { countIn, tabName, tabOf } from './queue-tabs.ts'

type Tools = { db: Database; clock: Clock }

export const rowsPerPage = 25

/** A list of the desk: what waits, or what is in another state, as its address filters it. */
export function showQueue(req: Request, res: Response, { db, clock }: Tools) {
  const editions = listEditions(db)
  const [current] = editions
  if (!current) return privatePage(res, 'moderation/empty', { title: 'Espace coordination' })

  const account = coordinatorOf(res)
  const available = filtersOf(editions, account, req.query)
  const list = readList(available, req.query)
  const matching = listMatching(db, selectionOf(list, account))
  const found = tabOf(matching, list.statut)
  const pages = Math.ceil(found.length / rowsPerPage)
  const number = readPage(req.query, pages)
  const shown = found.slice((number - 1) * rowsPerPage, number * rowsPerPage)

  // said of the others than the one that is being prepared
  const yearOf = ({ editionId }: Row) => editions.find(({ id }) => id === editionId && id !== current.id)?.year

  privatePage(res, 'moderation/index', {
    title: tabName(list.statut, account),
    available,
    list,
    active: listActive(available, list),
    everything: listAddress(unfiltered(list, available)),
    tabs: statuses.map(({ code }) => ({
      label: tabName(code, account),
      href: listAddress(list, { statut: code }),
      number: countIn(matching, code),
      current: code === list.statut,
      always: code === 'pending',
    })),
    total: found.length,
    rows: listRows(
      db,
      shown.map(({ reference }) => reference),
    ).map((row) => ({ ...describe(row, yearOf(row)), href: `${listedAddress(row)}${listQuery(list)}` })),
    pages: pagesAround(number, pages).map((page) => ({
      number: page,
      href: listAddress(list, { page }),
      current: page === number,
    })),
    here: listQuery(list, { page: number }),
    today: today(clock, current.timeZone),
    account,
    kindPhrase,
    letters: countUnhandled(db),
    mayWrite: account.role === 'coordinator',
    group: account.role === 'coordinator' ? { lu: lastLine(db) } : undefined,
    missing: account.role === 'coordinator' ? listMissing(db) : [],
    undelivered: account.role === 'coordinator' ? countDead(db) : 0,
  })
}

const describe = (row: Row, year: number | undefined) => ({
  ...row,
  address: listedAddress(row),
  facts: [
    listedKinds[row.kind],
    year ? `Édition ${year}` : '',
    row.department ? `${row.organisation} (${row.department})` : row.organisation,
    row.day ? dayName(row.day) : '',
    row.attached ? count(row.attached, 'document joint', 'documents joints') : '',
  ].filter(Boolean),
  reasons: reasonTexts(row.reasons, row.occasion),
  occasion: row.status === 'published' && !row.reasons.includes('occasion') ? occasionText(row.occasion) : '',
  flags: [
    ...flagsToday(row.flags, { settled: !awaitsDecision(row) && !row.revised }).map(flagText),
    ...row.documentFlags.map(documentFlagText),
  ],
})

/** The first page, the last one, and those around this one. */
const pagesAround = (number: number, pages: number) =>
  Array.from({ length: pages }, (_, index) => index + 1).filter(
    (page) => page === 1 || page === pages || Math.abs(page - number) <= 2,
  )
