import path from 'node:path'
import type { Express } from 'express'
import { pino } from 'pino'
import request from 'supertest'
import { createApp } from '../../src/app.ts'
import { type Clock, realClock } from '../../src/clock.ts'
import { readConfig } from '../../src/config.ts'
import { addCoordinator, findCoordinatorByEmail } from '../../src/coordinators/queries.ts'
import { findSession, openSession } from '../../src/coordinators/sessions.ts'
import { openDatabase } from '../../src/db/open.ts'
import { undoMinutes } from '../../src/decisions/decision.ts'
import type { Site } from '../../src/door.ts'
import { doorsOf } from '../../src/doors.ts'
import type { Message } from '../../src/mail/transport.ts'
import { createPostman } from '../../src/mail/worker.ts'
import { mailsOf } from '../../src/mails.ts'
import { openTotals } from '../../src/totals/totals.ts'
import { freshData } from './fresh-data.ts'

export const coordinatorEmail = 'coordination@example.org'
export const baseUrl = 'http://127.0.0.1:3000'
export const secret = 'un secret de test, assez long pour servir'

/** A clock that a test moves. */
export function testClock(start = '2023-05-09T09:00'): Clock & { advance(duration: Temporal.DurationLike): void } {
  let now = Temporal.PlainDateTime.from(start).toZonedDateTime('Europe/Paris').toInstant()
  return {
    now: () => now,
    advance(duration) {
      now = now.add(duration)
    },
  }
}

type Options = Partial<Pick<Site, 'limits'>> & { demonstration?: boolean; env?: Record<string, string> }

/** The shipped app on its own empty data folder, with the demonstration's week unless told otherwise. */
export function openSite({
  demonstration = true,
  limits = { forms: 10_000, signIn: 10_000, uploads: { files: 10_000, bytes: 10_000_000_000 } },
  env = {},
}: Options = {}) {
  const config = readConfig({
    NODE_ENV: 'test',
    BASE_URL: baseUrl,
    DATA_DIR: freshData(demonstration),
    LOG_LEVEL: 'silent',
    ...env,
  })
  const folder = path.join(config.DATA_DIR, 'documents')
  const resources = path.join(config.DATA_DIR, 'resources')
  const db = openDatabase(path.join(config.DATA_DIR, 'semaine.sqlite'))
  const clock = testClock()
  const log = pino({ level: config.LOG_LEVEL })

  addCoordinator(db, clock, coordinatorEmail)

  const totals = openTotals({ db, clock })
  const parts = { db, clock, config, secret, log, limits, totals }
  const app = createApp(parts)
  const inbox: Message[] = []
  let ahead = 0
  const post = createPostman({
    db,
    clock: { now: () => realClock.now().add({ seconds: ahead }) },
    mails: mailsOf({ db, clock, secret, baseUrl: config.baseUrl, folder }),
    from: { name: 'Semaine ASER', address: config.MAIL_FROM },
    replyTo: coordinatorEmail,
    transport: { send: async (message) => void inbox.push(message), close: () => undefined },
    log,
  })

  return {
    db,
    clock,
    config,
    totals,
    folder,
    resources,
    app,
    doors: doorsOf(parts),
    inbox,
    visitor: visitorOf(app, config.baseUrl),
    /** Somebody signed in at the desk; another address is another account. */
    coordinator(email = coordinatorEmail) {
      if (email !== coordinatorEmail) addCoordinator(db, clock, email)
      return visiting({ app, db, clock, config }, openSession(db, clock, findCoordinatorByEmail(db, email)?.id ?? 0))
    },
    /**
     * Lets the minutes pass during which a decision can be undone, sends what waits and returns the mails that left. They
     * count as those of a day that is over: the next notices are single again.
     */
    async mails() {
      ahead = undoMinutes * 60 + 1
      await post.deliver()
      ahead = 0
      db.prepare(`UPDATE outbox SET created_at = strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '-1 day')`).run()
      return inbox.splice(0)
    },
    /** What leaves at once. */
    async mailsNow() {
      await post.deliver()
      return inbox.splice(0)
    },
  }
}

export type TestSite = ReturnType<typeof openSite>

function visitorOf(app: Express, origin: string) {
  return {
    get: (url: string) => request(app).get(url),
    post: (url: string, form: Record<string, string | string[]> = {}) =>
      request(app).post(url).set('Origin', origin).type('form').send(form),
    /** A multipart form; files as `{ field: [name, content] }`. */
    submit(url: string, form: Record<string, string | string[]>, files: Record<string, [string, Buffer]> = {}) {
      const sending = request(app).post(url).set('Origin', origin)
      for (const [name, value] of Object.entries(form)) for (const one of [value].flat()) sending.field(name, one)
      for (const [field, [name, content]] of Object.entries(files)) sending.attach(field, content, name)
      return sending
    },
  }
}

/** Whoever holds the token of a session. */
export function visiting(
  { app, db, clock, config }: Pick<Site, 'db' | 'clock' | 'config'> & { app: Express },
  token: string,
) {
  const cookie = `${config.secure ? '__Host-session' : 'session'}=${token}`
  const get = (url: string) => request(app).get(url).set('Cookie', cookie)
  return {
    cookie,
    get,
    /** Posts a form of the desk with the session's own token. */
    post: (url: string, form: Record<string, string | string[]> = {}) =>
      request(app)
        .post(url)
        .set('Cookie', cookie)
        .set('Origin', config.baseUrl)
        .type('form')
        .send({ jeton: findSession(db, clock, secret, token)?.formToken, ...form }),
    /** One that holds files; as `{ field: [name, content] }`. */
    submit(url: string, form: Record<string, string | string[]> = {}, files: Record<string, [string, Buffer]> = {}) {
      const { formToken } = findSession(db, clock, secret, token) ?? {}
      const sending = request(app).post(`${url}?jeton=${formToken}`).set('Cookie', cookie).set('Origin', config.baseUrl)
      for (const [name, value] of Object.entries(form)) for (const one of [value].flat()) sending.field(name, one)
      for (const [field, [name, content]] of Object.entries(files)) sending.attach(field, content, name)
      return sending
    },
  }
}
