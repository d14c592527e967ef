import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { deflateRawSync } from 'node:zlib'
import express, { type ErrorRequestHandler } from 'express'
import { expect, onTestFinished, test } from 'vitest'
import { clearIncoming, discardFiles, keepFile, removeStored, writeDown } from '../src/uploads/keep.ts'
import { visibleName } from '../src/uploads/names.ts'
import { type ReceivedFile, receivedFiles, receiveFiles } from '../src/uploads/receive.ts'
import { docm, docx, docxParts, odt, odtParts, pdf, zip } from './support/files.ts'

const megabyte = 1024 * 1024
const pdfType = 'application/pdf'
const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const odtType = 'application/vnd.oasis.opendocument.text'

type Kept = ReceivedFile & { storedAs: string }
type Answer = { texts: Record<string, unknown>; kept: Kept[]; errors: Record<string, string>; message?: string }

/** A form with two file fields, `document` and `sheet`, in an application made for this tool alone. */
async function form({ maxRequestBytes = 32 * megabyte } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'uploads-'))
  const failures: { status?: number; message: string }[] = []
  const app = express()

  const receive = receiveFiles({ folder, fields: ['document', 'sheet'], maxRequestBytes })
  app.post('/', receive, async (req, res) => {
    const { accepted, errors } = await receivedFiles(req)
    const kept: Kept[] = []
    for (const file of accepted) kept.push({ ...file, storedAs: await keepFile(file, folder) })
    res.json({ texts: req.body ?? 'not read', kept, errors })
  })
  app.post('/forgetful', receive, async (req, res) => {
    res.json({ accepted: (await receivedFiles(req)).accepted.length, incoming: onDisk().incoming.length })
  })
  app.use(((error, _req, res, _next) => {
    failures.push(error)
    res.status(error.status ?? 500).json({ message: error.message })
  }) satisfies ErrorRequestHandler)

  const server = app.listen(0)
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
    rmSync(folder, { recursive: true })
  })

  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const onDisk = () => ({
    stored: readdirSync(folder).filter((name) => name !== 'incoming'),
    incoming: readdirSync(path.join(folder, 'incoming')),
  })
  const send = async (body: FormData | Buffer, headers: Record<string, string> = {}, place = '/') => {
    const sent = body instanceof FormData ? body : new Uint8Array(body)
    const response = await fetch(url + place, { method: 'POST', body: sent, headers })
    return { status: response.status, ...((await response.json()) as Answer) }
  }
  return { folder, url, failures, onDisk, send }
}

const part = (name: string, content: Buffer | string) => new File([new Uint8Array(Buffer.from(content))], name)

function fields(entries: [string, string | File][]) {
  const data = new FormData()
  for (const [name, value] of entries) typeof value === 'string' ? data.append(name, value) : data.append(name, value)
  return data
}

/** Sends a faulty `document` beside a good `sheet`: the message is the given one, and only the good file remains. */
async function expectRefused(file: File, message: string) {
  const { send, onDisk } = await form()
  const answer = await send(
    fields([
      ['document', file],
      ['sheet', part('bon.pdf', pdf())],
      ['title', 'Balade'],
    ]),
  )

  expect(answer).toMatchObject({ status: 200, texts: { title: 'Balade' }, errors: { document: message } })
  expect(answer.kept).toMatchObject([{ field: 'sheet', name: 'bon.pdf' }])
  expect(onDisk()).toEqual({ stored: [answer.kept[0]!.storedAs], incoming: [] })
  expect(message).not.toMatch(/invalide|veuillez|erreur|interdit|oups/i)
}

test.each([
  ['fiche REX « été ».pdf', pdf(), pdfType],
  ['Fiche.DOCX', docx(), docxType],
  ['fiche.odt', odt(), odtType],
])('%s is kept under a random name, and keeps its own', async (name, content, type) => {
  const { folder, send, onDisk } = await form()

  const { kept, errors } = await send(fields([['document', part(name, content)]]))

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
const [mimetype, manifest, content] = odtParts('Bonjour')
const zeros = (size: number) => ({ data: deflateRawSync(Buffer.alloc(size)), method: 8, size })
const ole = (stream: string) =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), Buffer.from(stream, 'utf16le')])
const template = (target: string) => ({
  name: 'word/_rels/settings.xml.rels',
  data: `<Relationships><Relationship Type="http://x/attachedTemplate" Target="${target}" TargetMode="External"/></Relationships>`,
})
const spreadsheet = { ...types!, data: String(types!.data).replace('wordprocessingml.document', 'spreadsheetml.sheet') }
const bomb = { name: 'x', data: Buffer.alloc(2 * megabyte), method: 8, size: 150 * megabyte }
const deflated = { ...mimetype!, data: deflateRawSync(odtType), method: 8, size: odtType.length }
const encryptedManifest = { name: 'META-INF/manifest.xml', data: '<manifest:encryption-data/>' }

const format = 'doit être un PDF, un DOCX ou un ODT'
const otherContent = `${format} : son contenu est d’un autre type`
const oldWord = `${format} : enregistrez ce document Word en .docx ou en PDF`
const password = 'est protégé par un mot de passe : retirez le mot de passe puis joignez-le de nouveau'
const docxMacros = 'contient des macros : enregistrez-le en .docx sans macros'
const odtMacros = 'contient des macros : enregistrez-le en .odt sans macros'
const huge = 'est trop lourd une fois ouvert : allégez-le ou enregistrez-le en PDF puis joignez-le de nouveau'
const damaged = 'est incomplet ou abîmé : ouvrez-le, enregistrez-le de nouveau puis joignez-le'
const archive = 'contient un dossier compressé : retirez-le puis joignez de nouveau le document'
const remote = 'dépend d’un modèle placé sur un autre ordinateur : enregistrez-le en PDF puis joignez-le de nouveau'

test.each<[string, string, Buffer | string, string]>([
  ['an empty file', 'vide.pdf', '', 'est vide'],
  ['an image', 'photo.jpg', Buffer.from('ffd8ffe0', 'hex'), format],
  ['a double extension', 'x.pdf.exe', pdf(), format],
  ['no stem', '..pdf', pdf(), format],
  ['HTML named PDF', 'page.pdf', '<!doctype html><p>Bonjour', otherContent],
  ['a PDF after something else', 'page.pdf', `<p>${pdf()}`, otherContent],
  ['a DOCX named PDF', 'fiche.pdf', docx(), otherContent],
  ['an ODT named DOCX', 'fiche.docx', odt(), otherContent],
  ['a truncated PDF', 'coupé.pdf', pdf().subarray(0, 300), damaged],
  ['an encrypted PDF', 'secret.pdf', pdf('x', { trailer: '/Encrypt 6 0 R' }), password],
  ['a .docm', 'fiche.docm', docm(), docxMacros],
  ['a .docm renamed', 'fiche.docx', docm(), docxMacros],
  ['a DOCX with macros slipped in', 'fiche.docx', docx('x', [{ name: 'word/vbaProject.bin' }]), docxMacros],
  ['a spreadsheet dressed as a DOCX', 'fiche.docx', zip([spreadsheet, rels!, main!]), otherContent],
  ['a .docm without its macros', 'fiche.docx', zip(docxParts('x', 'docm')), docxMacros],
  ['an old Word document', 'fiche.doc', ole('WordDocument'), oldWord],
  ['an old Word document renamed', 'fiche.docx', ole('WordDocument'), oldWord],
  ['an encrypted DOCX', 'fiche.docx', ole('EncryptedPackage'), password],
  ['words of OLE in another file', 'fiche.docx', Buffer.from('EncryptedPackage', 'utf16le'), otherContent],
  ['another OLE container', 'fiche.docx', ole('Workbook'), otherContent],
  ['a DOCX without content types', 'fiche.docx', zip([rels!, main!]), otherContent],
  ['a DOCX without a document', 'fiche.docx', zip([types!, rels!]), otherContent],
  ['a nested archive', 'fiche.docx', docx('x', [{ name: 'word/embeddings/tout.zip' }]), archive],
  ['a template elsewhere', 'fiche.docx', docx('x', [template('https://example.org/x.dotm')]), remote],
  ['a template on a share', 'fiche.docx', docx('x', [template('file:///\\\\serveur\\x.dotx')]), remote],
  [
    'an encrypted entry',
    'fiche.docx',
    docx('x', [{ name: 'a.xml', flags: 1, data: 'a'.repeat(12), size: 0 }]),
    password,
  ],
  ['2,001 entries', 'fiche.docx', zip(Array.from({ length: 2001 }, (_, n) => ({ name: `${n}` }))), huge],
  ['150 MB in 2', 'fiche.docx', docx('x', [bomb]), huge],
  ['10 MB of zeros', 'fiche.docx', docx('x', [{ name: 'zeros', ...zeros(10 * megabyte) }]), huge],
  ['a lying size', 'fiche.docx', docx('x', [{ ...template('x'), ...zeros(megabyte), size: 100 }]), damaged],
  ['entries that overlap', 'fiche.docx', overlapping(), huge],
  ['a name that climbs', 'fiche.docx', docx('x', [{ name: '../../x' }]), damaged],
  ['an absolute name', 'fiche.docx', docx('x', [{ name: '/etc/x' }]), damaged],
  ['a symbolic link', 'fiche.docx', docx('x', [{ name: 'x', mode: 0o120777 }]), damaged],
  ['the same name twice', 'fiche.docx', docx('x', [main!]), damaged],
  ['a truncated zip', 'fiche.docx', docx().subarray(0, -30), damaged],
  ['an offset beyond what a number holds', 'fiche.docx', zip64(docx()), damaged],
  ['an ODT whose type comes second', 'fiche.odt', zip([manifest!, mimetype!, content!]), otherContent],
  ['an ODT whose type is deflated', 'fiche.odt', zip([deflated, manifest!, content!]), otherContent],
  [
    'a spreadsheet',
    'fiche.odt',
    zip([{ name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet' }]),
    otherContent,
  ],
  ['an ODT with Basic', 'fiche.odt', odt('x', [{ name: 'Basic/Standard/Module1.xml' }]), odtMacros],
  ['an ODT with Scripts', 'fiche.odt', odt('x', [{ name: 'Scripts/python/x.py' }]), odtMacros],
  ['an encrypted ODT', 'fiche.odt', zip([mimetype!, encryptedManifest, content!]), password],
  ['an ODT encrypted whole', 'fiche.odt', zip([mimetype!, { name: 'encrypted-package' }]), password],
  ['an ODT without content', 'fiche.odt', zip([mimetype!, manifest!]), damaged],
])('%s is refused', async (_case, name, bytes, reason) => {
  await expectRefused(part(name, bytes), `Le fichier «\u00a0${visibleName(name)}\u00a0» ${reason}`)
})

function overlapping() {
  const bytes = docx('x', [
    { name: 'a', data: 'a'.repeat(1000) },
    { name: 'b', data: 'b' },
  ])
  const directory = bytes.lastIndexOf('PK\x01\x02')
  bytes.writeUInt32LE(3000, directory + 20)
  bytes.writeUInt32LE(3000, directory + 24)
  return bytes
}

function zip64(bytes: Buffer) {
  const locator = Buffer.alloc(20)
  locator.write('PK\x06\x07')
  locator.writeBigUInt64LE(2n ** 60n, 8)
  return Buffer.concat([bytes.subarray(0, -22), locator, bytes.subarray(-22)])
}

test.each([
  ['a chart', docx('x', [{ name: 'word/embeddings/Microsoft_Excel_Worksheet.xlsx', data: 'PK' }])],
  ['a template on the author’s disk', docx('x', [template('file:///C:\\Modeles\\lettre.dotx')])],
  ['a main part numbered by Word on the web', zip([types!, rels!, { ...main!, name: 'word/document2.xml' }])],
])('a DOCX with %s is accepted', async (_case, bytes) => {
  const { send } = await form()
  const { kept, errors } = await send(fields([['document', part('fiche.docx', bytes)]]))
  expect([kept.length, errors]).toEqual([1, {}])
})

test('a file too heavy loses neither the texts nor the file that follow it', async () => {
  const { send, onDisk } = await form()
  const heavy = part('affiche.pdf', Buffer.concat([pdf(), Buffer.alloc(11 * megabyte)]))

  const { texts, kept, errors } = await send(
    fields([
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

  expect(await writeDown(Readable.from(chunks()), folder, 100)).toMatchObject({ size: 200, tooLarge: true })
  expect(Math.max(...sizes)).toBe(80)
  expect(readdirSync(folder)).toEqual([])
})

test('a file of exactly the limit is kept', async () => {
  const { send } = await form()
  const start = pdf()
  const { kept } = await send(
    fields([['document', part('plein.pdf', Buffer.concat([start, Buffer.alloc(10 * megabyte - start.length)]))]]),
  )
  expect(kept).toMatchObject([{ size: 10 * megabyte }])
})

test('of two files in one field the first is kept and the other is told', async () => {
  const { send, onDisk } = await form()
  const { kept, errors, texts } = await send(
    fields([
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

test('thirty files nobody asked for are ignored, and so is an input left empty', async () => {
  const { send, onDisk } = await form()
  const strangers = Array.from({ length: 30 }, (): [string, File] => ['photo', part('x.pdf', pdf())])
  const data = fields([
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
  const { send, onDisk } = await form()
  const { kept } = await send(fields([['document', part('../../é "œ\r\n.pdf', pdf())]]))
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
async function bytesOfForm() {
  const data = fields([
    ['title', 'Balade'],
    ['document', part('fiche.docx', docx('x', [{ name: 'a', data: 'a'.repeat(5000) }]))],
    ['place', 'Évreux'],
    ['sheet', part('bon.pdf', pdf())],
  ])
  const response = new Response(data)
  const type = response.headers.get('content-type')!
  return { body: Buffer.from(await response.arrayBuffer()), headers: { 'content-type': type } }
}

test('a form cut anywhere is answered in French and leaves nothing', async () => {
  const { send, onDisk } = await form()
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
  const { send, onDisk } = await form()
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

test('a visitor who leaves half-way leaves nothing behind', async () => {
  const { send, url, failures, onDisk } = await form()
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

test('a request over 32 MB is refused', async () => {
  const { send, onDisk } = await form()
  const { kept } = await send(fields([['document', part('bon.pdf', pdf())]]))
  const three = ['document', 'sheet', 'photo'].map((name): [string, File] => [
    name,
    part('x.pdf', Buffer.alloc(11 * megabyte)),
  ])

  expect(await send(fields(three))).toEqual({
    status: 413,
    message: 'Votre envoi dépasse 32 Mo : allégez les fichiers puis envoyez-le de nouveau.',
  })
  expect(onDisk()).toEqual({ stored: [kept[0]!.storedAs], incoming: [] })
})

test('a length over the limit is answered before anything is read', async () => {
  const { url, onDisk } = await form()
  const headers = { 'content-type': 'multipart/form-data; boundary=x', 'content-length': 33 * megabyte }
  const upload = request(url, { method: 'POST', headers })
  upload.on('error', () => undefined).flushHeaders()
  const [response] = await once(upload, 'response')
  expect(response.statusCode).toBe(413)
  expect(onDisk()).toEqual({ stored: [], incoming: [] })
  upload.destroy()
})

test.each([
  ['in a file', 'name="document"; filename="x.pdf"'],
  ['in a text', 'name="title"'],
  ['in the header', 'nothing'],
])('a request without a length is cut at the limit, without waiting for its end: %s', async (_case, disposition) => {
  const { send, url, onDisk } = await form({ maxRequestBytes: megabyte / 2 })
  const { kept } = await send(fields([['document', part('bon.pdf', pdf())]]))

  const upload = request(url, { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x' } })
  upload.on('error', () => undefined)
  upload.write(`--x\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`)
  upload.write(Buffer.alloc(megabyte / 2, 'a'))
  const [response] = await once(upload, 'response')

  expect(response).toMatchObject({ statusCode: 413, headers: { connection: 'close' } })
  expect(onDisk()).toEqual({ stored: [kept[0]!.storedAs], incoming: [] })
  upload.destroy()
})

test('a form without files is left to the other parser', async () => {
  const { send } = await form({ maxRequestBytes: megabyte })
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const story = Buffer.from(`story=${'x'.repeat(megabyte)}`)
  expect(await send(story, headers)).toMatchObject({ status: 200, texts: 'not read', kept: [] })
  expect(await send(fields([['title', 'Balade']]))).toMatchObject({ status: 200, texts: { title: 'Balade' } })
})

test('texts too long, too many or too deep are answered, and names of prototypes are names', async () => {
  const { send } = await form()
  const document: [string, File] = ['document', part('bon.pdf', pdf())]
  const many = Array.from({ length: 301 }, (_, n): [string, string] => [`text-${n}`, 'x'])

  expect(await send(fields([document, ['story', 'x'.repeat(megabyte + 1)]]))).toEqual({
    status: 400,
    message: 'Un des textes dépasse 1 Mo : raccourcissez-le puis envoyez de nouveau le formulaire.',
  })
  expect(await send(fields([document, ...many]))).toMatchObject({ status: 400 })
  expect(await send(fields([document, ['a[b][c][d]', 'x']]))).toMatchObject({ status: 400 })
  expect(await send(fields([document, ['a[999999]', 'x']]))).toMatchObject({ status: 400 })
  expect(await send(fields([document, ['__proto__[x]', 'x'], ['constructor[prototype][x]', 'x']]))).toMatchObject({
    status: 200,
    kept: [{ name: 'bon.pdf' }],
  })
  expect(({} as { x?: string }).x).toBeUndefined()
})

test('a disk that fails is our fault, not the visitor’s', async () => {
  const { send, folder } = await form()
  rmSync(path.join(folder, 'incoming'), { recursive: true })
  expect(await send(fields([['document', part('bon.pdf', pdf())]]))).toMatchObject({ status: 500 })

  clearIncoming(folder)
  expect(await send(fields([['document', part('bon.pdf', pdf())]]))).toMatchObject({ status: 200 })
})

test('what a room accepts and does not keep disappears once it has answered', async () => {
  const { send, onDisk } = await form()
  const data = () => fields([['document', part('bon.pdf', pdf())]])

  expect(await send(data(), {}, '/forgetful')).toEqual({ status: 200, accepted: 1, incoming: 1 })
  const { kept } = await send(data())
  await expect.poll(onDisk, { timeout: 10_000 }).toEqual({ stored: [kept[0]!.storedAs], incoming: [] })
})

test('stored files are removed by their name alone, and the start sweeps the incoming folder', async () => {
  const { folder, send, onDisk } = await form()
  const { kept } = await send(
    fields([
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
