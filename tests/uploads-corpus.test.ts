import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { visibleName } from '../src/uploads/names.ts'
import { packedObjects } from '../src/uploads/pdf-objects.ts'
import { openClamd } from './support/clamd.ts'
import { corpus, eicar, type Hostile } from './support/corpus.ts'
import { pdf, tags } from './support/files.ts'
import { completeForm } from './support/forms.ts'
import { messagesOf } from './support/send.ts'
import { openSite } from './support/site.ts'
import { formData, openForm, part } from './support/uploads.ts'

const hostiles = await corpus()
const good = pdf('Bonjour', tags)

/** « Le fichier « x » … », or « L’image « x » … ». */
const sentence = ({ name, says = '' }: Hostile) => {
  const subject = /^(?:dépasse 40|est incomplète)/.test(says) ? 'L’image' : 'Le fichier'
  return `${subject} «\u00a0${visibleName(name)}\u00a0» ${says}`
}

test('the corpus has several files of every kind of harm', () => {
  const refused = hostiles.filter(({ says }) => says)
  const count = (accepts: string, list: Hostile[]) => list.filter((one) => one.accepts === accepts).length
  expect(hostiles.length).toBeGreaterThan(100)
  expect(['sheet', 'image', 'table'].map((accepts) => count(accepts, refused) >= 20)).toEqual([true, true, true])
  expect(count('sheet', hostiles) - count('sheet', refused)).toBeGreaterThan(40)
  for (const { says = '' } of hostiles) expect(says).not.toMatch(/invalide|veuillez|erreur|interdit|oups/i)
})

test('each hostile file is refused by name or flagged, beside a good one that is kept', async () => {
  const { address } = await openClamd(eicar)
  const form = async (accepts: Hostile['accepts']) => ({
    accepts,
    ...(await openForm({
      clamd: address,
      questions: [
        { field: 'document', accepts },
        { field: 'good', accepts: 'sheet' },
      ],
    })),
  })
  const forms = await Promise.all((['sheet', 'pdf', 'image', 'table'] as const).map(form))

  for (const hostile of hostiles) {
    const { send, onDisk } = forms.find(({ accepts }) => accepts === hostile.accepts)!
    const before = onDisk().stored.length
    const { status, texts, kept, errors } = await send(
      formData([
        ['document', part(hostile.name, hostile.bytes)],
        ['good', part('bon.pdf', good)],
        ['title', 'Balade'],
      ]),
    )

    const [bad, ...rest] = kept.filter(({ field }) => field === 'document')
    expect({ what: hostile.what, status, texts, errors, flags: bad?.flags, rest }).toEqual({
      what: hostile.what,
      status: 200,
      texts: { title: 'Balade' },
      errors: hostile.says ? { document: sentence(hostile) } : {},
      flags: hostile.flags,
      rest: [],
    })
    expect(kept.filter(({ field }) => field === 'good')).toMatchObject([{ name: 'bon.pdf', flags: [] }])
    expect([hostile.what, onDisk().stored.length - before, onDisk().incoming]).toEqual([hostile.what, kept.length, []])
  }
  for (const { images } of forms) expect(readdirSync(images)).toEqual([])
})

test('a run of millions of signs is read through by an engine that optimizes nothing any more', async () => {
  // V8 does so in a process that has compiled many expressions: a loop then stacks each of its steps
  const script = `
    import { objectsOf, packedObjects } from './src/uploads/pdf-objects.ts'
    const [many, left] = [12_000_000, 1e9]
    const runs = ['a', '/', '%', ' ', '(', '<', '%\\n'].map((sign) => '9 0 obj ' + sign.repeat(many) + ' endobj')
    const packed = (header) => [...packedObjects(header + '/A', header.length, { left })]
    console.log(JSON.stringify([
      runs.map((text) => [...objectsOf(text, { left })].map(({ tokens }) => tokens.length)),
      packed('1'.repeat(many)),
      packed('1' + ' '.repeat(many) + '0'),
    ]))
  `
  const flags = ['--no-regexp-optimization', '--input-type=module', '--eval', script]
  const { stdout } = await promisify(execFile)(process.execPath, flags, { cwd: path.join(import.meta.dirname, '..') })
  expect(JSON.parse(stdout)).toEqual([[[1], [1], [0], [1], [1], [200_001], [1]], [], [{ number: 1, tokens: ['/A'] }]])
})

test('what a packed header pairs is what a reader pairs', () => {
  const pairsIn = (header: string) =>
    [...packedObjects(`${header}/A /B /C`, header.length, { left: 1e6 })].map(({ number, tokens }) => [
      number,
      ...tokens,
    ])
  expect(pairsIn('1 0 2 3 ')).toEqual([
    [1, '/A'],
    [2, '/B'],
  ])
  expect(pairsIn('1\0\u00a0\n0')).toEqual([[1, '/A']])
  expect(pairsIn('7 %1 6\n')).toEqual([[1, '/C']])
  expect(pairsIn('7x8 0 9')).toEqual([[8, '/A']])
  expect(pairsIn(' 0012 3 4')).toEqual([[12, '/B']])
  expect(pairsIn('1')).toEqual([])
  expect(pairsIn('')).toEqual([])
})

const questions = { sheet: 'fiche_rex', pdf: 'programme', image: 'visuel' }

test('the site’s own form refuses or flags them, keeps the texts and the good file, and goes on', async () => {
  const { address } = await openClamd(eicar)
  const site = openSite({ env: { CLAMD: address } })
  const list = (folder: string) => readdirSync(path.join(site.config.DATA_DIR, folder))
  const stored = () => list('documents').filter((name) => name !== 'incoming').length
  const lastFlags = site.db.prepare<[string], string>(
    'SELECT flags FROM documents WHERE field = ? ORDER BY id DESC LIMIT 1',
  )

  for (const hostile of hostiles) {
    if (hostile.accepts === 'table') continue
    const before = stored()
    const field = questions[hostile.accepts]
    const answer = await site.visitor.submit(
      '/proposer/evenement',
      { ...completeForm, titre: '' },
      { [field]: [hostile.name, hostile.bytes], carte_blanche: ['bon.pdf', good] },
    )

    expect([hostile.what, answer.status, stored() - before]).toEqual([hostile.what, 422, hostile.says ? 1 : 2])
    if (hostile.says) expect(messagesOf(answer.text).map(plain)).toContain(plain(sentence(hostile)))
    // that it may be one of our sheets is another matter: our-sheets.test.ts
    else expect(flagsIn(lastFlags.pluck().get(field))).toEqual(hostile.flags)
    expect(answer.text).toContain(completeForm.lieu)
    expect(answer.text).toContain('bon.pdf')
    expect(list('documents/incoming')).toEqual([])
  }
  expect(list('images')).toEqual([])
  await site.visitor.get('/healthz').expect(200)
})

const flagsIn = (json = '[]') => (JSON.parse(json) as string[]).filter((flag) => flag !== 'maybe-private')

/** Pages set their own no-break spaces. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ')
