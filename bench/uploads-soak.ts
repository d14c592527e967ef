import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import sharp from 'sharp'
import { docx, pdf } from '../tests/support/files.ts'
import { completeForm } from '../tests/support/forms.ts'
import { baseUrl, openSite } from '../tests/support/site.ts'

// A thousand damaged forms, then bodies that never end: the site goes on, keeps no file, no descriptor, no memory.

type Server = { port: number; pid: number; incoming: string }
type Sending = { body: Buffer; type: string; leave?: boolean }

const megabyte = 1024 * 1024
const rounds = 1000
const endless = 5 * 1024 * megabyte
const mostGrowth = 50 * megabyte
const places = [
  ...['name="fiche_rex"; filename="x.pdf"', 'name="visuel"; filename="x.jpg"', 'name="photo"; filename="x.pdf"'],
  ...['name="titre"', 'x'],
]

if (process.send) await serve()
else if (process.platform === 'linux') await soak()
else process.stdout.write('uploads: this soak reads /proc and runs on Linux only\n')

/** In a process of its own, so that its memory and its descriptors are only the site's. */
async function serve() {
  const { app, folder } = openSite()
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  process.send?.({ port, pid: process.pid, incoming: path.join(folder, 'incoming') } satisfies Server)
}

async function soak() {
  const child = fork(import.meta.filename)
  try {
    const [server] = (await once(child, 'message')) as [Server]
    const whole = await wholeForm()
    for (let round = 0; round < 50; round++) expectStatus(await send(server, whole), [422])
    await damagedForms(server, whole)
    await endlessForms(server)
    expectStatus(await send(server, whole), [422])
  } finally {
    child.kill()
  }
}

async function damagedForms(server: Server, whole: Sending) {
  const before = descriptors(server)
  const random = randomFrom(20230522)
  const answers: Record<string, number> = {}

  for (let round = 0; round < rounds; round++) {
    const status = await send(server, damaged(whole, random))
    if (status) expectStatus(status, [400, 422])
    answers[status ?? 'left'] = (answers[status ?? 'left'] ?? 0) + 1
  }

  await emptied(server, 2000)
  // The connections that visitors left close in their own time.
  for (let tries = 0; descriptors(server) > before && tries < 200; tries++) await wait(10)
  const after = descriptors(server)
  if (after > before) throw new Error(`${after - before} descriptors leaked`)
  const told = Object.entries(answers).map(([status, count]) => `${status} × ${count}`)
  process.stdout.write(`${rounds} damaged forms: ${told.join(', ')}; 0 files left, ${before} → ${after} descriptors\n`)
}

/** Cut, changed in up to twenty places, or left half-way. */
function damaged({ body, type }: Sending, random: (below: number) => number): Sending {
  const way = random(3)
  if (way === 0) return { body: body.subarray(0, random(body.length)), type }
  if (way === 1) return { body: body.subarray(0, random(body.length)), type, leave: true }

  const changed = Buffer.from(body)
  for (let place = random(20); place >= 0; place--) changed[random(changed.length)] = random(256)
  return { body: changed, type }
}

/** A body is cut long before its end: as many as it takes to have really sent them all. */
async function endlessForms(server: Server) {
  const start = memory(server)
  let [bodies, received, most, peak] = [0, 0, 0, start]

  for (; received < endless; bodies++) {
    const before = memory(server)
    const watch = setInterval(() => {
      peak = Math.max(peak, memory(server))
      most = Math.max(most, memory(server) - before)
    }, 10)
    const { status, sent } = await sendWithoutEnd(server, places[bodies % places.length] ?? '')
    // Who does not stop to read may lose the answer when the site hangs up.
    if (status) expectStatus(status, [413])
    received += sent
    await emptied(server, 1000)
    clearInterval(watch)
  }

  process.stdout.write(
    `${bodies} bodies of 5 GB without a length, ${inMegabytes(received)} really sent: ` +
      `memory +${inMegabytes(most)} at most with one, +${inMegabytes(peak - start)} with all\n`,
  )
  if (most > mostGrowth || peak - start > 2 * mostGrowth) throw new Error('memory grew')
}

function inMegabytes(bytes: number) {
  return `${Math.round(bytes / megabyte)} MB`
}

/** Sends until the site hangs up, whatever it answers. */
async function sendWithoutEnd({ port }: Server, disposition: string) {
  const headers = { 'content-type': 'multipart/form-data; boundary=x', origin: baseUrl }
  const upload = request({ port, path: '/proposer/evenement', method: 'POST', agent: false, headers })
  const closed = new Promise((resolve) => upload.once('close', resolve))
  let status = 0
  upload.on('error', () => undefined)
  upload.on('response', (response) => {
    status = response.statusCode ?? 0
    response.resume()
  })

  upload.write(`--x\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`)
  const piece = Buffer.alloc(64 * 1024, 'a')
  let sent = 0
  for (; sent < endless && !upload.destroyed; sent += piece.length)
    if (!upload.write(piece)) await Promise.race([new Promise((resolve) => upload.once('drain', resolve)), closed])
  await closed
  return { status, sent }
}

/** The status of the answer; nothing when the visitor leaves before it. */
async function send({ port }: Server, { body, type, leave = false }: Sending) {
  const headers = { 'content-type': type, 'content-length': body.length + (leave ? 1000 : 0), origin: baseUrl }
  const upload = request({ port, path: '/proposer/evenement', method: 'POST', agent: false, headers })
  upload.on('error', () => undefined)
  if (leave) {
    await new Promise((resolve) => upload.write(body, resolve))
    upload.destroy()
    return
  }
  upload.end(body)
  const [response] = await once(upload, 'response')
  response.resume()
  await once(response, 'end')
  return Number(response.statusCode)
}

/** A form with a file of every kind, and a title missing: it always comes back. */
async function wholeForm(): Promise<Sending> {
  const image = sharp({ create: { width: 60, height: 40, channels: 3, background: '#37a' } })
  const data = new FormData()
  for (const [name, value] of Object.entries({ ...completeForm, titre: '' }))
    for (const one of [value].flat()) data.append(name, one)
  data.append('fiche_rex', new File([new Uint8Array(pdf())], 'fiche.pdf'))
  data.append('carte_blanche', new File([new Uint8Array(docx())], 'carte.docx'))
  data.append('programme', new File([new Uint8Array(pdf())], 'programme.pdf'))
  data.append('visuel', new File([new Uint8Array(await image.jpeg().toBuffer())], 'photo.jpg'))
  const response = new Response(data)
  return { body: Buffer.from(await response.arrayBuffer()), type: response.headers.get('content-type') ?? '' }
}

async function emptied({ incoming }: Server, withinMs: number) {
  for (const end = performance.now() + withinMs; readdirSync(incoming).length > 0; await wait(10))
    if (performance.now() > end) throw new Error(`${readdirSync(incoming).length} files left`)
}

function expectStatus(status: number | undefined, expected: number[]) {
  if (!status || !expected.includes(status)) throw new Error(`answered ${status}, not ${expected.join(' or ')}`)
}

function descriptors({ pid }: Server) {
  return readdirSync(`/proc/${pid}/fd`).length
}

function memory({ pid }: Server) {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024
}

/** The same numbers at each run. */
function randomFrom(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
