import { readdirSync } from 'node:fs'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import request from 'supertest'
import { describe, expect, test } from 'vitest'
import { createApp } from '../src/app.ts'
import { instantIn, realClock } from '../src/clock.ts'
import { defaultLimits } from '../src/web/limits.ts'
import { docm, pdf } from './support/files.ts'
import { completeForm } from './support/forms.ts'
import { linkIn, messagesOf, propose, textOf } from './support/send.ts'
import { baseUrl, coordinatorEmail, openSite, secret, type TestSite } from './support/site.ts'
import { completeRow, csv, sendTable } from './support/tables.ts'

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
  const refused = answers.at(-1)
  const minutes = Math.ceil(Number(refused?.headers['retry-after']) / 60)
  expect(minutes).toBeGreaterThanOrEqual(9)
  expect(refused?.text).toContain('Revenez à la page précédente : ce que vous avez écrit y est')
  expect(refused?.text).toContain(`Attendez ${minutes}\u00a0minutes`)
  expect(refused?.text).not.toContain('class="button" href="/"')
  await request(app).get('/connexion').expect(200)
})

test('three colleagues behind one address may press the buttons of their forms two hundred times', async () => {
  const { db, clock, config } = openSite()
  const app = createApp({ db, clock, config, secret, log: pino({ level: 'silent' }) })
  const press = () => request(app).post('/mes-propositions/aucun/lien').set('Origin', baseUrl)
  const answers = []
  for (let pressed = 0; pressed < 201; pressed++) answers.push((await press()).status)
  expect(answers).toEqual([...Array(200).fill(404), 429])
})

describe('the link of a draft, sent to an address that anybody may type', () => {
  const form = '/proposer/evenement'
  const contact_courriel = 'victime@example.org'
  const begin = (site: TestSite, typed: Record<string, string>) =>
    site.visitor.submit(form, { contact_courriel, garder: 'oui', ...typed }).expect(303)

  test('leaves three times in ten minutes and ten times a day at most; the draft is kept all the same', async () => {
    const site = openSite()
    for (let time = 1; time <= 3; time++) {
      expect((await begin(site, { titre: 'Un atelier' })).headers.location).toContain('?garde=envoye')
    }
    const kept = await begin(site, { titre: 'Un atelier gardé', contact_courriel: 'Victime@Example.org' })
    expect(await site.mails()).toHaveLength(3)
    const page = (await site.visitor.get(kept.headers.location ?? '').expect(200)).text
    expect(page).toContain('Votre brouillon est gardé')
    expect(page).toContain('value="Un atelier gardé"')
    expect(page).not.toContain('Son lien part')
    expect(page).not.toContain('écrivez votre adresse électronique')

    const earlier = (hours: number) =>
      site.db.prepare('UPDATE outbox SET created_at = ?').run(instantIn(realClock, -hours))
    for (let time = 4; time <= 12; time++) {
      earlier(1)
      await begin(site, { titre: 'Un atelier' })
    }
    expect(await site.mails()).toHaveLength(7)
    earlier(25)
    await begin(site, { titre: 'Un atelier' })
    expect(await site.mails()).toHaveLength(1)
  })

  test.each([
    ['too long', `Gagnez un lot ${'a'.repeat(3000)}`],
    ['with an address', 'Votre colis attend : https://piege.example'],
    ['with a host alone', 'Votre colis attend sur piege.example'],
    ['in capitals', 'VOTRE COLIS ATTEND'],
    ['too short', 'Colis'],
  ])('does not repeat a title %s', async (_, titre) => {
    const site = openSite()
    await begin(site, { titre })
    const [mail] = await site.mails()
    expect(mail?.subject).toMatch(/^Votre brouillon\s: Proposer un événement, commencé le 9\smai\s2023/)
    expect(`${mail?.text}${mail?.html}`).not.toContain(titre.slice(0, 13))
  })
})

describe('what is typed', () => {
  const form = '/proposer/evenement'
  const texts = (site: TestSite) => site.db.prepare('SELECT typed FROM drafts').pluck().all().map(String)

  test.each<[string, Record<string, string | string[]>, string]>([
    ['in one answer', { description: 'é'.repeat(40_001) }, 'Une réponse dépasse 40\u202f000\u00a0caractères'],
    ['in one answer given many times', { themes: Array(50).fill('a'.repeat(1000)) }, 'Une réponse dépasse'],
    ['by a button', { ouvrir: 'a'.repeat(50_000) }, 'Une réponse dépasse'],
    [
      'in all',
      Object.fromEntries(Object.keys(completeForm).map((name) => [name, 'a'.repeat(25_000)])),
      'Ce formulaire dépasse 600\u202f000\u00a0caractères',
    ],
  ])('without end %s is refused, and keeps no room', async (_, typed, why) => {
    const site = openSite()
    const page = await site.visitor.submit(form, typed).expect(413)
    expect(page.text).toContain(why)
    expect(page.text).toContain('Revenez à la page précédente, ce que vous avez écrit y est')
    await site.visitor.submit('/proposer/plusieurs', { contact_nom: 'a'.repeat(50_000) }).expect(413)
    expect(texts(site)).toEqual([])
  })

  test('counts with the files of a day: a flood of texts is stopped, and keeps no more room', async () => {
    const site = openSite({ limits: { forms: 1000, signIn: 10, uploads: { files: 10, bytes: 100_000 } } })
    const heavy = { description: 'a'.repeat(30_000) }
    for (let sent = 0; sent < 3; sent++) await site.visitor.submit(form, heavy).expect(422)
    const page = await site.visitor.submit(form, heavy).expect(429)
    expect(page.text).toContain('Réessayez demain')
    expect(texts(site)).toHaveLength(3)
    site.clock.advance({ hours: 24 })
    await site.visitor.submit(form, heavy).expect(422)
  })

  test('too long for its question comes back whole, with what the question allows', async () => {
    const site = openSite()
    const description = `Début ${'très long '.repeat(2000)}fin`
    const page = await site.visitor.submit(form, { ...completeForm, description }).expect(422)
    expect(messagesOf(page.text)).toEqual([expect.stringContaining('4\u202f000 caractères au plus')])
    expect(page.text).toContain(description)
    expect(texts(site)).toEqual([expect.stringContaining(description)])
  })
})

test('a draft of one form is not overwritten by another', async () => {
  const site = openSite()
  const kept = await site.visitor.submit('/proposer/evenement', { titre: 'Un atelier gardé', garder: 'oui' })
  const address = (kept.headers.location ?? '').replace(/\?.*/, '')
  const taken = { cle: address.split('/').at(-1) ?? '', contact_nom: 'Autrui' }
  const other = await site.visitor.submit('/proposer/plusieurs', taken).expect(422)
  expect(other.text).toContain('value="Autrui"')
  expect((await site.visitor.get(address).expect(200)).text).toContain('value="Un atelier gardé"')
})

test('the mail about the events of a file is not sent to whom none of them is left', async () => {
  const site = openSite()
  await sendTable(site, ['reseau.csv', csv([completeRow as Record<string, string>])])
  site.db
    .prepare(`UPDATE events SET private_email = 'autre@example.org' WHERE private_email = 'camille@example.org'`)
    .run()
  expect((await site.mails()).map(({ to }) => to)).toMatchObject([{ address: coordinatorEmail }])
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
