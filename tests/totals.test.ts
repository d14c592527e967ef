import { describe, expect, test } from 'vitest'
import { pdf } from './support/files.ts'
import { propose } from './support/send.ts'
import { openSite, type TestSite } from './support/site.ts'

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const page = '/agenda/petit-dejeuner-consommation-responsable'

const read = ({ visitor }: TestSite, url: string, headers: Record<string, string> = {}) =>
  visitor.get(url).set({ 'User-Agent': firefox, ...headers })

const written = ({ db, totals }: TestSite) => {
  totals.write()
  return db.prepare('SELECT day, what, subject, number FROM totals ORDER BY day, what, subject').all()
}

const referenceOf = ({ db }: TestSite, slug: string) =>
  db.prepare<[string], string>('SELECT reference FROM events WHERE slug = ?').pluck().get(slug)

describe('what is read', () => {
  test('is summed by day, page and kind, in memory until it is written', async () => {
    const site = openSite()
    const subject = referenceOf(site, page.slice('/agenda/'.length))
    await read(site, page).expect(200)
    await read(site, page, { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' }).expect(200)
    await read(site, `${page}.ics`).expect(200)
    await read(site, '/agenda?departement=14').expect(200)
    await read(site, '/').expect(200)
    expect(site.db.prepare('SELECT count(*) FROM totals').pluck().get()).toBe(0)

    const first = [
      { day: '2023-05-09', what: 'calendar', subject, number: 1 },
      { day: '2023-05-09', what: 'view', subject: '/', number: 1 },
      { day: '2023-05-09', what: 'view', subject: '/agenda', number: 1 },
      { day: '2023-05-09', what: 'view', subject, number: 2 },
    ]
    expect(written(site)).toEqual(first)
    expect(written(site)).toEqual(first)

    // the day is that of the edition's zone: already the 10th there, still the 9th in UTC
    site.clock.advance({ hours: 15, minutes: 30 })
    await read(site, '/').expect(200)
    await read(site, page).expect(200)
    expect(written(site)).toEqual([
      ...first,
      { day: '2023-05-10', what: 'view', subject: '/', number: 1 },
      { day: '2023-05-10', what: 'view', subject, number: 1 },
    ])
  })

  test('a document that is online is a download of its proposition; one that is not counts for nothing', async () => {
    const site = openSite()
    const follow = await propose(site, { accord: 'oui' }, { programme: ['programme.pdf', pdf()] })
    const reference = follow.slice('/suivi/'.length).split('.')[0]
    const id = site.db.prepare('SELECT id FROM documents WHERE event_id IS NOT NULL').pluck().get()
    const desk = site.coordinator()
    await desk.get(`/documents/${id}/programme.pdf`).set('User-Agent', firefox).expect(200)
    await read(site, `/documents/${id}/programme.pdf`).expect(404)
    expect(written(site)).toEqual([])

    await desk.post(`/moderation/evenements/${reference}/publication`, { confirmer: 'oui' }).expect(303)
    await read(site, `/documents/${id}/programme.pdf`).expect(200)
    expect(written(site)).toEqual([{ day: '2023-05-09', what: 'download', subject: reference, number: 1 }])
  })

  test('a robot, a coordinator, a page fetched ahead or by a script, a HEAD and an error count for nothing', async () => {
    const site = openSite()
    for (const agent of [
      'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
      'Mozilla/5.0 (X11) HeadlessChrome/153.0',
      'curl/8.5.0',
      'python-requests/2.31',
      '',
    ])
      await read(site, page, { 'User-Agent': agent }).expect(200)
    await read(site, page, { 'Sec-Purpose': 'prefetch' }).expect(200)
    await read(site, page, { 'Sec-Purpose': 'prefetch;prerender' }).expect(200)
    await read(site, page, { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' }).expect(200)
    await read(site, page, { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' }).expect(200)
    await site.coordinator().get(page).set('User-Agent', firefox).expect(200)
    await read(site, '/agenda/inconnu').expect(404)
    await read(site, '/connexion').expect(200)
    await read(site, '/communes?q=lisi').expect(200)
    const { default: request } = await import('supertest')
    await request(site.app).head(page).set('User-Agent', firefox).expect(200)
    expect(written(site)).toEqual([])

    await read(site, page, { 'User-Agent': 'Mozilla/5.0 (Linux; Android 10; Cubot X30) Firefox/140.0' }).expect(200)
    expect(written(site)).toHaveLength(1)
  })

  test('leaves no cookie, and a failure to write keeps what was counted', async () => {
    const site = openSite()
    const answer = await read(site, page).expect(200)
    expect(answer.headers['set-cookie']).toBeUndefined()
    site.db.exec('ALTER TABLE totals RENAME TO elsewhere')
    expect(() => site.totals.write()).toThrow()
    site.db.exec('ALTER TABLE elsewhere RENAME TO totals')
    expect(written(site)).toHaveLength(1)
  })
})
