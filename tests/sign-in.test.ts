import { expect, test } from 'vitest'
import { closeAccount } from '../src/coordinators/accounts.ts'
import { addOwnPasskey } from '../src/coordinators/own-passkeys.ts'
import { addCoordinator } from '../src/coordinators/queries.ts'
import { issueSignIn, openSignIn, useSignInLink } from '../src/coordinators/sign-in.ts'
import { anyPasskey } from './support/accounts.ts'
import { linkIn } from './support/send.ts'
import { coordinatorEmail, openSite, secret } from './support/site.ts'

test('a link by mail signs in once; looking at it uses nothing up', async () => {
  const site = openSite()
  await site.visitor.post('/connexion', { courriel: coordinatorEmail.toUpperCase() }).expect(303)
  const link = linkIn((await site.mails())[0]?.text, '/connexion/')

  for (let look = 0; look < 3; look++) expect((await site.visitor.get(link).expect(200)).text).toContain('Me connecter')
  const entered = await site.visitor.post(link).expect(303)
  expect(entered.headers.location).toBe('/moderation')
  expect(entered.headers['set-cookie']?.[0]).toMatch(/^session=[\w-]{22}; .*HttpOnly; SameSite=Lax/)

  await site.visitor.post(link).expect(410)
  await site.visitor.get(link).expect(410)
})

test('a code by mail signs in from the page that asked, and only from it', async () => {
  const site = openSite()
  const asked = await site.visitor.post('/connexion', { courriel: coordinatorEmail }).expect(303)
  const code = /\d{3} \d{3}/.exec(String((await site.mails())[0]?.text))?.[0] ?? ''
  const demande = new URL(asked.headers.location ?? '', 'http://x').searchParams.get('demande') ?? ''

  await site.visitor.post('/connexion/code', { demande: 'A'.repeat(22), code }).expect(422)
  await site.visitor.post('/connexion/code', { demande, code: '000000' }).expect(422)
  await site.visitor.post('/connexion/code', { demande, code }).expect(303)
  await site.visitor.post('/connexion/code', { demande, code }).expect(422)
})

test('five wrong codes close a request, even to the right one', async () => {
  const site = openSite()
  const asked = await site.visitor.post('/connexion', { courriel: coordinatorEmail })
  const code = /\d{3} \d{3}/.exec(String((await site.mails())[0]?.text))?.[0] ?? ''
  const demande = new URL(asked.headers.location ?? '', 'http://x').searchParams.get('demande') ?? ''
  const wrong = code.startsWith('000') ? '111111' : '000000'
  for (let attempt = 0; attempt < 5; attempt++)
    await site.visitor.post('/connexion/code', { demande, code: wrong }).expect(422)
  await site.visitor.post('/connexion/code', { demande, code }).expect(422)
})

test('after ten minutes neither the link nor the code opens anything; after a working day the session is over', async () => {
  const site = openSite()
  await site.visitor.post('/connexion', { courriel: coordinatorEmail })
  const link = linkIn((await site.mails())[0]?.text, '/connexion/')
  site.clock.advance({ minutes: 11 })
  await site.visitor.post(link).expect(410)

  const desk = site.coordinator()
  await desk.get('/moderation').expect(200)
  site.clock.advance({ hours: 13 })
  await desk.get('/moderation').expect(303)
})

test('an unknown address gets the same answer and no mail', async () => {
  const site = openSite()
  const [known, unknown] = await Promise.all([
    site.visitor.post('/connexion', { courriel: coordinatorEmail }),
    site.visitor.post('/connexion', { courriel: 'inconnue@example.org' }),
  ])
  const shape = (location = '') => location.replace(/=.*/, '')
  expect([unknown.status, shape(unknown.headers.location)]).toEqual([known.status, shape(known.headers.location)])
  expect((await site.mails()).map(({ to }) => to)).toMatchObject([{ address: coordinatorEmail }])
})

test('an unknown address costs what a known one does, and leaves nothing behind', async () => {
  const { db, visitor } = openSite()
  const rows = () => db.prepare('SELECT (SELECT count(*) FROM sign_ins), (SELECT count(*) FROM outbox)').raw().get()
  const work = async (courriel: string) => {
    const before = db.prepare('SELECT total_changes()').pluck().get() as number
    await visitor.post('/connexion', { courriel }).expect(303)
    return (db.prepare('SELECT total_changes()').pluck().get() as number) - before
  }
  const unknown = await work('inconnue@example.org')
  expect(rows()).toEqual([0, 0])
  const known = await work(coordinatorEmail)
  expect(rows()).toEqual([1, 1])
  expect(known).toBeGreaterThan(0)
  expect(unknown).toBeGreaterThanOrEqual(known)
})

test('nothing that opens a door is kept as it is', async () => {
  const site = openSite()
  const asked = await site.visitor.post('/connexion', { courriel: coordinatorEmail })
  const mail = String((await site.mails())[0]?.text)
  const secrets = [
    linkIn(mail, '/connexion/').split('/').at(-1),
    /\d{3} \d{3}/.exec(mail)?.[0]?.replace(' ', ''),
    asked.headers.location?.split('=').at(-1),
    site.coordinator().cookie.split('=')[1],
  ]
  const tables = ['sign_ins', 'sessions', 'outbox'].flatMap((table) => site.db.prepare(`SELECT * FROM ${table}`).all())
  expect(tables.length).toBeGreaterThan(2)
  for (const secret of secrets) {
    expect(secret).toMatch(/^[\w-]{6,}$/)
    expect(JSON.stringify(tables)).not.toContain(`"${secret}"`)
  }
})

test('a disabled coordinator is out at once, and is told of nothing more', async () => {
  const site = openSite()
  const desk = site.coordinator()
  await desk.get('/moderation').expect(200)
  addCoordinator(site.db, site.clock, 'autre@example.org')
  expect(closeAccount(site.db, site.clock, 'system', 1)).toBe(true)
  await desk.get('/moderation').expect(303)
  await site.visitor.post('/connexion', { courriel: coordinatorEmail }).expect(303)
  expect(await site.mails()).toEqual([])
})

test('a desk form without its session’s token changes nothing', async () => {
  const site = openSite()
  const desk = site.coordinator()
  await desk.post('/moderation/evenements/ASERBC/publication', { jeton: 'autre' }).expect(403)
  expect((await site.visitor.get('/agenda')).text).not.toContain('Cuisine centrale')
  await desk.post('/moderation/evenements/ASERBC/publication').expect(303)
  expect((await site.visitor.get('/agenda')).text).toContain('Cuisine centrale')
})

test('signing out closes the session', async () => {
  const desk = openSite().coordinator()
  await desk.get('/moderation').expect(200)
  await desk.post('/deconnexion').expect(303)
  await desk.get('/moderation').expect(303)
})

test('whoever was going somewhere is led there, by link, by code, and from a form', async () => {
  const site = openSite()
  const sent = async (url: string) => (await site.visitor.get(url).expect(303)).headers.location ?? ''
  expect(await sent('/moderation')).toBe('/connexion')
  const asking = await sent('/moderation?statut=refused&page=2')
  expect(asking).toBe(`/connexion?vers=${encodeURIComponent('/moderation?statut=refused&page=2')}`)
  const page = (await site.visitor.get(asking).expect(200)).text
  expect(page).toContain('name="vers" value="/moderation?statut=refused&amp;page=2"')

  const vers = '/moderation/edition'
  const ask = () => site.visitor.post('/connexion', { courriel: coordinatorEmail, vers }).expect(303)
  await ask()
  const byLink = await site.visitor.post(linkIn((await site.mails())[0]?.text, '/connexion/')).expect(303)
  expect(byLink.headers.location).toBe(vers)

  const asked = new URL((await ask()).headers.location ?? '', 'http://x').searchParams
  const code = /\d{3} \d{3}/.exec(String((await site.mails())[0]?.text))?.[0] ?? ''
  const demande = asked.get('demande') ?? ''
  const byCode = await site.visitor.post('/connexion/code', { demande, code }).expect(303)
  expect(byCode.headers.location).toBe(vers)

  const act = await site.visitor.post('/moderation/evenements/ASERBC/publication').expect(303)
  expect(act.headers.location).toBe(`/connexion?vers=${encodeURIComponent('/moderation/evenements/ASERBC')}`)
  await site.visitor.post('/connexion', { courriel: coordinatorEmail, vers: 'https://ailleurs.example/' }).expect(303)
  const elsewhere = await site.visitor.post(linkIn((await site.mails())[0]?.text, '/connexion/')).expect(303)
  expect(elsewhere.headers.location).toBe('/moderation')
})

test('the operator lets in an account whose passkey is lost', () => {
  const { db, clock } = openSite()
  addOwnPasskey(db, clock, secret, 1, anyPasskey)
  const issued = issueSignIn(
    db,
    clock,
    secret,
    openSignIn(db, clock, { id: 1, email: coordinatorEmail, role: 'coordinator' }),
  )
  expect(useSignInLink(db, clock, issued?.token ?? '')).toMatchObject({ coordinatorId: 1 })
})
