import { execFile } from 'node:child_process'
import path from 'node:path'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { createTransport } from '../src/mail/transport.ts'
import { createPostman } from '../src/mail/worker.ts'
import { mailsOf } from '../src/mails.ts'
import { smtpServer } from './post-office.ts'
import { docx, pdf } from './support/files.ts'
import { propose } from './support/send.ts'
import { openSite, secret } from './support/site.ts'

test('with the mail server down a proposition is taken all the same, and its mails arrive once when the server is back', async () => {
  const { port, close } = await smtpServer()
  await close()
  const site = openSite({ env: { SMTP_URL: `smtp://127.0.0.1:${port}` } })
  const { db, config, folder } = site
  let now = Temporal.Now.instant()
  const transport = createTransport(config)
  const postman = createPostman({
    db,
    clock: { now: () => now },
    transport,
    mails: mailsOf({ db, clock: site.clock, secret, baseUrl: config.baseUrl, folder }),
    from: { name: 'Semaine ASER', address: config.MAIL_FROM },
    replyTo: config.MAIL_FROM,
    log: pino({ level: 'silent' }),
  })

  const follow = await propose(
    site,
    { accord: 'oui' },
    { fiche_rex: ['fiche d’été.pdf', pdf()], carte_blanche: ['carte.docx', docx()] },
  )
  await site.visitor.get(follow).expect(200)
  expect(await postman.deliver()).toBe(0)

  const back = await smtpServer({ port })
  expect(await postman.deliver()).toBe(0)
  now = now.add({ hours: 1 })
  expect(await postman.deliver()).toBe(2)
  now = now.add({ hours: 24 })
  expect(await postman.deliver()).toBe(0)

  const [received, told] = await back.parsed()
  expect(back.received.map(({ to }) => to)).toEqual([['camille@example.org'], ['coordination@example.org']])
  expect(received?.text).toContain(follow)
  expect(told?.attachments.map(({ filename }) => filename)).toEqual(['fiche d’été.pdf', 'carte.docx'])
  expect(told?.attachments[0]?.content.equals(pdf())).toBe(true)
  expect(new Set([received?.messageId, told?.messageId]).size).toBe(2)
  transport.close()
})

test('the operator sends a test mail straight to the server, and is told what it answers', async () => {
  const server = await smtpServer()
  const { config } = openSite()
  const run = (address: string) =>
    new Promise<{ code: unknown; said: string }>((done) => {
      const { PATH = '' } = process.env
      const env = { PATH, DATA_DIR: config.DATA_DIR, SMTP_URL: `smtp://127.0.0.1:${server.port}`, LOG_LEVEL: 'warn' }
      const cwd = path.join(import.meta.dirname, '..')
      execFile(
        process.execPath,
        ['src/start.mjs', 'manage', 'mail', 'test', address],
        { cwd, env },
        (error, out, told) => done({ code: error?.code ?? 0, said: out + told }),
      )
    })

  expect(await run('ana@example.org')).toMatchObject({ code: 0, said: expect.stringContaining('Parti pour') })
  const [mail] = await server.parsed()
  expect(server.received.map(({ to }) => to)).toEqual([['ana@example.org']])
  expect(mail?.subject).toBe('Essai d’envoi de la Semaine ASER')
  await server.close()
  expect(await run('ana@example.org')).toMatchObject({ code: 1, said: expect.stringContaining('n’est pas parti') })
}, 60_000)
