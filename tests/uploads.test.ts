import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { json } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { clearIncoming, discardFiles, removeStored, writeDown } from '../src/uploads/keep.ts'
import { visibleName } from '../src/uploads/names.ts'
import type { Question } from '../src/uploads/questions.ts'
import { receivedFiles, receiveFiles } from '../src/uploads/receive.ts'
import { template } from './support/corpus.ts'
import { docx, docxParts, odt, pdf, zip } from './support/files.ts'
import { bytesOf, formData, megabyte, openForm, part } from './support/uploads.ts'

const pdfType = 'application/pdf'
const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const odtType = 'application/vnd.oasis.opendocument.text'

test.each([
  ['fiche REX « été ».pdf', pdf(), pdfType],
  ['Fiche.DOCX', docx(), docxType],
  ['fiche.odt', odt(), odtType],
])('%s is kept under a random name, and keeps its own', async (name, content, type) => {
  const { folder, send, onDisk } = await openForm()

  const { kept, errors } = await send(formData([['document', part(name, content)]]))

  const sha256 = createHash('sha256').update(content).digest('hex')
  expect(errors).toEqual({})
  expect(kept).toMatchObject([{ field: 'document', name, type, size: content.length, sha256 }])
  const { storedAs } = kept[0]!
  expect(storedAs).toMatch(/^[0-9a-f]{32}$/)
  expect(onDisk()).toEqual({ stored: [storedAs], incoming: [] })
  expect(readFileSync(path.join(folder, storedAs))).toEqual(content)
  expect(statSync(path.join(folder, storedAs)).mode & 0o777).toBe(0o600)
})

const [types, rels, main] = docxParts('Bonjour')

test.each([
  ['a chart', docx('x', [{ name: 'word/embeddings/Microsoft_Excel_Worksheet.xlsx', data: 'PK' }])],
  ['a template on the author’s disk', docx('x', [template('file:///C:\\Modeles\\lettre.dotx')])],
  ['a main part numbered by Word on the web', zip([types!, rels!, { ...main!, name: 'word/document2.xml' }])],
])('a DOCX with %s is accepted', async (_case, bytes) => {
  const { send } = await openForm()
  const { kept, errors } = await send(formData([['document', part('fiche.docx', bytes)]]))
  expect([kept.length, errors]).toEqual([1, {}])
})

test('a file too heavy loses neither the texts nor the file that follow it', async () => {
  const { send, onDisk } = await openForm()
  const heavy = part('affiche.pdf', Buffer.concat([pdf(), Buffer.alloc(25 * megabyte)]))

  const { texts, kept, errors } = await send(
    formData([
      ['title', 'Balade'],
      ['document', heavy],
      ['place', 'Évreux'],
      ['sheet', part('bon.pdf', pdf())],
      ['story', 'œuvre '.repeat(10_000)],
    ]),
  )

  expect(texts).toEqual({ title: 'Balade', place: 'Évreux', story: 'œuvre '.repeat(10_000) })
  expect(errors).toEqual({ document: 'Le fichier «\u00a0affiche.pdf\u00a0» doit peser moins de 10 Mo' })
  expect(kept).toMatchObject([{ name: 'bon.pdf' }])
  expect(onDisk()).toEqual({ stored: [kept[0]!.storedAs], incoming: [] })
})

test('past the limit nothing more is written, yet the stream is read to its end', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'uploads-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const sizes: number[] = []
  async function* chunks() {
    for (let n = 0; n < 5; n++) {
      yield Buffer.alloc(40)
      for (const name of readdirSync(folder)) sizes.push(statSync(path.join(folder, name)).size)
    }
  }

  const refuse = (size: number) => (size > 100 ? 'heavy' : undefined)
  expect(await writeDown(Readable.from(chunks()), folder, refuse)).toMatchObject({ size: 200, fault: 'heavy' })
  expect(Math.max(...sizes)).toBe(80)
  expect(readdirSync(folder)).toEqual([])
})

test('a file of exactly the limit is kept', async () => {
  const { send } = await openForm()
  const start = pdf()
  const { kept } = await send(
    formData([['document', part('plein.pdf', Buffer.concat([start, Buffer.alloc(10 * megabyte - start.length)]))]]),
  )
  expect(kept).toMatchObject([{ size: 10 * megabyte }])
})

test('of two files in one field the first is kept and the other is told', async () => {
  const { send, onDisk } = await openForm()
  const { kept, errors, texts } = await send(
    formData([
      ['document', part('un.pdf', pdf('un'))],
      ['document', part('deux.pdf', pdf('deux'))],
      ['title', 'Balade'],
    ]),
  )

  expect(kept).toMatchObject([{ name: 'un.pdf' }])
  expect(errors).toEqual({
    document: 'Vous ne pouvez sélectionner qu’un fichier : seul «\u00a0un.pdf\u00a0» a été gardé',
  })
  expect(texts).toEqual({ title: 'Balade' })
  expect(onDisk()).toEqual({ stored: [kept[0]!.storedAs], incoming: [] })
})

test('a question may have two files, and no more', async () => {
  const { send, onDisk } = await openForm({ questions: [{ field: 'programme', accepts: 'pdf', most: 2 }] })
  const programme = (...names: string[]) =>
    formData(names.map((name): [string, File] => ['programme', part(name, name.endsWith('.pdf') ? pdf(name) : docx())]))

  const two = await send(programme('un.pdf', 'deux.pdf'))
  expect([two.kept.map(({ name }) => name), two.errors]).toEqual([['un.pdf', 'deux.pdf'], {}])

  const three = await send(programme('un.pdf', 'deux.pdf', 'trois.pdf'))
  expect(three.kept.map(({ name }) => name)).toEqual(['un.pdf', 'deux.pdf'])
  expect(three.errors.programme).toBe(
    'Vous ne pouvez sélectionner que 2\u00a0fichiers : seuls «\u00a0un.pdf\u00a0» et «\u00a0deux.pdf\u00a0» ont été gardés',
  )

  const faulty = await send(programme('un.docx', 'deux.docx'))
  expect(faulty.kept).toEqual([])
  expect(faulty.errors.programme).toBe(
    'Le fichier «\u00a0un.docx\u00a0» doit être un PDF. Le fichier «\u00a0deux.docx\u00a0» doit être un PDF',
  )
  expect(onDisk().incoming).toEqual([])
  expect(onDisk().stored).toHaveLength(4)
})

test('a visitor who leaves before the answer leaves nothing behind', async () => {
  const { app, folder, url, onDisk, send } = await openForm()
  const { promise: left, resolve: leave } = Promise.withResolvers<void>()
  const { promise: answered, resolve: answer } = Promise.withResolvers<number>()
  app.post('/slow', receiveFiles({ folder, questions: small }), async (req, res) => {
    const { accepted } = await receivedFiles(req)
    leave()
    await once(res, 'close')
    res.json({})
    answer(accepted.length)
  })
  const { body, headers } = await bytesOf(formData([['document', part('bon.pdf', pdf())]]))
  const { kept } = await send(body, headers)

  const upload = request(`${url}/slow`, { method: 'POST', headers })
  upload.on('error', () => undefined).end(body)
  await left
  expect(onDisk().incoming).toHaveLength(1)
  upload.destroy()

  expect(await answered).toBe(1)
  await expect.poll(onDisk, { timeout: 10_000 }).toMatchObject({ stored: [kept[0]!.storedAs], incoming: [] })
})

test('thirty files nobody asked for are ignored, and so is an input left empty', async () => {
  const { send, onDisk } = await openForm()
  const strangers = Array.from({ length: 30 }, (): [string, File] => ['photo', part('x.pdf', pdf())])
  const data = formData([
    ...strangers,
    ['sheet', part('bon.pdf', pdf())],
    ['document', part('', '')],
    ['title', 'Balade'],
  ])

  const { kept, errors, texts } = await send(data)

  expect(kept).toMatchObject([{ field: 'sheet' }])
  expect([errors, texts]).toEqual([{}, { title: 'Balade' }])
  expect(onDisk()).toEqual({ stored: [kept[0]!.storedAs], incoming: [] })
})

test('a name that climbs and breaks lines is made harmless and stays readable', async () => {
  const { send, onDisk } = await openForm()
  const { kept } = await send(formData([['document', part('../../é "œ\r\n.pdf', pdf())]]))
  expect(kept).toMatchObject([{ name: 'é "œ.pdf' }])
  expect(onDisk().stored).toEqual([kept[0]!.storedAs])
})

test.each([
  ['C:\\Users\\ana\\fiche.pdf', 'fiche.pdf'],
  ['a%22b%0D%0A.pdf', 'a"b.pdf'],
  ['e\u0301te\u0301.pdf', 'été.pdf'],
  ['x\u202egpj.exe', 'xgpj.exe'],
  ['\u2066a\u2069\u0000\u0007\u0085.pdf', 'a.pdf'],
  ['50 % d’été (1) œ & co.pdf', '50 % d’été (1) œ & co.pdf'],
  ['  ..htaccess ', 'htaccess'],
  [`${'é'.repeat(200)}.docx`, `${'é'.repeat(95)}.docx`],
  [`${'a'.repeat(95)}🙂b.pdf`, `${'a'.repeat(95)}.pdf`],
  ['a'.repeat(200), 'a'.repeat(100)],
  ['../..', 'document'],
  ['\r\n', 'document'],
  ['', 'document'],
])('%j is shown as %j', (raw, shown) => {
  expect(visibleName(raw)).toBe(shown)
})

/** A form of two texts and two files, as the bytes a browser sends. */
const bytesOfForm = () =>
  bytesOf(
    formData([
      ['title', 'Balade'],
      ['document', part('fiche.docx', docx('x', [{ name: 'a', data: 'a'.repeat(5000) }]))],
      ['place', 'Évreux'],
      ['sheet', part('bon.pdf', pdf())],
    ]),
  )

test('a form cut anywhere is answered in French and leaves nothing', async () => {
  const { send, onDisk } = await openForm()
  const { body, headers } = await bytesOfForm()
  const whole = await send(body, headers)
  const before = { stored: whole.kept.map((file) => file.storedAs).sort(), incoming: [] }

  for (let cut = 0; cut < body.length - 5; cut += 97) {
    const answer = await send(body.subarray(0, cut), headers)
    expect(answer).toEqual({
      status: 400,
      message: 'Votre envoi s’est interrompu avant la fin : envoyez de nouveau le formulaire.',
    })
    expect({ ...onDisk(), stored: onDisk().stored.sort() }).toEqual(before)
  }
  expect((await send(body, headers)).kept).toHaveLength(2)
})

test('a form with any byte changed is kept or answered, never a crash', async () => {
  const { send, onDisk } = await openForm()
  const { body, headers } = await bytesOfForm()
  let stored = 0

  for (let round = 0; round < 60; round++) {
    const changed = Buffer.from(body)
    changed[(round * 7919) % body.length] = (round * 31) % 256
    const { status, kept = [] } = await send(changed, headers)
    stored += kept.length
    expect([200, 400]).toContain(status)
    expect(onDisk().incoming).toEqual([])
  }
  expect(stored).toBeGreaterThan(30)
  expect(onDisk().stored).toHaveLength(stored)
})

test('a name with a NUL, which no browser sends, is answered and nothing is kept', async () => {
  const { send, onDisk } = await openForm()
  const { body, headers } = await bytesOfForm()
  const named = (name: string) => Buffer.from(body.toString('latin1').replace('fiche.docx', name), 'latin1')

  expect(await send(named('x.php\0.docx'), headers)).toMatchObject({ status: 400 })
  expect(onDisk()).toEqual({ stored: [], incoming: [] })
  expect((await send(named('x.php%00.docx'), headers)).kept).toMatchObject([{ name: 'x.php%00.docx' }, {}])
})

test('a visitor who leaves half-way leaves nothing behind', async () => {
  const { send, url, failures, onDisk } = await openForm()
  const { body, headers } = await bytesOfForm()
  const { kept } = await send(body, headers)

  const upload = request(url, { method: 'POST', headers: { ...headers, 'content-length': body.length } })
  upload.on('error', () => undefined).write(body.subarray(0, 3000))
  await expect.poll(() => onDisk().incoming, { timeout: 10_000 }).toHaveLength(1)
  upload.destroy()
  await expect.poll(() => failures, { timeout: 10_000 }).toMatchObject([{ status: 400 }])

  expect(onDisk().stored.sort()).toEqual(kept.map((file) => file.storedAs).sort())
  expect(onDisk().incoming).toEqual([])
})

test('a length that no answer could have is refused before anything is read', async () => {
  const { send, url, onDisk } = await openForm()
  const { kept } = await send(formData([['document', part('bon.pdf', pdf())]]))

  const headers = { 'content-type': 'multipart/form-data; boundary=x', 'content-length': 54 * megabyte }
  const upload = request(url, { method: 'POST', headers })
  upload.on('error', () => undefined).flushHeaders()
  const [response] = await once(upload, 'response')

  expect(response.statusCode).toBe(413)
  expect((await json(response)) as object).toEqual({
    message: 'Votre envoi dépasse 53 Mo : allégez les fichiers puis envoyez-le de nouveau.',
  })
  expect(onDisk()).toEqual({ stored: [kept[0]!.storedAs], incoming: [] })
  upload.destroy()
})

const small: Question[] = [{ field: 'document', accepts: 'sheet', maxBytes: megabyte / 4 }]
const limit = 1.25 * megabyte

test.each([
  ['in a file', 'name="document"; filename="x.pdf"'],
  ['in a file nobody asked for', 'name="photo"; filename="x.pdf"'],
  ['in a text', 'name="title"'],
  ['in the header', 'nothing'],
])('a request without a length is cut at the limit, without waiting for its end: %s', async (_case, disposition) => {
  const { send, url, onDisk } = await openForm({ questions: small })
  const { kept } = await send(formData([['document', part('bon.pdf', pdf())]]))

  const upload = request(url, { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x' } })
  upload.on('error', () => undefined)
  upload.write(`--x\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`)
  upload.write(Buffer.alloc(limit + 64 * 1024, 'a'))
  const [response] = await once(upload, 'response')

  expect(response).toMatchObject({ statusCode: 413, headers: { connection: 'close' } })
  expect(onDisk()).toEqual({ stored: [kept[0]!.storedAs], incoming: [] })
  upload.destroy()
})

test('a request without a length that fills its answers is read to its end', async () => {
  const { url, onDisk } = await openForm({ questions: small })
  const start = pdf()
  const { body, headers } = await bytesOf(
    formData([
      ['document', part('plein.pdf', Buffer.concat([start, Buffer.alloc(megabyte / 4 - start.length)]))],
      ['story', 'x'.repeat(megabyte)],
    ]),
  )

  const upload = request(url, { method: 'POST', headers })
  upload.write(body.subarray(0, 1000))
  upload.end(body.subarray(1000))
  const [response] = await once(upload, 'response')

  const { texts, kept } = (await json(response)) as { texts: { story: string }; kept: { size: number }[] }
  expect([texts.story.length, kept[0]!.size]).toEqual([megabyte, megabyte / 4])
  expect([onDisk().stored.length, onDisk().incoming]).toEqual([1, []])
})

test('a form without files is left to the other parser', async () => {
  const { send } = await openForm({ questions: small })
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const story = Buffer.from(`story=${'x'.repeat(limit)}`)
  expect(await send(story, headers)).toMatchObject({ status: 200, texts: 'not read', kept: [] })
  expect(await send(formData([['title', 'Balade']]))).toMatchObject({ status: 200, texts: { title: 'Balade' } })
})

test('texts too long, too many or too deep are answered, and names of prototypes are names', async () => {
  const { send } = await openForm()
  const document: [string, File] = ['document', part('bon.pdf', pdf())]
  const many = Array.from({ length: 301 }, (_, n): [string, string] => [`text-${n}`, 'x'])

  const tooLong = 'Vos textes dépassent 1 Mo : raccourcissez-les puis envoyez de nouveau le formulaire.'
  expect(await send(formData([document, ['story', 'x'.repeat(megabyte + 1)]]))).toEqual({
    status: 400,
    message: tooLong,
  })
  const three = ['a', 'b', 'c'].map((name): [string, string] => [name, 'x'.repeat(megabyte / 2)])
  expect(await send(formData([document, ...three]))).toEqual({ status: 400, message: tooLong })
  expect(await send(formData([document, ...three.slice(1)]))).toMatchObject({ status: 200, kept: [{}] })
  expect(await send(formData([document, ...many]))).toMatchObject({ status: 400 })
  expect(await send(formData([document, ['a[b][c][d]', 'x']]))).toMatchObject({ status: 400 })
  expect(await send(formData([document, ['a[999999]', 'x']]))).toMatchObject({ status: 400 })
  expect(await send(formData([document, ['__proto__[x]', 'x'], ['constructor[prototype][x]', 'x']]))).toMatchObject({
    status: 200,
    kept: [{ name: 'bon.pdf' }],
  })
  expect(({} as { x?: string }).x).toBeUndefined()
})

test('a disk that fails is our fault, not the visitor’s', async () => {
  const { send, folder } = await openForm()
  rmSync(path.join(folder, 'incoming'), { recursive: true })
  expect(await send(formData([['document', part('bon.pdf', pdf())]]))).toMatchObject({ status: 500 })

  clearIncoming(folder)
  expect(await send(formData([['document', part('bon.pdf', pdf())]]))).toMatchObject({ status: 200 })
})

test('what a room accepts and does not keep disappears once it has answered', async () => {
  const { send, onDisk } = await openForm()
  const data = () => formData([['document', part('bon.pdf', pdf())]])

  expect(await send(data(), {}, '/forgetful')).toEqual({ status: 200, accepted: 1, incoming: 1 })
  const { kept } = await send(data())
  await expect.poll(onDisk, { timeout: 10_000 }).toEqual({ stored: [kept[0]!.storedAs], incoming: [] })
})

test('stored files are removed by their name alone, and the start sweeps the incoming folder', async () => {
  const { folder, send, onDisk } = await openForm()
  const { kept } = await send(
    formData([
      ['document', part('un.pdf', pdf())],
      ['sheet', part('deux.pdf', pdf())],
    ]),
  )
  const [first, second] = kept.map((file) => file.storedAs) as [string, string]
  const received = (name: string) => {
    const place = path.join(folder, 'incoming', name)
    writeFileSync(place, 'x')
    return { field: 'document', name, type: pdfType, size: 1, sha256: '', path: place }
  }

  await removeStored(folder, first)
  await removeStored(folder, first)
  await expect(removeStored(folder, `../${path.basename(folder)}/${second}`)).rejects.toThrow('stored file')
  expect(onDisk().stored).toEqual([second])

  received('left-by-a-crash')
  await discardFiles([received('refused')])
  expect(onDisk().incoming).toEqual(['left-by-a-crash'])
  clearIncoming(folder)
  expect(onDisk()).toEqual({ stored: [second], incoming: [] })
})
