import { readdirSync } from 'node:fs'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import request from 'supertest'
import { expect, test } from 'vitest'
import { createApp } from '../src/app.ts'
import { defaultLimits } from '../src/web/limits.ts'
import { docm, pdf } from './support/files.ts'
import { completeForm } from './support/forms.ts'
import { linkIn, messagesOf, propose, textOf } from './support/send.ts'
import { baseUrl, coordinatorEmail, openSite, secret } from './support/site.ts'

test.each([
  ['same-origin', baseUrl, 422],
  ['same-origin', undefined, 422],
  ['none', undefined, 422],
  ['cross-site', baseUrl, 403],
  ['same-site', baseUrl, 403],
  [undefined, baseUrl, 422],
  [undefined, 'https://evil.example.org', 403],
  [undefined, 'null', 403],
  [undefined, undefined, 403],
])('a form sent with Sec-Fetch-Site %s and Origin %s gets %i', async (site, origin, status) => {
  const { app } = openSite({ demonstration: false })
  const sending = request(app).post('/connexion').type('form')
  if (site) sending.set('Sec-Fetch-Site', site)
  if (origin) sending.set('Origin', origin)
  await sending.send({ courriel: 'x' }).expect(status)
})

test('a Referer of ours stands for a missing Origin, another one does not', async () => {
  const { app } = openSite({ demonstration: false })
  const from = (referer: string) =>
    request(app).post('/connexion').set('Referer', referer).type('form').send({ courriel: 'x' })
  await from(`${baseUrl}/connexion`).expect(422)
  await from('https://evil.example.org/').expect(403)
})

test('the default limits slow a flood of forms and of sign-ins, and say so kindly', async () => {
  const { db, clock, config } = openSite()
  const app = createApp({ db, clock, config, secret, log: pino({ level: 'silent' }) })
  const ask = () => request(app).post('/connexion').set('Origin', baseUrl).type('form').send({ courriel: 'x' })
  const answers = []
  for (let sent = 0; sent < 11; sent++) answers.push(await ask())
  expect(answers.map(({ status }) => status)).toEqual([...Array(10).fill(422), 429])
  expect(answers.at(-1)?.text).toContain('Attendez dix minutes')
  await request(app).get('/connexion').expect(200)
})

test('a made-up Host changes no link', async () => {
  const site = openSite()
  await request(site.app)
    .post('/connexion')
    .set({ Host: 'evil.example.org', 'X-Forwarded-Host': 'evil.example.org', Origin: baseUrl })
    .type('form')
    .send({ courriel: coordinatorEmail })
    .expect(303)
  const [mail] = await site.mails()
  expect(linkIn(mail?.text, '/connexion/')).not.toBe('')
  expect(`${mail?.text}${mail?.html}`).not.toContain('evil')
})

test('a fault inside shows a page without its cause, and the next request is served', async () => {
  const site = openSite()
  const prepare = site.db.prepare.bind(site.db)
  Object.assign(site.db, {
    prepare: (sql: string) => {
      if (sql.includes('agenda_entries')) throw new Error('secret détail at line 3')
      return prepare(sql)
    },
  })
  const page = await site.visitor.get('/agenda').expect(500)
  expect(page.text).toContain('Un incident est survenu')
  expect(page.text).not.toMatch(/secret|line 3|node_modules|\.ts/)
  await site.visitor.get('/contact').expect(200)
})

test('logs hold neither addresses, tokens, words nor queries', async () => {
  const { db, clock, config } = openSite()
  let lines = ''
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines += chunk
      done()
    },
  })
  const log = pino({ level: 'trace' }, sink)
  const app = createApp({ db, clock, config, secret, log, limits: { ...defaultLimits, forms: 100, signIn: 100 } })
  const visitor = request(app)
  const sent = await visitor
    .post('/proposer/evenement')
    .set('Origin', baseUrl)
    .type('form')
    .send(completeForm)
    .expect(303)
  const key = sent.headers.location?.split('/')[3] ?? ''
  const followed = await visitor
    .post(sent.headers.location ?? '')
    .set('Origin', baseUrl)
    .expect(303)
  await visitor.get(followed.headers.location ?? '').expect(200)
  await visitor.get('/agenda?q=motcherche').expect(200)

  expect(lines).toContain('"path":"/agenda"')
  for (const hidden of [
    key,
    followed.headers.location?.split('/')[2] ?? '',
    'camille@example.org',
    'motcherche',
    'Camille',
    '127.0.0.1',
  ]) {
    expect(hidden.length).toBeGreaterThan(5)
    expect(lines).not.toContain(hidden)
  }
})

test.each([
  [
    'a web page named .pdf',
    'fiche.pdf',
    Buffer.from('<!doctype html><script>alert(1)</script>'),
    /PDF, un DOCX ou un ODT/,
  ],
  ['a document with macros', 'fiche.docm', docm(), /./],
  ['a document with macros under another name', 'fiche.docx', docm(), /macros/],
  ['eleven megabytes', 'fiche.pdf', Buffer.concat([pdf(), Buffer.alloc(11 * 1024 * 1024)]), /moins de 10\s?Mo/],
  ['an empty file', 'fiche.pdf', Buffer.alloc(0), /vide/],
])(
  '%s is refused with its cause, everything typed is kept, and nothing stays on disk',
  async (_, name, content, cause) => {
    const site = openSite()
    const page = await site.visitor
      .submit('/proposer/evenement', { ...completeForm, accord: 'oui' }, { fiche_rex: [name, content] })
      .expect(422)
    const [message = '', ...others] = messagesOf(page.text)
    expect(others).toEqual([])
    expect(message).toMatch(cause)
    expect(message).toContain(name)
    expect(page.text).toContain('value="Camille Exemple"')
    expect(readdirSync(site.folder)).toEqual(['incoming'])
    expect(readdirSync(`${site.folder}/incoming`)).toEqual([])
  },
)

test('a file is kept under the name that people see, and comes back under it', async () => {
  const site = openSite()
  await propose(site, { accord: 'oui' }, { fiche_rex: ['../../é "œ\r\n.pdf', pdf()] })
  const desk = site.coordinator()
  const sheet = /href="(\/moderation\/rex\/\w+)">[^<]*œ\.pdf/.exec((await desk.get('/moderation')).text)?.[1] ?? ''
  const page = await desk.get(sheet)
  expect(textOf(page.text)).toContain('é "œ.pdf')
  const file = /href="(\/documents\/[^"]+)"/.exec(page.text)?.[1] ?? ''
  const download = await desk.get(file).expect(200)
  expect(download.headers['content-disposition']).toContain(`filename*=UTF-8''%C3%A9%20%22%C5%93.pdf`)
  expect(readdirSync(site.folder).filter((name) => name !== 'incoming')).toEqual([
    expect.stringMatching(/^[0-9a-f]{32}$/),
  ])
})
