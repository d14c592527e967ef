import { expect, test } from 'vitest'
import { instant } from '../src/clock.ts'
import { readdressMails, retryMail, takeUntold } from '../src/mail/mend.ts'
import { markAttempt, oldestWaiting, purgeMails } from '../src/mail/outbox.ts'
import { postOffice, refusal, smtpServer } from './post-office.ts'

test('a mail refused by a closed door waits, then arrives exactly once under the same Message-ID', async () => {
  const gone = await smtpServer()
  await gone.close()
  const { postman, queue, rows, later, lines } = postOffice(gone)
  queue('Patience')
  const messageId = rows()[0]!.message_id

  expect(await postman.deliver()).toBe(0)
  expect(rows()).toMatchObject([
    { status: 'waiting', attempts: 1, last_error: expect.stringContaining('ECONNREFUSED') },
  ])
  expect(lines).toMatchObject([{ level: 'warn', fields: { mail: 'note', outbox: 1, attempt: 1, code: 'ESOCKET' } }])

  const back = await smtpServer({ port: gone.port })
  expect(await postman.deliver()).toBe(0)
  later({ minutes: 2 })
  expect(await postman.deliver()).toBe(1)
  later({ hours: 24 })
  expect(await postman.deliver()).toBe(0)

  expect((await back.parsed()).map((mail) => mail.messageId)).toEqual([`<${messageId}@aser.example.org>`])
})

test('after a day without a server everything leaves within ten minutes', async () => {
  const gone = await smtpServer()
  await gone.close()
  const { postman, queue, later, rows } = postOffice(gone)
  for (let n = 0; n < 3; n++) queue(`Mail ${n}`, `someone-${n}@example.org`)
  for (let minutes = 0; minutes < 24 * 60; minutes += 20) {
    await postman.deliver()
    later({ minutes: 20 })
  }
  await postman.deliver()

  const back = await smtpServer({ port: gone.port })
  later({ minutes: 10 })
  expect(await postman.deliver()).toBe(3)
  expect(back.received).toHaveLength(3)
  expect(rows().every((row) => row.attempts > 20)).toBe(true)
})

test('a 550 ends it at once, and the log does not name the person', async () => {
  const server = await smtpServer({ onRcptTo: (to, _session, done) => done(refusal(550, `no ${to.address} here`)) })
  const { postman, queue, rows, later, lines } = postOffice(server)
  queue('Inconnue')

  await postman.deliver()
  expect(rows()).toMatchObject([{ status: 'dead', attempts: 1, last_error: expect.stringContaining('550') }])

  later({ hours: 24 })
  await postman.deliver()
  expect(rows()).toMatchObject([{ attempts: 1 }])
  expect(lines).toMatchObject([{ level: 'error', fields: { responseCode: 550 } }])
  expect(JSON.stringify(lines)).not.toContain('ana@')
})

test('a wrong password or sender is not the fault of the mail: it waits', async () => {
  const server = await smtpServer({ onMailFrom: (_from, _session, done) => done(refusal(553, 'not you')) })
  const { postman, queue, rows } = postOffice(server)
  queue('Bonjour')

  await postman.deliver()

  expect(rows()).toMatchObject([{ status: 'waiting', attempts: 1 }])
})

test('a mail that is always put off is tried less and less, and given up after several days', async () => {
  const server = await smtpServer({ onRcptTo: (_to, _session, done) => done(refusal(450, 'later')) })
  const { postman, queue, rows, later, clock } = postOffice(server)
  queue('Encore')
  const waits: number[] = []
  const start = clock.now()

  for (await postman.deliver(); rows()[0]!.status === 'waiting'; await postman.deliver()) {
    const wait = clock.now().until(rows()[0]!.due_at)
    waits.push(wait.total('minutes'))
    later(wait)
  }

  const days = start.until(clock.now()).total('hours') / 24
  expect(rows()).toMatchObject([{ status: 'dead' }])
  expect(waits[0]).toBeGreaterThanOrEqual(0.85)
  expect(waits[0]).toBeLessThan(1.2)
  expect(Math.max(...waits)).toBeGreaterThan(10 * 60)
  expect(Math.max(...waits)).toBeLessThan(13.3 * 60)
  expect(waits.length).toBeGreaterThan(14)
  expect(waits.length).toBeLessThan(27)
  expect(days).toBeGreaterThan(4.9)
  expect(days).toBeLessThan(5.7)
})

test('a mail that was given up and is tried again has as long as a new one, and its second failure is told', async () => {
  const server = await smtpServer({ onRcptTo: (_to, _session, done) => done(refusal(450, 'later')) })
  const { postman, queue, rows, later, db, clock } = postOffice(server)
  queue('Encore')
  const fail = async () => {
    for (await postman.deliver(); rows()[0]!.status === 'waiting'; await postman.deliver())
      later(clock.now().until(rows()[0]!.due_at))
  }
  await fail()
  expect(takeUntold(db, clock)).toHaveLength(1)
  later({ hours: 24 * 20 })

  expect(retryMail(db, clock, 1)).toBe(true)
  const start = clock.now()
  await postman.deliver()
  expect(rows()).toMatchObject([{ status: 'waiting' }])
  expect(oldestWaiting(db)).toBe(instant({ now: () => start }))
  await fail()
  expect(start.until(clock.now()).total('hours') / 24).toBeGreaterThan(4.9)
  expect(takeUntold(db, clock)).toHaveLength(1)
  expect(takeUntold(db, clock)).toEqual([])

  // it is kept for a month after that
  const daysAgo = (days: number) => instant({ now: () => clock.now().subtract({ hours: 24 * days }) })
  expect(purgeMails(db, daysAgo(20))).toBe(0)
  expect(purgeMails(db, daysAgo(0))).toBe(1)
})

test('corrected, an address of an old mail has as long as a new one', async () => {
  const server = await smtpServer({ onRcptTo: (_to, _session, done) => done(refusal(450, 'later')) })
  const { postman, queue, rows, later, db, clock } = postOffice(server)
  queue('Encore', 'ana@example.org', { reference: 'ABCDEF' })
  later({ hours: 24 * 10 })
  await postman.deliver()
  expect(rows()).toMatchObject([{ status: 'dead' }])
  takeUntold(db, clock)

  readdressMails(db, clock, { from: 'ana@example.org', to: 'anna@example.org', subjects: ['ABCDEF'] })
  await postman.deliver()
  expect(rows()).toMatchObject([{ status: 'waiting', recipient: 'anna@example.org', attempts: 1, told_at: null }])
})

test('each person gets her mails in order; nobody waits for somebody else', async () => {
  let refusals = 1
  const server = await smtpServer({
    onRcptTo: (to, _session, done) =>
      done(to.address === 'ana@example.org' && refusals-- > 0 ? refusal(450, 'later') : null),
  })
  const { postman, queue, later } = postOffice(server)
  queue('Ana 1')
  queue('Ana 2')
  queue('Ben 1', 'ben@example.org')
  const subjects = async () => (await server.parsed()).map((mail) => mail.subject)

  await postman.deliver()
  expect(await subjects()).toEqual(['Note : Ben 1'])

  later({ minutes: 2 })
  await postman.deliver()
  expect(await subjects()).toEqual(['Note : Ben 1', 'Note : Ana 1', 'Note : Ana 2'])
})

test('a database that cannot be written sends nothing, rather than the same mail for ever', async () => {
  const server = await smtpServer()
  const { postman, queue, db, lines } = postOffice(server)
  queue('Disque plein')

  db.pragma('query_only = ON')
  expect(await postman.deliver()).toBe(0)
  expect(server.received).toHaveLength(0)
  expect(lines).toMatchObject([{ level: 'error' }])

  db.pragma('query_only = OFF')
  expect(await postman.deliver()).toBe(1)
})

test('an attempt that a crash cut short is made again, and the log says that the mail may arrive twice', async () => {
  const server = await smtpServer()
  const { postman, queue, db, clock, later, lines } = postOffice(server)
  queue('Coupure')
  const soon = clock.now().add({ minutes: 3 }).round('second').toString()
  expect(markAttempt(db, 1, instant(clock), soon)).toBe(true)
  expect(markAttempt(db, 1, instant(clock), soon)).toBe(false)

  expect(await postman.deliver()).toBe(0)
  later({ minutes: 4 })
  expect(await postman.deliver()).toBe(1)
  expect(lines.map((line) => line.level)).toEqual(['warn', 'info'])
})
