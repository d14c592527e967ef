import type { Response } from 'supertest'
import { describe, expect, test } from 'vitest'
import { defaultLimits } from '../src/web/limits.ts'
import { pdf } from './support/files.ts'
import { scoreHeaders } from './support/headers.ts'
import { linkIn } from './support/send.ts'
import { fillSite } from './support/served.ts'
import { coordinatorEmail, openSite } from './support/site.ts'

// As in production: behind https, where the session's cookie is Secure.
const https = { BASE_URL: 'https://semaine.example.org' }
const site = await fillSite(openSite({ env: https }))
const { visitor } = site
// A demonstration is not for search engines, whatever the page.
site.db.prepare('UPDATE editions SET demonstration = 0').run()
const desk = site.coordinator()

/** A long form, the public's or the desk's. */
const isLongForm = (url: string) =>
  url === site.addresses.draft ||
  url.startsWith('/moderation/courriels/ecrire') ||
  (url.startsWith('/moderation/') && /\/(?:saisie|modification)(?:\/|$)/.test(url))

describe('every example', () => {
  test.each(site.examples)('$name', async ({ url, headers, who }) => {
    const answer = await visitor.get(url).set(headers).expect(200)
    expectSound(answer)
    expect(answer.headers['set-cookie']).toBeUndefined()

    if (who === 'coordinator' || who === 'reader' || isPersonal(url)) {
      // a form that is being filled in may be gone back to
      expect(answer.headers['cache-control']).toBe(isLongForm(url) ? 'private, no-cache' : 'no-store')
      if (!answer.headers['content-type']?.startsWith('text/html')) return
      expect(answer.headers['referrer-policy']).toMatch(/^(strict-origin|no-referrer)$/)
      if (who !== 'developer') expect(answer.headers['x-robots-tag']).toBe('noindex')
    }
  })

  test('some are personal, and some are not', async () => {
    const personal = site.examples.filter(({ url }) => isPersonal(url)).map(({ name }) => name)
    expect(personal).toEqual(
      expect.arrayContaining(['{draft}', '{follow}', '{signIn}', '{decision}', '{decisionDocument}']),
    )
    expect(personal).not.toContain('/agenda')
    const agenda = await visitor.get('/agenda')
    expect(agenda.headers['x-robots-tag']).toBeUndefined()
    expect(agenda.headers['cache-control']).not.toBe('no-store')
  })
})

/** A form that comes back to whoever fills it in may be gone back to. */
const isForm = (name: string) => /^(a (form|file|decision) to correct|somebody was faster)/.test(name)

describe('every kind of answer', () => {
  test.each<[string, number, () => PromiseLike<Response>]>([
    ['a stylesheet', 200, async () => visitor.get((await links('/'))('/site.css'))],
    ['a script', 200, () => visitor.get('/js/site.js')],
    ['the icon', 200, async () => visitor.get((await links('/'))('/favicon.svg'))],
    ['a calendar', 200, () => visitor.get('/agenda/petit-dejeuner-consommation-responsable.ics')],
    ['a document', 200, () => visitor.get(site.addresses.document ?? '')],
    ['a document at the desk', 200, () => desk.get(site.addresses.deskDocument ?? '')],
    ['a page known already', 304, () => known('/agenda')],
    ['a stylesheet known already', 304, () => known('/site.css')],
    ['a redirection', 303, () => visitor.get('/moderation')],
    ['a form of another site', 403, () => visitor.post('/connexion').set('Origin', 'https://ailleurs.example')],
    ['nothing there', 404, () => visitor.get('/introuvable')],
    ['somebody was faster', 409, () => visitor.post(`${site.addresses.decided}/publication`)],
    ['a link that is over', 410, () => visitor.get('/connexion/AAAAAAAAAAAAAAAAAAAAAA')],
    ['too much at once', 413, () => visitor.post('/connexion', { courriel: 'a'.repeat(1_100_000) })],
    ['an address that cannot be read', 400, () => visitor.get('/rex/%E0%A4%A')],
    ['a form to correct', 422, () => visitor.submit('/proposer/evenement', { titre: 'Court' })],
    [
      'a file to correct',
      422,
      () => visitor.submit('/proposer/evenement', {}, { fiche_rex: ['a.pdf', pdf().subarray(9)] }),
    ],
    ['a decision to correct', 422, () => desk.post(`${site.addresses.event}/refus`, { motif: '' })],
    ['a breakdown', 500, () => withoutAgenda()],
    ['a breakdown of the database', 500, () => withoutDatabase()],
    ['too many times', 429, () => tooMany('/connexion')],
    ['too many forms', 429, () => tooMany('/proposer/evenement')],
  ])('%s: %i', async (name, status, ask) => {
    const answer = await ask()
    expect(answer.status).toBe(status)
    expectSound(answer)
    expect(answer.headers['set-cookie']).toBeUndefined()
    if (status >= 400) {
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
      expect(answer.headers['cache-control']).toBe(isForm(name) ? 'private, no-cache' : 'no-store')
      expect(answer.text).toContain('<html lang="fr">')
    }
  })
})

test('a coordinator’s session is the only cookie, and no script can read it', async () => {
  const link = async (other: ReturnType<typeof openSite>) => {
    await other.visitor.post('/connexion', { courriel: coordinatorEmail }).expect(303)
    return linkIn((await other.mails())[0]?.text, '/connexion/')
  }
  const secure = openSite({ env: https })
  const entered = await secure.visitor.post(await link(secure)).expect(303)
  expect(entered.headers['set-cookie']).toEqual([
    expect.stringMatching(/^__Host-session=[\w-]{22}; Max-Age=43200; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/),
  ])
  expectSound(entered)

  const local = openSite()
  const enteredLocally = await local.visitor.post(await link(local)).expect(303)
  expect(enteredLocally.headers['set-cookie']).toEqual([
    expect.stringMatching(/^session=[\w-]{22}; Max-Age=43200; Path=\/; .*HttpOnly; SameSite=Lax$/),
  ])
})

test('a document stays out of caches until it is published', async () => {
  const { deskDocument = '', document = '' } = site.addresses
  expect((await desk.get(deskDocument).expect(200)).headers['cache-control']).toBe('no-store')
  expect((await visitor.get(document).expect(200)).headers['cache-control']).toBeUndefined()
})

test('public files may be kept for a year under their fingerprint, and asked again without it', async () => {
  const stylesheet = (await links('/'))('/site.css')
  expect((await visitor.get(stylesheet)).headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect((await visitor.get('/site.css?v=autre')).headers['cache-control']).toBe('public, max-age=0, must-revalidate')
})

function expectSound({ headers }: Response) {
  const { score, notes } = scoreHeaders(headers)
  expect(score, notes.join('\n')).toBeGreaterThanOrEqual(140)
  expect(headers['x-powered-by']).toBeUndefined()
  expect(headers['permissions-policy']).toContain('geolocation=()')
}

/** Whether the address holds something that only one person was given. */
const isPersonal = (url: string) =>
  /^\/(suivi|decision|boite-locale)\/|^\/proposer\/evenement\/|^\/connexion[/?]/.test(url)

async function links(url: string) {
  const { text } = await visitor.get(url)
  return (start: string) =>
    [...text.matchAll(/href="([^"]+)"/g)].find((match) => match[1]?.startsWith(start))?.[1] ?? ''
}

async function known(url: string) {
  const { etag } = (await visitor.get(url)).headers
  return visitor.get(url).set('If-None-Match', etag ?? 'none')
}

function withoutAgenda() {
  const broken = openSite({ env: https })
  broken.db.exec('DROP VIEW agenda_entries')
  return broken.visitor.get('/agenda')
}

function withoutDatabase() {
  const broken = openSite({ env: https })
  broken.db.close()
  return broken.visitor.get('/agenda')
}

async function tooMany(url: string) {
  const strict = openSite({ env: https, limits: { ...defaultLimits, forms: 1, signIn: 1 } })
  expect((await strict.visitor.post(url)).status).toBe(422)
  return strict.visitor.post(url)
}
