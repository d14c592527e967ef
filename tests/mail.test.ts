import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { instant } from '../src/clock.ts'
import { listDue, oldestWaiting, purgeMails } from '../src/mail/outbox.ts'
import { renderMail } from '../src/mail/render.ts'
import { postOffice, smtpServer } from './post-office.ts'

test('a mail is delivered once, with its headers and both of its parts', async () => {
  const server = await smtpServer()
  const { postman, queue, rows } = postOffice(server)
  queue("L’été d'ici & là", 'ana@example.org', { replyTo: 'organisation@example.org' })

  expect(await postman.deliver()).toBe(1)
  expect(await postman.deliver()).toBe(0)

  expect(server.received).toMatchObject([{ from: 'semaine@aser.example.org', to: ['ana@example.org'] }])
  const [mail] = await server.parsed()
  expect(mail?.subject).toBe("Note : L’été d'ici & là")
  expect(mail?.text).toBe("Bonjour,\n\nL’été d'ici & là\n\nhttps://example.org/suivi\n")
  expect(mail?.html).toContain('<h1>L’été d&#39;ici &amp; là</h1>')
  expect(mail?.html).toContain('<html lang="fr">')
  expect(mail?.from?.text).toBe('"Semaine ASER" <semaine@aser.example.org>')
  expect(mail?.replyTo?.text).toBe('organisation@example.org')
  expect(mail?.messageId).toBe(`<${rows()[0]!.message_id}@aser.example.org>`)
  expect(Math.abs(Date.now() - Number(mail?.date))).toBeLessThan(60_000)
  for (const [name, value] of [
    ['auto-submitted', 'auto-generated'],
    ['x-auto-response-suppress', 'All'],
    ['content-language', 'fr'],
  ] as const) {
    expect(mail?.headers.get(name)).toBe(value)
  }
  expect(mail?.headers.get('content-type')).toMatchObject({ value: 'multipart/alternative' })
  expect(Math.max(...server.received[0]!.source.split('\r\n').map((line) => line.length))).toBeLessThan(998)
  expect(rows()).toMatchObject([{ status: 'sent', attempts: 1, last_error: null }])
})

test('what people typed adds no header, no recipient and no second line', async () => {
  const server = await smtpServer()
  const { postman, queue, rows } = postOffice(server)
  queue('Innocent', 'ana@example.org')
  queue('Fête\r\nBcc: eve@example.org\u2028X-A: 1\0', 'ben@example.org', {
    replyTo: 'cat@example.org\r\nBcc: eve@example.org',
  })
  queue('Fête', 'dan@example.org', { replyTo: 'dan@example.org, eve@example.org' })
  queue('Fête', 'fay@example.org, eve@example.org')

  await postman.deliver()

  const [innocent, ...others] = await server.parsed()
  const names = (mail: typeof innocent) => mail?.headerLines.map((header) => header.key)
  expect(names(innocent)).toContain('reply-to')
  for (const mail of others) expect(names(mail)).toEqual(names(innocent))
  expect(others.map((mail) => mail.subject)).toEqual(
    expect.arrayContaining(['Note : Fête Bcc: eve@example.org X-A: 1']),
  )
  expect(others.map((mail) => mail.replyTo?.text)).toEqual(others.map(() => 'coordination@example.org'))
  expect(server.received.map((mail) => mail.to)).toEqual([
    ['ana@example.org'],
    ['ben@example.org'],
    ['dan@example.org'],
  ])
  expect(rows()[3]).toMatchObject({ status: 'dead', last_error: 'No recipients defined' })
})

test('two deliveries at the same time are one', async () => {
  const server = await smtpServer()
  const { postman, queue } = postOffice(server)
  queue('Une fois')

  expect(await Promise.all([postman.deliver(), postman.deliver(), postman.deliver()])).toEqual([1, 1, 1])

  expect(server.received).toHaveLength(1)
})

test('a mail with nothing to say any more is not sent, and says so', async () => {
  const server = await smtpServer()
  const { postman, queue, rows } = postOffice({ ...server, letter: () => undefined })
  queue('Trop tard')

  expect(await postman.deliver()).toBe(0)

  expect(server.received).toHaveLength(0)
  expect(rows()).toMatchObject([{ status: 'cancelled', last_error: expect.stringContaining('Sans objet') }])
})

test('the postman comes when called; stop waits for the mail in hand and takes no other', async () => {
  const asked = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<void>()
  const server = await smtpServer({
    onMailFrom: (_from, _session, done) => {
      asked.resolve()
      answer.promise.then(() => done())
    },
  })
  const { postman, queue, rows } = postOffice(server)
  queue('Première')
  queue('Seconde')

  void postman.deliver()
  await asked.promise
  let gone = false
  const stopped = postman.stop().then(() => {
    gone = true
  })
  await setImmediate()
  expect(gone).toBe(false)
  answer.resolve()
  await stopped
  await postman.deliver()

  expect(rows().map((row) => row.status)).toEqual(['sent', 'waiting'])
  expect(server.received).toHaveLength(1)
})

test('a started postman finds the mail by itself', async () => {
  const server = await smtpServer()
  const { postman, queue, rows } = postOffice(server)
  postman.start()
  queue('Toute seule')

  await expect.poll(() => rows()[0]?.status, { timeout: 4000 }).toBe('sent')
  await postman.stop()
})

test('a mail exists only if the act that causes it is committed', () => {
  const { db, clock, queue } = postOffice({})
  const act = db.transaction((fails: boolean) => {
    queue('Décision')
    if (fails) throw new Error('no')
  })

  expect(() => act(true)).toThrow('no')
  expect(listDue(db, instant(clock), 10)).toEqual([])
  expect(oldestWaiting(db)).toBeUndefined()

  act(false)
  expect(listDue(db, instant(clock), 10)).toMatchObject([{ name: 'note', recipient: 'ana@example.org' }])
  expect(oldestWaiting(db)).toBe(instant(clock))
})

test('sent mails are forgotten after a while, the others are kept', async () => {
  const server = await smtpServer()
  const { postman, db, clock, queue, later, rows } = postOffice(server)
  queue('Envoyé')
  await postman.deliver()
  later({ hours: 48 })
  queue('En attente', 'ben@example.org')

  expect(purgeMails(db, clock.now().subtract({ hours: 72 }).toString())).toBe(0)
  expect(purgeMails(db, clock.now().subtract({ hours: 24 }).toString())).toBe(1)
  expect(rows()).toMatchObject([{ status: 'waiting' }])
})

test('a quotation mark stays with what it quotes', async () => {
  const locals = {
    title: 'Un « atelier »',
    who: 'Camille',
    reference: 'AAAAAA',
    link: 'https://example.org/a',
    message: 'x',
  }
  const { html, text } = await renderMail('message-received', { ...locals, kind: { name: 'événement' } })
  expect(html).toContain('«\u00a0')
  expect(html.split('<main')[1]).not.toMatch(/« | »/)
  expect(text).toContain('« ')
})
