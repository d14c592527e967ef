import type { Express } from 'express'
import type { Door } from '../../src/door.ts'

export type Route = { method: 'get' | 'post'; pattern: string; who: Door['who']; prefix: string }

/** The route table of the site: every path of every door, in the order in which a request meets them. */
export const routesOf = (doors: Door[]): Route[] =>
  doors.flatMap(({ prefix, who, room }) =>
    room.paths.map(({ method, path }) => ({
      method,
      pattern: `${prefix}${path}`.replaceAll(/\/+/g, '/').replace(/(.)\/$/, '$1'),
      who,
      prefix,
    })),
  )

export function matches(pattern: string, url: string) {
  const source = pattern.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')
  return new RegExp(`^${source}$`).test(url.split('?')[0] ?? '')
}

/** A value that nobody was given, in the shape of a token. */
export const madeUp = 'evenement.ZZZZZZ.1.2023-05-09.zzzzzzzzzzzzzzzzzzzzzz'

/** The path with values that nobody was given; a decision is named as it exists, so that only the token is wrong. */
export const made = (pattern: string) => pattern.replace(':decision', 'publication').replaceAll(/:\w+/g, madeUp)

type Layer = {
  name: string
  rawPath: string | undefined
  handle: { stack?: Layer[] }
  route?: { path: string; methods: Record<string, boolean> }
}

/** What every request passes before the doors, and after them. */
const before = [
  'result',
  'helmetMiddleware',
  '<anonymous>',
  'serveAssets',
  'compression',
  '<anonymous>',
  '<anonymous>',
  '<anonymous>',
  'urlencodedParser',
]
const after = ['notFound', 'showError']

/** What express would answer that no door declares: each is a way in that no test walks. */
export function undeclared(app: Express, doors: Door[]): string[] {
  const { stack } = app.router as unknown as { stack: Layer[] }
  const expected = [
    ...before.map((name) => `${name} /`),
    ...doors.flatMap(({ prefix, who, guards = [], room }) => [
      ...guards.map((guard) => `${guard.name || '<anonymous>'} ${prefix}`),
      `${known.includes(who) ? 'room' : 'nobody’s room'} ${prefix}: ${room.paths.map(({ method, path }) => `${method} ${path}`).join(', ')}`,
    ]),
    ...after.map((name) => `${name} /`),
  ]
  const met = stack.map(said)
  return [
    ...met.filter((one, index) => one !== expected[index]),
    ...expected.slice(met.length).map((one) => `missing: ${one}`),
  ]
}

const known: Door['who'][] = ['everyone', 'link', 'reader', 'coordinator', 'developer']

function said({ name, rawPath = '/', handle, route }: Layer): string {
  if (route) return `${name} ${methodsOf(route)} ${route.path}`
  if (!handle.stack) return `${name} ${rawPath}`
  // what only remembers the list that a page was opened from lets nobody in
  return `room ${rawPath}: ${handle.stack
    .filter(({ name }) => name !== 'keepList')
    .map((layer) => (layer.route ? `${methodsOf(layer.route)} ${layer.route.path}` : said(layer)))
    .join(', ')}`
}

const methodsOf = ({ methods }: NonNullable<Layer['route']>) => Object.keys(methods).join('+')
