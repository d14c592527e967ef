import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { mailText } from '../src/follow/export-words.ts'
import { type Act, actText } from '../src/journal/words.ts'

const root = path.join(import.meta.dirname, '..')
const read = (name: string) => readFileSync(path.join(root, name), 'utf8')
const sources = globSync('src/**/*.ts', { cwd: root })
const views = globSync('views/**/*.ejs', { cwd: root })

test('no SQL is built from strings', () => {
  const statements = sources.flatMap((name) =>
    [...read(name).matchAll(/\bdb\s*\.(?:prepare|exec)(?:<[^(]*>)?\(\s*(`[^`]*`|'[^']*'|"[^"]*"|[^)\s]+)/g)].map(
      (match) => ({ name, sql: match[1] ?? '' }),
    ),
  )
  expect(statements.length).toBeGreaterThan(50)
  const built = statements.filter(({ sql }) => sql.includes('${') || !/^[`'"]/.test(sql))
  // a migration's file, and the literal removals of an event's children
  expect(built.map(({ name, sql }) => `${name}: ${sql}`)).toEqual([
    'src/events/write.ts: remove',
    'src/db/migrate.ts: readFileSync(file,',
  ])
})

test('views print raw only includes and the helpers that escape', () => {
  const raw = views.flatMap((name) =>
    [...read(name).matchAll(/<%-\s*([\w.]+)\s*\(?/g)].map((match) => ({ name, call: match[1] ?? '' })),
  )
  expect(raw.length).toBeGreaterThan(20)
  const allowed = new Set(['include', 'markdown', 'paragraphs', 'structured', 'linkify', 'unbroken'])
  expect(
    raw.filter(({ name, call }) => !allowed.has(call) && !(name === 'views/mails/_frame.html.ejs' && call === 'body')),
  ).toEqual([])
})

test('no inline style, script or handler in a page', () => {
  const pages = views.filter((name) => !name.startsWith('views/mails/'))
  expect(pages.length).toBeGreaterThan(20)
  expect(pages.filter((name) => /<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/i.test(read(name)))).toEqual([])
})

test('every mail has its three files, and every file is a mail’s', () => {
  const named = [
    ...sources
      .filter((name) => name.endsWith('mails.ts'))
      .map(read)
      .join('\n')
      .matchAll(/^\s+'?([a-z]+(?:-[a-z]+)+)'?:/gm),
  ].map((match) => match[1] ?? '')
  const listed = [...read('src/moderation/mails.ts').matchAll(/'(proposal-[a-z-]+)':/g)].map((match) => match[1] ?? '')
  const mails = [...new Set([...named, ...listed])]
  expect(mails).toContain('proposal-received')

  const files = globSync('views/mails/[!_]*.ejs', { cwd: root })
    .map((name) => path.basename(name))
    .sort()
  expect(files).toEqual(
    mails.flatMap((name) => ['html', 'subject', 'text'].map((part) => `${name}.${part}.ejs`)).sort(),
  )
})

test('mails that are queued have a name that exists', () => {
  const queued = sources.flatMap((name) =>
    [...read(name).matchAll(/queueMail\([^)]*name: ['`]([^'`]+)['`]/g)].map((match) => match[1] ?? ''),
  )
  expect(queued.length).toBeGreaterThan(3)
  const missing = queued.filter(
    (name) => !name.includes('${') && !existsSync(path.join(root, `views/mails/${name}.text.ejs`)),
  )
  expect(missing).toEqual([])
})

test('every mail has words for those who ask what was sent to them', () => {
  const names = globSync('views/mails/*.subject.ejs', { cwd: root }).map((name) => path.basename(name, '.subject.ejs'))
  expect(names.length).toBeGreaterThan(10)
  expect(names.filter((name) => mailText(name) === name)).toEqual([])
})

// The compiler asks for words too (`Act`); this also finds the words that no act needs any more.
test('every act that is noted in the journal has words, and every word an act', () => {
  const texts = sources.filter((name) => !name.startsWith('src/uploads/')).map(read)
  const found = (pattern: RegExp) => texts.flatMap((text) => [...text.matchAll(pattern)]).map(([, said = '']) => said)
  const written = found(/\bnote\(\s*db,[^,]+,[^,]+,([^,]+),[^,)]+[,)]/g)
  expect(written.length).toBe(found(/\bnote\(\s*(db),/g).length)
  // an act that is computed is one of what may be sent, or decided
  const computed = found(/^(?:export )?type (?:Sent|Act) = ('.*)$/gm)
  const noted = [...written, ...computed].flatMap((said) =>
    [...said.replace(/=== '[a-z-]+'/, '').matchAll(/'([a-z-]+)'/g)].map(([, act]) => act as Act),
  )
  expect(noted).toEqual(expect.arrayContaining(['submitted', 'changes-requested', 'occasion-undone']))
  expect(noted.filter((act) => !actText(act))).toEqual([])

  const worded = [...read('src/journal/words.ts').matchAll(/^ {2}'?([a-z-]+)'?: '/gm)].map(([, act]) => act as Act)
  expect(worded.filter((act) => !noted.includes(act))).toEqual([])
})

test('one writer per table', () => {
  const writers = new Map<string, Set<string>>()
  for (const name of sources) {
    for (const match of read(name).matchAll(/\b(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)/g)) {
      const table = match[1] ?? ''
      if (table !== 'SET') writers.set(table, (writers.get(table) ?? new Set()).add(path.dirname(name)))
    }
  }
  expect(writers.size).toBeGreaterThan(10)
  expect([...writers].filter(([, rooms]) => rooms.size > 1)).toEqual([])
})
