import { expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'
import { scan } from '../src/uploads/clamd.ts'
import { openClamd } from './support/clamd.ts'
import { eicar } from './support/corpus.ts'
import { docx, pdf, tags } from './support/files.ts'
import { formData, megabyte, openForm, part } from './support/uploads.ts'

const good = pdf('Bonjour', tags)
const virus = pdf(eicar, tags)
const heavy = Buffer.concat([good, Buffer.alloc(3 * megabyte)])

async function sentTo(clamd: string | undefined, document: Buffer, sheet = good) {
  const { send, onDisk } = await openForm({ clamd })
  const { kept, errors, texts } = await send(
    formData([
      ['document', part('fiche.pdf', document)],
      ['sheet', part('bon.pdf', sheet)],
      ['title', 'Balade'],
    ]),
  )
  expect(texts).toEqual({ title: 'Balade' })
  expect([onDisk().stored.length, onDisk().incoming]).toEqual([kept.length, []])
  return { errors, flags: Object.fromEntries(kept.map(({ field, flags }) => [field, flags])) }
}

const found = { document: 'Le fichier «\u00a0fiche.pdf\u00a0» contient un virus : joignez un autre fichier' }

test.each([
  ['a host and a port', false],
  ['a socket file', true],
])('a virus is refused and deleted, what is clean is kept without a flag: clamd at %s', async (_case, socketFile) => {
  const { address, streams } = await openClamd(eicar, { socketFile })
  expect(await sentTo(address, virus)).toEqual({ errors: found, flags: { sheet: [] } })
  expect(streams).toEqual([virus.length, good.length])

  expect(await sentTo(address, heavy)).toEqual({ errors: {}, flags: { document: [], sheet: [] } })
  expect(streams.slice(2)).toEqual([heavy.length, good.length])
})

const unsure = { errors: {}, flags: { document: ['not-scanned'], sheet: ['not-scanned'] } }

test('without a clamd every file is accepted and flagged', async () => {
  expect(await sentTo(undefined, good)).toEqual(unsure)
})

test('a clamd that is stopped, or hangs up, leaves the files flagged: none passes for clean', async () => {
  const { address, stop } = await openClamd(eicar)
  expect((await sentTo(address, good)).flags).toEqual({ document: [], sheet: [] })
  stop()
  expect(await sentTo(address, virus)).toEqual(unsure)
  expect(await sentTo('/nowhere/clamd.ctl', virus)).toEqual(unsure)
  expect(await sentTo((await openClamd(eicar, { manner: 'hangs up' })).address, virus)).toEqual(unsure)
})

test('a file longer than clamd takes is flagged, a shorter one is not', async () => {
  const { address } = await openClamd(eicar, { most: good.length + 100 })
  expect(await sentTo(address, heavy)).toEqual({ errors: {}, flags: { document: ['not-scanned'], sheet: [] } })
})

test('a clamd that says nothing is left in time', async () => {
  const { address } = await openClamd(eicar, { manner: 'says nothing' })
  expect(await scan(import.meta.filename, address, 50)).toBe('unknown')
  const quick = await openClamd(eicar)
  expect(await scan(import.meta.filename, quick.address, 30_000)).toBe('clean')
})

test.each(['stream: OK', 'stream: OKAY\0', 'xstream: OK\0', 'stream: FOUND', 'UNKNOWN COMMAND\0', '', '\0'])(
  'an answer that is not clamd’s own says nothing: %j',
  async (answer) => {
    const { address } = await openClamd(eicar, { answer })
    expect(await scan(import.meta.filename, address)).toBe('unknown')
  },
)

test('a file that is refused anyway is not sent to clamd', async () => {
  const { address, streams } = await openClamd(eicar)
  const { errors } = await sentTo(address, docx())
  expect(errors.document).toContain('son contenu est d’un autre type')
  expect(streams).toEqual([good.length])
})

test.each(['localhost:3310', '127.0.0.1:3310', '[::1]:3310', 'clamav:3310', '/run/clamav/clamd.ctl'])(
  'CLAMD=%s is an address',
  (CLAMD) => {
    expect(readConfig({ CLAMD }).CLAMD).toBe(CLAMD)
  },
)

test.each(['localhost', 'localhost:0', 'localhost:70000', 'localhost:a', ':3310', 'run/clamd.ctl', 'a b:3310'])(
  'CLAMD=%s stops the start with one clear line',
  (CLAMD) => {
    expect(readConfig({}).CLAMD).toBeUndefined()
    expect(() => readConfig({ CLAMD })).toThrow(/^CLAMD s’écrit hôte:port ou le chemin complet d’un socket[^\n]*$/)
  },
)
