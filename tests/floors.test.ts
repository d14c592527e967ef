import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const src = path.join(import.meta.dirname, '../src')

/** The floors of the house from the ground, each with its rooms. On the nouns' floor each room may also look down to those before it. */
const floors: { name: string; rooms: string[]; stacked?: boolean }[] = [
  { name: 'plain values', rooms: ['config.ts', 'clock.ts', 'secret.ts'], stacked: true },
  { name: 'tools', rooms: ['web', 'db', 'mail', 'uploads', 'transcription'], stacked: true },
  {
    name: 'nouns',
    rooms: [
      'journal',
      'editions',
      'communes',
      'map',
      'coordinators',
      'totals',
      'resources',
      'audits',
      'guides',
      'pages',
      'notices',
      'reasons',
      'drafts',
      'events',
      'sheets',
      'documents',
      'blanks',
      'texts',
      'portal',
      'revisions',
      'messages',
      'colleagues',
      'feedback',
      'assignments',
      'notes',
      'remarks',
      'propositions',
      'decisions',
      'forms',
    ],
    stacked: true,
  },
  {
    name: 'doors',
    rooms: [
      'home',
      'agenda',
      'library',
      'downloads',
      'submissions',
      'follow',
      'moderation',
      'balance',
      'exports',
      'portal-desk',
      'report',
      'edition-desk',
      'page-desk',
      'resource-desk',
      'archives',
      'accounts',
      'history',
      'sign-in',
      'letters',
      'about',
      'contact',
      'mailbox',
      'operations',
      'demonstration',
    ],
  },
  {
    name: 'app',
    rooms: [
      'chrome.ts',
      'mails.ts',
      'purge.ts',
      'rounds.ts',
      'desk-examples.ts',
      'examples.ts',
      'door.ts',
      'desk-questions.ts',
      'desk-doors.ts',
      'proposing-doors.ts',
      'doors.ts',
      'app.ts',
      'house.ts',
    ],
    stacked: true,
  },
  { name: 'starts', rooms: ['main.ts', 'manage.ts'] },
]

const roomOf = (file: string) => path.relative(src, file).split(path.sep)[0] ?? ''
const placeOf = (room: string) => {
  const floor = floors.findIndex(({ rooms }) => rooms.includes(room))
  return { floor, index: floors[floor]?.rooms.indexOf(room) ?? -1 }
}

const imports = globSync('**/*.ts', { cwd: src }).flatMap((name) => {
  const file = path.join(src, name)
  const targets = readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?'(\.[^']+)'/g)
  return [...targets].map(([, target = '']) => ({
    name,
    from: roomOf(file),
    to: roomOf(path.resolve(path.dirname(file), target)),
  }))
})

test('every room is on a floor', () => {
  expect(imports.length).toBeGreaterThan(100)
  expect([...new Set(imports.flatMap(({ from, to }) => [from, to]))].filter((room) => placeOf(room).floor < 0)).toEqual(
    [],
  )
})

test('imports go down: never up, never to a neighbour', () => {
  const stray = imports.filter(({ from, to }) => {
    const [here, there] = [placeOf(from), placeOf(to)]
    const below =
      there.floor < here.floor ||
      (there.floor === here.floor && floors[here.floor]?.stacked && there.index < here.index)
    return from !== to && !below
  })
  expect(stray).toEqual([])
})

// The frame of the mails is one table that cannot be cut.
const uncut = ['mails/_frame.html.ejs']

test('a source file stays under about 150 lines, a view under 60', () => {
  const long = (pattern: string, root: string, most: number) =>
    globSync(pattern, { cwd: root }).filter(
      (name) => readFileSync(path.join(root, name), 'utf8').split('\n').length > most,
    )
  expect(long('**/*.ts', src, 165)).toEqual([])
  expect(long('**/*.ejs', path.join(src, '../views'), 61)).toEqual(uncut)
})
