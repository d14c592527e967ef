import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { openDatabase } from '../src/db/open.ts'

const root = path.join(import.meta.dirname, '..')
const running: ReturnType<typeof spawn>[] = []
afterEach(() => {
  for (const process of running.splice(0)) process.kill('SIGKILL')
})

test('a first start fills the demonstration and prints three addresses; a second keeps what is there; SIGTERM ends it well', async () => {
  const env = { DATA_DIR: newFolder(), PORT: String(await freePort()) }
  const first = run(['src/start.mjs'], env)
  const printed = await first.says(/dix minutes/)
  expect(printed).toContain(`http://localhost:${env.PORT}/\n`)
  expect(printed).toContain('/boite-locale')
  const link = /\/connexion\/[\w-]{22}/.exec(printed)?.[0]

  const answer = (address: string) => fetch(`http://127.0.0.1:${env.PORT}${address}`)
  expect(await (await answer('/')).text()).toContain('Démonstration')
  expect((await answer(link ?? '')).status).toBe(200)
  expect(await (await answer('/readyz')).json()).toMatchObject({ ok: true, database: true })
  first.process.kill('SIGTERM')
  expect(await first.ended).toBe(0)

  const second = run(['src/start.mjs'], env)
  await second.says(/dix minutes/)
  expect(await (await answer('/agenda')).text()).toContain('20\u00a0événements')
})

test('what is private on disk is readable by its owner only', async () => {
  const env = { DATA_DIR: newFolder(), PORT: String(await freePort()) }
  await run(['src/start.mjs'], env).says(/dix minutes/)
  expect(readdirSync(env.DATA_DIR)).toEqual(expect.arrayContaining(['secret', 'documents', 'semaine.sqlite']))
  expect(statSync(path.join(env.DATA_DIR, 'secret')).mode & 0o077).toBe(0)
  expect(statSync(path.join(env.DATA_DIR, 'documents')).mode & 0o077).toBe(0)
})

test('an incomplete production configuration stops the start with one line a value', async () => {
  const started = run(['src/start.mjs'], { DATA_DIR: newFolder(), NODE_ENV: 'production', PORT: 'abc' })
  expect(await started.ended).toBe(1)
  expect(started.output().match(/^Configuration : .+$/gm)).toEqual([
    expect.stringContaining('PORT'),
    expect.stringContaining('BASE_URL'),
    expect.stringContaining('SMTP_URL'),
    expect.stringContaining('MAIL_FROM'),
    expect.stringContaining('COORDINATOR_EMAIL'),
  ])
})

test('production starts empty: the site is being prepared, no demonstration, no local mailbox, no printed link', async () => {
  const env = {
    DATA_DIR: newFolder(),
    PORT: String(await freePort()),
    NODE_ENV: 'production',
    BASE_URL: 'https://semaine.example.org',
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'semaine@example.org',
    COORDINATOR_EMAIL: 'coordination@example.org',
  }
  const printed = await run(['src/start.mjs'], env).says(/Le site/)
  expect(printed).not.toContain('/connexion/')
  const answer = (address: string) => fetch(`http://127.0.0.1:${env.PORT}${address}`)
  expect(await (await answer('/')).text()).toContain('Le site se prépare')
  expect((await answer('/boite-locale')).status).toBe(404)
  expect((await answer('/agenda')).status).toBe(404)
})

test('a database newer than the program is refused and left alone', async () => {
  const folder = newFolder()
  const db = openDatabase(path.join(folder, 'semaine.sqlite'))
  db.pragma('user_version = 9999')
  db.close()
  const started = run(['src/start.mjs'], { DATA_DIR: folder, PORT: String(await freePort()) })
  expect(await started.ended).not.toBe(0)
  expect(started.output()).toContain('plus récente que ce programme')
})

test('the operator adds, lists and disables an access, and prints a sign-in link that the running site takes', async () => {
  const env = { DATA_DIR: newFolder(), PORT: String(await freePort()) }
  await run(['src/start.mjs'], env).says(/dix minutes/)
  const manage = async (...words: string[]) => {
    const command = run(['src/start.mjs', 'manage', ...words], env)
    const code = await command.ended
    return { code, said: command.output() }
  }

  expect(await manage('coordinator', 'add', 'ana@example.org')).toMatchObject({
    code: 0,
    said: expect.stringContaining('Accès ouvert'),
  })
  expect((await manage('coordinator', 'list')).said).toContain('ana@example.org')
  const link = /\/connexion\/[\w-]{22}/.exec((await manage('coordinator', 'link', 'ana@example.org')).said)?.[0] ?? ''
  expect((await fetch(`http://127.0.0.1:${env.PORT}${link}`)).status).toBe(200)
  expect(await manage('coordinator', 'disable', 'ana@example.org')).toMatchObject({ code: 0 })
  expect((await fetch(`http://127.0.0.1:${env.PORT}${link}`)).status).toBe(410)
  expect(await manage('nonsense')).toMatchObject({ code: 1, said: expect.stringContaining('Commande inconnue') })
})

const newFolder = () => mkdtempSync(path.join(os.tmpdir(), 'aser-start-'))

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

function run(args: string[], env: Record<string, string>) {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, args, { cwd: root, env: { PATH, LOG_LEVEL: 'warn', ...env } })
  running.push(child)
  let output = ''
  const heard = new EventTarget()
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk
      heard.dispatchEvent(new Event('output'))
    })
  }
  return {
    process: child,
    output: () => output,
    ended: new Promise<number | null>((resolve) => child.once('close', resolve)),
    /** Everything said so far, once it has said this; throws when it ends before. */
    says: (wanted: RegExp) =>
      new Promise<string>((resolve, reject) => {
        const look = () => wanted.test(output) && resolve(output)
        heard.addEventListener('output', look)
        child.once('close', () => reject(new Error(`ended: ${output}`)))
        look()
      }),
  }
}
