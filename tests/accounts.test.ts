import { describe, expect, test } from 'vitest'
import { closeAccount, eraseAccountOf } from '../src/coordinators/accounts.ts'
import { deviceOf } from '../src/coordinators/device.ts'
import { goalIn } from '../src/coordinators/goal.ts'
import { addOwnPasskey } from '../src/coordinators/own-passkeys.ts'
import { useRecoveryCode } from '../src/coordinators/recovery.ts'
import { openSession } from '../src/coordinators/sessions.ts'
import { accountOn, anyPasskey } from './support/accounts.ts'
import { linkIn, messagesOf, propose } from './support/send.ts'
import { baseUrl, coordinatorEmail, openSite, secret, type TestSite, visiting } from './support/site.ts'

const accounts = '/moderation/acces'
const mine = '/moderation/acces/moi'

describe('an invitation', () => {
  test('opens an account of the role that was chosen, and says by mail who invites and what it allows', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const form = { courriel: 'lou@example.org', nom: 'Lou Relais', role: 'lecture' }
    await desk.post(accounts, form).expect(303)
    expect(rowsOf(site)).toMatchObject([
      { email: coordinatorEmail, role: 'coordinator' },
      { email: 'lou@example.org', name: 'Lou Relais', role: 'reader' },
    ])
    const [mail] = await site.mails()
    expect(mail).toMatchObject({ to: { address: 'lou@example.org' }, subject: 'Votre accès à l’espace coordination' })
    expect(mail?.text).toContain(`${coordinatorEmail} vous ouvre un accès`)
    expect(mail?.text).toContain('Les coordonnées privées des organisateurs et les décisions n’y sont pas.')
    expect(mail?.text).toContain(`${baseUrl}/connexion\n`)
    expect(actsOn(site, 2)).toEqual(['account-opened'])

    await site.visitor.post('/connexion', { courriel: 'lou@example.org' }).expect(303)
    const [signIn] = await site.mails()
    await site.visitor.post(linkIn(signIn?.text, '/connexion/')).expect(303)
    expect((await desk.get(accounts)).text).toContain('dernière connexion le 9\u00a0mai\u00a02023')
  })

  test('comes back with what was typed, and is refused for an address that has an account', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const empty = await desk.post(accounts, { courriel: 'lou', nom: 'Lou' }).expect(422)
    expect(messagesOf(empty.text)).toHaveLength(2)
    expect(empty.text).toContain('value="Lou"')
    const twice = await desk.post(accounts, { courriel: coordinatorEmail.toUpperCase(), role: 'lecture' }).expect(422)
    expect(messagesOf(twice.text)[0]).toContain('elle a déjà un accès ouvert')
    expect(rowsOf(site)).toMatchObject([{ role: 'coordinator' }])
    expect(await site.mails()).toEqual([])
  })
})

describe('a role', () => {
  test('changes what an account may do at once, and its decision links', async () => {
    const site = openSite()
    const other = accountOn(site, 'lou@example.org')
    const decision = await decisionFor(site, 'lou@example.org')
    await site.visitor.get(decision).expect(200)
    await site.coordinator().post(`${accounts}/${other.id}/role`, { role: 'lecture' }).expect(303)

    await other.get('/moderation').expect(200)
    await other.get(accounts).expect(403)
    await site.visitor.get(decision).expect(410)
    const line = site.db.prepare(`SELECT actor, subject, before, after FROM journal WHERE act = 'role-changed'`).get()
    expect(line).toEqual({
      actor: 'coordinator:1',
      subject: `acces-${other.id}`,
      before: '{"Rôle":"Coordination"}',
      after: '{"Rôle":"Lecture"}',
    })
    await propose(site)
    expect((await site.mails()).map(({ to }) => (to as { address: string }).address)).not.toContain('lou@example.org')
  })

  test('of the last coordinator cannot change, nor can that account be closed', async () => {
    const site = openSite()
    accountOn(site, 'lou@example.org', 'reader')
    const desk = site.coordinator()
    expect((await desk.get(`${accounts}/1`)).text).toContain('C’est le seul accès de coordination ouvert')
    await desk.post(`${accounts}/1/role`, { role: 'lecture' }).expect(409)
    await desk.post(`${accounts}/1/fermeture`, { confirmer: 'oui' }).expect(409)
    expect(rowsOf(site)[0]).toMatchObject({ role: 'coordinator', disabled_at: null })
    await desk.get('/moderation').expect(200)
  })
})

describe('a closed account', () => {
  test('is out at once: sessions, codes, decision links, mails; and keeps its name in the history', async () => {
    const site = openSite()
    const other = accountOn(site, 'lou@example.org')
    site.db.prepare(`UPDATE coordinators SET name = 'Lou Relais' WHERE id = ?`).run(other.id)
    const decision = await decisionFor(site, 'lou@example.org')
    const [code = ''] = codesOf(addOwnPasskey(site.db, site.clock, secret, other.id, anyPasskey))
    const reference = (await propose(site)).slice('/suivi/'.length).split('.')[0]
    await other.post(`/moderation/evenements/${reference}/publication`).expect(303)

    const desk = site.coordinator()
    const unconfirmed = await desk.post(`${accounts}/${other.id}/fermeture`).expect(422)
    expect(messagesOf(unconfirmed.text)).toEqual(['Confirmation\u00a0: cochez la case'])
    await other.get('/moderation').expect(200)
    await desk.post(`${accounts}/${other.id}/fermeture`, { confirmer: 'oui' }).expect(303)

    await other.get('/moderation').expect(303)
    await site.visitor.get(decision).expect(410)
    await site.visitor.post(`${decision}/publication`).expect(410)
    await site.visitor.post('/connexion/secours', { courriel: 'lou@example.org', secours: code }).expect(422)
    await site.visitor.post('/connexion', { courriel: 'lou@example.org' }).expect(303)
    const told = (await site.mails()).map(({ to }) => (to as { address: string }).address)
    expect(told).toContain(coordinatorEmail)
    expect(told).not.toContain('lou@example.org')
    expect((await desk.get(`/moderation/evenements/${reference}`)).text).toContain('Publiée par Lou Relais')
    expect((await desk.get('/moderation/historique')).text).toContain('Lou Relais')
  })

  test('opens again by mail, without its former passkeys', async () => {
    const site = openSite()
    const other = accountOn(site, 'lou@example.org', 'reader')
    addOwnPasskey(site.db, site.clock, secret, other.id, anyPasskey)
    const desk = site.coordinator()
    await desk.post(`${accounts}/${other.id}/fermeture`, { confirmer: 'oui' }).expect(303)
    await desk.post(`${accounts}/${other.id}/ouverture`).expect(303)
    await desk.post(`${accounts}/${other.id}/ouverture`).expect(409)
    expect(rowsOf(site)[1]).toMatchObject({ role: 'reader', disabled_at: null })
    await site.mails()
    await site.visitor.post('/connexion', { courriel: 'lou@example.org' }).expect(303)
    await site.visitor.post(linkIn((await site.mails())[0]?.text, '/connexion/')).expect(303)
    expect(actsOn(site, other.id)).toEqual(expect.arrayContaining(['account-closed', 'account-opened']))
  })

  test('one closes one’s own on purpose only', async () => {
    const site = openSite()
    const other = accountOn(site, 'lou@example.org')
    expect((await other.get(`${accounts}/${other.id}`)).text).toContain('Je ferme mon propre accès')
    await other.post(`${accounts}/${other.id}/fermeture`).expect(422)
    await other.post(`${accounts}/${other.id}/fermeture`, { confirmer: 'oui' }).expect(303)
    await other.get(accounts).expect(303)
  })
})

describe('my access', () => {
  test('what was closed is said where the page opens', async () => {
    const site = openSite()
    const one = site.coordinator()
    const closed = await one.post('/moderation/acces/moi/sessions', { fermer: 'autres' }).expect(303)
    const [address, anchor] = String(closed.headers.location).split('#')
    const { text } = await one.get(address ?? '').expect(200)
    expect(text.slice(text.indexOf(`id="${anchor}"`))).toMatch(/<p role="status"><b>Fermé/)
    expect(text.match(/<b>Fermé/g)).toHaveLength(1)
  })

  test('shows my sessions in words, and closes one, the others, or all', async () => {
    const site = openSite()
    const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'
    const signIn = async (agent: string) => {
      await site.visitor.post('/connexion', { courriel: coordinatorEmail }).expect(303)
      const link = linkIn((await site.mails())[0]?.text, '/connexion/')
      const entered = await site.visitor.post(link).set('User-Agent', agent).expect(303)
      return visiting(site, String(entered.headers['set-cookie']?.[0]).split(/[=;]/)[1] ?? '')
    }
    const [one, two, three] = [await signIn(firefox), await signIn('curl/8'), await signIn('')]
    const page = (await one.get(mine).expect(200)).text
    expect(page.match(/Firefox sur Windows<\/b> <span class="tag">cette session/g)).toHaveLength(1)
    expect(page).toContain('Navigateur inconnu')

    const id = /name="fermer" value="(\d+)"/.exec(page)?.[1] ?? ''
    await one.post(`${mine}/sessions`, { fermer: id }).expect(303)
    await three.get(mine).expect(303)
    await two.get(mine).expect(200)
    await one.post(`${mine}/sessions`, { fermer: 'autres' }).expect(303)
    await two.get(mine).expect(303)
    await one.get(mine).expect(200)
    const out = await one.post(`${mine}/sessions`, { fermer: 'toutes' }).expect(303)
    expect(out.headers.location).toBe('/connexion')
    await one.get(mine).expect(303)
  })

  test('closes no session of somebody else', async () => {
    const site = openSite()
    const other = accountOn(site, 'lou@example.org', 'reader')
    const desk = site.coordinator()
    await desk.get(mine).expect(200)
    const ids = site.db.prepare('SELECT id FROM sessions WHERE coordinator_id = 1').pluck().all()
    for (const id of ids) await other.post(`${mine}/sessions`, { fermer: String(id) }).expect(303)
    await other.post(`${mine}/sessions`, { fermer: 'autres' }).expect(303)
    await desk.get(mine).expect(200)
  })

  test('a session is last seen by day, when something is sent: reading changes nothing', async () => {
    const site = openSite()
    site.clock.advance({ hours: 13 })
    const desk = visiting(site, openSession(site.db, site.clock, 1))
    const seen = () => site.db.prepare('SELECT seen_on FROM sessions').pluck().get()
    expect(seen()).toBe('2023-05-09')
    site.clock.advance({ hours: 6 })
    await desk.get(mine).expect(200)
    expect(seen()).toBe('2023-05-09')
    await desk.post(`${mine}/nom`, { nom: 'Camille' }).expect(303)
    expect(seen()).toBe('2023-05-10')
  })

  test('a reader names themselves, and adds a passkey of their own only', async () => {
    const site = openSite()
    const reader = accountOn(site, 'lou@example.org', 'reader')
    expect((await reader.get('/moderation')).text).toContain('>Mon accès</a>')
    await reader.post(`${mine}/nom`, { nom: 'Lou Relais' }).expect(303)
    expect(rowsOf(site)[1]).toMatchObject({ name: 'Lou Relais' })
    addOwnPasskey(site.db, site.clock, secret, 1, anyPasskey)
    await reader.post(`${mine}/cles/1/retrait`).expect(404)
    await reader.post(`${mine}/cles/1/nom`, { cle: 'À moi' }).expect(404)
    await reader.post(`${mine}/cles`, { cle: 'Rien', reponse: '{}' }).expect(422)
    expect(site.db.prepare('SELECT coordinator_id, name FROM passkeys').all()).toEqual([
      { coordinator_id: 1, name: 'Mon ordinateur' },
    ])
    const asked = await reader.post(`${mine}/cles/question`).expect(200)
    expect(asked.body).toMatchObject({
      rp: { id: '127.0.0.1' },
      user: { name: 'lou@example.org', displayName: 'Lou Relais' },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
  })
})

test('an erased account is named so in the notes it wrote and in the history that is exported', async () => {
  const site = openSite()
  const { db, clock } = site
  const other = accountOn(site, 'lou@example.org')
  const address = `/moderation/evenements/${(await propose(site)).slice('/suivi/'.length).split('.')[0]}`
  await other.post(`${address}/notes`, { texte_note: 'Rappeler lundi.' }).expect(303)
  await other.post(`${address}/publication`).expect(303)
  const desk = site.coordinator()
  expect((await desk.get(address)).text).toContain('<b>lou@example.org</b>')
  closeAccount(db, clock, 'system', other.id)
  eraseAccountOf(db, clock, 'system', 'lou@example.org')

  const page = (await desk.get(address)).text
  const file = (await desk.get('/moderation/exports/historique.csv?contacts=oui').expect(200)).text
  for (const text of [page, file]) {
    expect(text).toContain(`accès effacé nº ${other.id}`)
    expect(text).not.toMatch(/efface\.invalid|lou@/)
  }
})

test('a passkey that is registered already is said to be, and one that is not the first makes no codes', () => {
  const { db, clock } = openSite()
  expect(addOwnPasskey(db, clock, secret, 1, anyPasskey)).toMatchObject({ added: true, codes: { length: 10 } })
  expect(addOwnPasskey(db, clock, secret, 1, anyPasskey)).toEqual({ added: false, codes: [] })
  expect(addOwnPasskey(db, clock, secret, 1, { ...anyPasskey, credentialId: 'autre' })).toEqual({
    added: true,
    codes: [],
  })
})

test('what opens an account is told to its address when it changes', async () => {
  const site = openSite()
  const { db, clock } = site
  const told = async () =>
    (await site.mails()).map(({ to, subject, text }) => [(to as { address: string }).address, `${subject} ${text}`])
  addOwnPasskey(db, clock, secret, 1, anyPasskey)
  expect(await told()).toEqual([[coordinatorEmail, expect.stringContaining('« Mon ordinateur » a été ajoutée')]])
  const desk = site.coordinator()
  await desk.post(`${mine}/codes`, { confirmer: 'oui' }).expect(200)
  expect(await told()).toEqual([[coordinatorEmail, expect.stringContaining('ont été renouvelés')]])
  await desk.post(`${mine}/cles/1/retrait`).expect(303)
  const [removed] = await told()
  expect(removed).toEqual([coordinatorEmail, expect.stringContaining('« Mon ordinateur » a été retirée')])
  expect(removed?.[1]).toContain(`${baseUrl}/moderation/acces/moi`)
  await desk.post(`${mine}/cles/1/retrait`).expect(404)
  expect(await told()).toEqual([])
})

test('what a passkey is asked to sign is tried once, whatever the answer is worth', async () => {
  const { visitor, db } = openSite()
  const asked = async () => (await visitor.post('/connexion/cle/question').expect(200)).body.challenge as string
  const waiting = () => db.prepare('SELECT count(*) FROM challenges').pluck().get()
  const answer = (challenge: unknown) => {
    const clientDataJSON = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge })).toString('base64url')
    return { reponse: JSON.stringify({ id: 'inconnue', response: { clientDataJSON } }) }
  }
  const challenge = await asked()
  for (const other of ['', null, { a: 1 }, 'AAAA']) await visitor.post('/connexion/cle', answer(other)).expect(422)
  expect(waiting()).toBe(1)
  await visitor.post('/connexion/cle', answer(challenge)).expect(422)
  expect(waiting()).toBe(0)
})

describe('recovery codes', () => {
  test('open once each, whatever their case and spaces, and new ones take their place', async () => {
    const site = openSite()
    const { db, clock } = site
    const codes = codesOf(addOwnPasskey(db, clock, secret, 1, anyPasskey))
    expect(codes).toHaveLength(10)
    const enter = (secours: string) => site.visitor.post('/connexion/secours', { courriel: coordinatorEmail, secours })
    const entered = await enter(` ${codes[0]?.toLowerCase().replace('-', ' ')} `).expect(303)
    expect(entered.headers.location).toBe(`${mine}?fait=secours`)
    expect(entered.headers['set-cookie']?.[0]).toMatch(/^session=/)
    await enter(codes[0] ?? '').expect(422)
    await enter('AAAAAA-AAAAAA').expect(422)
    expect(JSON.stringify(db.prepare('SELECT * FROM recovery_codes').all())).not.toContain(codes[1])

    const desk = site.coordinator()
    await desk.post(`${mine}/codes`).expect(422)
    const shown = await desk.post(`${mine}/codes`, { confirmer: 'oui' }).expect(200)
    const anew = [...shown.text.matchAll(/<code>([^<]+)</g)].map(([, code]) => code ?? '')
    expect(anew).toHaveLength(10)
    await enter(codes[1] ?? '').expect(422)
    await enter(anew[9] ?? '').expect(303)
    expect(actsOn(site, 1)).toEqual(expect.arrayContaining(['recovery-codes-made', 'recovery-code-used']))
  })

  test('of one account open no other, and an unknown address is answered alike', async () => {
    const site = openSite()
    const { db, clock } = site
    const [code = ''] = codesOf(addOwnPasskey(db, clock, secret, 1, anyPasskey))
    accountOn(site, 'lou@example.org')
    const answers = ['lou@example.org', 'inconnue@example.org'].map((courriel) =>
      site.visitor.post('/connexion/secours', { courriel, secours: code }),
    )
    const [known, unknown] = await Promise.all(answers)
    expect(known?.status).toBe(422)
    expect(known?.text.replaceAll('lou@', 'inconnue@')).toBe(unknown?.text)
    expect(useRecoveryCode(db, clock, secret, coordinatorEmail, code)).toBe(1)
  })

  test('are asked for a few times only', async () => {
    const strict = openSite({ limits: { forms: 99, signIn: 2, uploads: { files: 9, bytes: 9 } } })
    const guess = () =>
      strict.visitor.post('/connexion/secours', { courriel: coordinatorEmail, secours: 'AAAAAA-AAAAAA' })
    for (const status of [422, 422, 429]) expect((await guess()).status).toBe(status)
  })
})

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox sur Windows'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0',
    'Edge sur Windows',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
    'Safari sur iPhone',
  ],
  [
    'Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36',
    'Chrome sur Android',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15',
    'Safari sur Mac',
  ],
  ['<script>alert(1)</script>', 'Navigateur inconnu'],
])('a device in words: %s', (agent, words) => {
  expect(deviceOf(agent)).toBe(words)
})

test.each([
  ['/moderation/evenements/ASERBC?fait=message', '/moderation/evenements/ASERBC?fait=message'],
  ['/moderation', '/moderation'],
  ['/moderationnel', undefined],
  ['//ailleurs.example/moderation', undefined],
  ['/\\ailleurs.example/moderation', undefined],
  ['/moderation/../connexion', undefined],
  ['https://ailleurs.example/moderation', undefined],
  ['/suivi/abc', undefined],
  [['/moderation'], undefined],
])('where one was going: %s', (asked, kept) => {
  expect(goalIn(asked)).toBe(kept)
})

const codesOf = (done: ReturnType<typeof addOwnPasskey>) => done.codes

const rowsOf = ({ db }: TestSite) =>
  db.prepare<[], Record<string, unknown>>('SELECT * FROM coordinators ORDER BY id').all()

const actsOn = ({ db }: TestSite, id: number) =>
  db.prepare('SELECT act FROM journal WHERE subject = ? ORDER BY id').pluck().all(`acces-${id}`)

/** The decision link in the mail that tells an account of a new proposition. */
async function decisionFor(site: TestSite, email: string) {
  await propose(site)
  const told = (await site.mails()).find(({ to }) => (to as { address: string }).address === email)
  return linkIn(told?.text, '/decision/')
}
