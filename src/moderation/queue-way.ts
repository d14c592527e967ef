import type { RequestHandler } from 'express'
import type { Coordinator } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { listEditions } from '../editions/queries.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { type Listed, listedAddress, listMatching } from './queue.ts'
import { filtersOf, listActive, listAddress, listQuery, readList, selectionOf } from './queue-filters.ts'
import { rowsPerPage } from './queue-page.ts'
import { compareIn, rankOf, tabName, tabOf } from './queue-tabs.ts'

/** The list that a proposition was opened from, as the query of its page says it; without one, what waits. */
export type Opened = Record<string, unknown>

// What else the page keeps of the list, beside its filters: where the proposition stood, for it may leave the list once decided.
const kept = ['statut', 'edition', 'genre', 'raison', 'departement', 'jour', 'drapeau', 'charge', 'q', 'page', 'rang']

type Step = { title: string; href: string }

export type Way = {
  back: Step
  filters: string[]
  position: number | undefined
  total: number
  previous: Step | undefined
  next: Step | undefined
  /** what the forms of the page bring back, so that the page that follows knows the list too */
  query: string
}

/** The way on from a proposition, in the order of the list that it was opened from. */
export function wayFrom(
  db: Database,
  account: Coordinator,
  opened: Opened,
  { reference, submittedAt }: Pick<Proposition, 'reference' | 'submittedAt'>,
): Way {
  const available = filtersOf(listEditions(db), account, opened)
  const list = readList(available, opened)
  const listed = tabOf(listMatching(db, selectionOf(list, account)), list.statut)

  const here = listed.find((one) => one.reference === reference)
  const rank = here ? rankOf(here, list.statut) : String(opened.rang ?? submittedAt)
  const others = listed.filter((one) => one !== here)
  const stood = others.findIndex(
    (one) =>
      compareIn(list.statut, { rank: rankOf(one, list.statut), reference: one.reference }, { rank, reference }) > 0,
  )
  const place = stood < 0 ? others.length : stood
  const stepTo = (one: Listed | undefined) =>
    one && { title: one.title, href: `${listedAddress(one)}${listQuery(list)}` }
  return {
    back: {
      title: tabName(list.statut, account),
      href: listAddress(list, { page: Math.floor(Math.min(place, listed.length - 1) / rowsPerPage) + 1 }),
    },
    filters: listActive(available, list).map(({ label }) => label),
    position: here && place + 1,
    total: listed.length,
    previous: stepTo(others[place - 1]),
    // once the last one is decided, those that were left aside come back
    next: stepTo(others[place] ?? (here ? undefined : others[0])),
    query: new URLSearchParams([...new URLSearchParams(listQuery(list)), ['rang', rank]]).toString(),
  }
}

/** What a form of the page brought back of the list. */
export const openedIn = (query: Record<string, unknown>, body: Record<string, unknown> = {}): Opened =>
  typeof body.liste === 'string' ? valuesIn(new URLSearchParams(body.liste)) : query

const valuesIn = (query: URLSearchParams): Opened =>
  Object.fromEntries(kept.map((name) => [name, name === 'rang' ? (query.get(name) ?? undefined) : query.getAll(name)]))

/** Whatever is done, the page that follows knows the list too: the form brings it back, and the redirection takes it on. */
export const keepList: RequestHandler = (req, res, next) => {
  const query = req.body?.liste
  if (req.method === 'POST' && typeof query === 'string' && !res.locals.keepsList) {
    res.locals.keepsList = true
    const redirect = res.redirect.bind(res) as (status: number, url: string) => void
    Object.assign(res, { redirect: (status: number, url: string) => redirect(status, withList(url, query)) })
  }
  next()
}

/** The same as a query, for a page that leads back there: what is only written stays where it stood. */
export const listIn = (query: Record<string, unknown>, body?: Record<string, unknown>) =>
  new URLSearchParams(
    Object.entries(openedIn(query, body)).flatMap(([name, values]) =>
      name !== 'rang' && kept.includes(name) ? [values ?? []].flat().map((value) => [name, String(value)]) : [],
    ),
  ).toString()

function withList(address: string, query: string) {
  const [, path = '', said = '', hash = ''] = /^([^?#]*)\??([^#]*)(#.*)?$/.exec(address) ?? []
  const pairs = [
    ...new URLSearchParams(said),
    ...[...new URLSearchParams(query)].filter(([name]) => kept.includes(name)),
  ]
  return `${path}${pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : ''}${hash}`
}
