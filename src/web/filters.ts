import type { RequestHandler } from 'express'
import type { Option } from './fields.ts'

/** A filter of a list whose address says all: `?departement=14&departement=61&q=vélo`. */
export type Filter<N extends string = string> = { name: N; label: string; any: string; options: readonly Option[] }

/** What an address chose. Several values of one filter mean « or », several filters mean « and ». */
export type Chosen<N extends string> = Record<N, string[]>

/** A filter in force, and the address that lifts it. */
export type Active = { label: string; without: string }

/** Reads the filters of an address; values that no list knows are ignored. */
export function readChosen<N extends string>(available: Filter<N>[], query: Record<string, unknown>): Chosen<N> {
  const chosen = available.map(({ name, options }) => {
    const values = [query[name] ?? []].flat()
    return [name, options.map((option) => option.slug).filter((slug) => values.includes(slug))] as const
  })
  return Object.fromEntries(chosen) as Chosen<N>
}

/** The form of a list sends the filters left empty too: the address to be shared is the one without them. */
export const cleanAddress: RequestHandler = (req, res, next) => {
  const said = [...new URLSearchParams(queryIn(req))].filter(([, value]) => value !== '')
  if (!Object.values(req.query).includes('')) return next()
  const query = new URLSearchParams(said).toString()
  res.redirect(302, `${req.baseUrl}${req.path === '/' ? '' : req.path}${query && `?${query}`}#resultats`)
}

/** The query of an address as it was asked, `?…` or nothing. */
export const queryIn = ({ originalUrl }: { originalUrl: string }) => originalUrl.slice(originalUrl.indexOf('?') >>> 0)

/** What is looked for: `?q=`. */
export function readSearch(query: Record<string, unknown>): string {
  const q = [query.q ?? ''].flat()[0]
  return typeof q === 'string' ? q.trim().slice(0, 100) : ''
}

/** The page of a list that an address asks for, within those there are. */
export const readPage = (query: Record<string, unknown>, pages: number) =>
  Math.min(Math.max(1, Math.trunc(Number(query.page)) || 1), Math.max(1, pages))

/** An address's query, `?…` or nothing: what is empty is left out, and so is the first page. */
export function queryOf(values: Record<string, string | string[] | boolean>, page = 1): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    if (Array.isArray(value)) for (const one of value) query.append(name, one)
    else if (value === true) query.set(name, 'oui')
    else if (value) query.set(name, value)
  }
  if (page > 1) query.set('page', String(page))
  const text = query.toString()
  return text && `?${text}`
}

/** The title of a list that is filtered: what was found, and by what. */
export const titledBy = (active: Active[], found: string): string | undefined =>
  active.length === 0 ? undefined : `${found}\u00a0: ${active.map(({ label }) => label).join(', ')}`

/** The chosen values one by one; `without` makes the address that has the others only. */
export const listChosen = <N extends string>(
  available: Filter<N>[],
  chosen: Chosen<N>,
  without: (name: N, others: string[]) => string,
): Active[] =>
  available.flatMap(({ name, options }) =>
    options
      .filter((option) => chosen[name].includes(option.slug))
      .map((option) => ({
        label: option.label,
        without: without(
          name,
          chosen[name].filter((slug) => slug !== option.slug),
        ),
      })),
  )
