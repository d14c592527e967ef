import express, { type Express } from 'express'
import { pino } from 'pino'
import type { Response } from 'supertest'
import { beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../src/app.ts'
import { closeAccount } from '../src/coordinators/accounts.ts'
import { addOwnPasskey } from '../src/coordinators/own-passkeys.ts'
import { openRoom } from '../src/web/room.ts'
import { accountOn, anyPasskey } from './support/accounts.ts'
import { deskOf, startOf } from './support/desk.ts'
import { pdf } from './support/files.ts'
import { completeForm } from './support/forms.ts'
import { made, madeUp, matches, type Route, routesOf, undeclared } from './support/matrix.ts'
import { linkIn, propose } from './support/send.ts'
import { fillSite } from './support/served.ts'
import { openSite, secret, type TestSite } from './support/site.ts'
import { type Valid, validActs } from './support/valid-acts.ts'

const site = await fillSite(openSite())
const { db, clock, visitor, addresses } = site
const routes = routesOf(site.doors)

type Actor = {
  name: string
  /** what their links open, by door; a token that opens no door is tried at all of them */
  tokens: Record<string, string>
  over?: string
  session?: ReturnType<typeof accountOn>
  role?: 'reader' | 'coordinator'
  /** whether the documents, colleagues… whose numbers are tried are their own */
  owner?: true
}

const actors = await prepareActors()
const [stranger] = actors

describe('who enters where, as the doors say', () => {
  // reading first: what is sent may take a file away
  const walks = [
    ...routes.filter(({ method }) => method === 'get'),
    ...routes.filter(({ method }) => method === 'post'),
  ]

  test.each(walks)('$method $pattern ($who)', async (route) => {
    for (const actor of actors) {
      const expected = expectedOf(route, actor)
      const before = changes()
      const answer = await ask(route, actor)
      const cell = `${actor.name}: ${answer.status} ${answer.headers.location ?? ''}`
      if (expected === 'as a stranger') {
        expect.soft(seen(answer), cell).toEqual(seen(await ask(route, stranger as Actor)))
        expect.soft(answer.status, cell).not.toBe(403)
      } else {
        expect.soft(classOf(answer), cell).toBe(expected)
      }
      // for what the account is, not for what the form lacks
      if (expected === 403) expect.soft(answer.text, cell).toContain('Votre accès permet de lire l’espace coordination')
      const idle = !actor.owner && alreadyGone.test(route.pattern)
      if (route.method === 'get' || idle || (expected !== 'in' && expected !== 'as a stranger'))
        expect.soft(changes(), cell).toBe(before)
      if (actor.role === 'reader' && route.who === 'reader')
        expect.soft(answer.text.includes(completeForm.contact_courriel), cell).toBe(false)
    }
  })

  test('is walked for every kind of door, and every class of answer is met', () => {
    expect(new Set(routes.map(({ who }) => who))).toEqual(
      new Set(['everyone', 'link', 'reader', 'coordinator', 'developer']),
    )
    const classes = new Set(walks.flatMap((route) => actors.map((actor) => String(expectedOf(route, actor)))))
    expect([...classes].sort()).toEqual(['403', '404', '410', 'as a stranger', 'in', 'sign in'])
  })
})

describe('what is private, in whatever state a proposition is', () => {
  const hidden = /canari|99 98 97 96|secret-visio|confidence/i
  const secrets = {
    contact_nom: 'Zénobie Canari',
    contact_courriel: 'zenobie.canari@example.org',
    contact_telephone: '02 99 98 97 96',
    participation: 'mixte',
    lien_en_ligne: 'https://secret-visio.example.org/x',
    lien_reserve: ['oui'],
  }
  const states: Record<string, [act: string, form?: Record<string, string>][]> = {
    'waits for a decision': [],
    'is to be corrected': [['correction', { message: 'Une confidence à corriger.' }]],
    'was corrected': [['correction', { message: 'Une confidence à corriger.' }], ['+change']],
    'is refused': [['refus', { motif: 'Une confidence, pour le refus.' }]],
    'is refused and nobody was told': [['refus', { sans_prevenir: 'oui' }]],
    'waits again': [['refus', { motif: 'Une confidence, pour le refus.' }], ['reouverture']],
    'was decided of and taken back': [['refus', { motif: 'Une confidence, pour le refus.' }], ['annulation']],
    'is online': [['publication']],
    'is online, and a change waits': [['publication'], ['+change']],
    'is online, and a change was refused': [
      ['publication'],
      ['+change'],
      ['rejet', { motif: 'Une confidence, pour le rejet.' }],
    ],
    'is online, corrected before': [['correction', { message: 'Une confidence.' }], ['+change'], ['publication']],
    'is withdrawn': [['publication'], ['+withdrawal']],
  }

  test.each(Object.entries(states))('%s: no page shows it to who only reads', async (_state, acts) => {
    const own = openSite()
    const follow = await propose(own, secrets)
    const decision = linkIn((await own.mails()).map(({ text }) => text).join(' '), '/decision/')
    const [desk, address] = [own.coordinator(), deskOf(follow)]
    await own.visitor.post(`${follow}/message`, { message: 'Une confidence de Zénobie Canari.' }).expect(303)
    await desk.post(`${address}/notes`, { texte_note: 'Une confidence entre nous.' }).expect(303)
    for (const [act, form = {}] of acts) {
      const sent = await (act === '+change'
        ? changed(own, follow, { ...secrets, lieu: 'Salle verte' })
        : act === '+withdrawal'
          ? own.visitor.post(`${follow}/retrait`, { confirme: 'oui' })
          : desk.post(`${address}/${act}`, form))
      expect(sent.status, act).toBe(303)
    }
    expect((await desk.get(address)).text).toMatch(hidden)

    const reader = accountOn(own, 'lecture@example.org', 'reader')
    const reference = address.split('/').at(-1) ?? ''
    const slug = own.db.prepare('SELECT slug FROM events WHERE reference = ?').pluck().get(reference)
    const asked = [
      '?fait=correction',
      '?fait=refus',
      '?q=canari',
      '?statut=refused&q=secret-visio',
      '?statut=published',
      '?statut=withdrawn',
    ]
    const read = routesOf(own.doors)
      .filter(({ method, who }) => method === 'get' && who !== 'link' && who !== 'developer')
      .map(({ pattern }) =>
        made(pattern.replace(':room', 'evenements').replace(':reference', reference).replace(':slug', String(slug))),
      )
    expect(read).toContain(address)
    for (const url of [...read, ...asked.flatMap((query) => [`/moderation${query}`, `${address}${query}`])]) {
      const { text } = await reader.get(url).buffer(true)
      // what was looked for is in the field, and in the links that keep it
      const said = text?.replaceAll(/(value|href|action)="[^"]*"/g, '').replaceAll(/« canari »|« secret-visio »/g, '')
      expect.soft(said, url).not.toMatch(hidden)
    }
    const { text } = await own.visitor.get(decision)
    if (!/name="vu"/.test(text)) expect(text).not.toMatch(hidden)
  })
})

describe('a form that a coordinator may send', () => {
  const own = openSite()
  const account = { reader: accountOn(own, 'lecture@example.org', 'reader'), other: accountOn(own, 'lou@example.org') }
  const desk = own.coordinator()
  let valid: Record<string, Valid> = {}
  beforeAll(async () => {
    const follow = await propose(own)
    valid = validActs({ site: own, desk, follow, address: deskOf(follow), other: account.other })
  })

  // sheets take the same forms as events; these need another edition, a mail that was read or has left, or a file that comes or came
  const elsewhere =
    /edition(\/nouvelle|\/invitations)?$|courriels\/(ecrire\/envoi|:id\/adresse)$|\/fiche$|\/texte(\/retrait)?$|\/fichiers?$|\/ressources$|\/fiches\/:sheet(\/retrait)?$/
  const sameAsEvents = (pattern: string) => pattern.replace(/\/(rex|cartes-blanches)\//, '/evenements/')
  const acts = routesOf(own.doors).filter(
    ({ method, who, pattern }) =>
      method === 'post' && who === 'coordinator' && pattern === sameAsEvents(pattern) && !elsewhere.test(pattern),
  )

  test.each(acts)('is refused to who only reads, for what they are: $pattern', async ({ pattern }) => {
    expect(Object.keys(valid)).toContain(pattern)
    const { url, form, first, from } = valid[pattern] ?? {}
    own.db.exec('BEGIN IMMEDIATE')
    try {
      await first?.()
      const start = from ? await startOf(desk, from) : {}
      const address = url?.() ?? pattern.replace(/^.*:reference/, addressOf)
      const before = own.db.prepare('SELECT total_changes()').pluck().get()
      const refused = await account.reader.post(address, { ...start, ...form })
      expect(refused.status).toBe(403)
      expect(refused.text).toContain('Votre accès permet de lire l’espace coordination')
      expect(own.db.prepare('SELECT total_changes()').pluck().get()).toBe(before)
      expect([200, 303]).toContain((await desk.post(address, { ...start, ...form })).status)
    } finally {
      own.db.exec('ROLLBACK')
    }
  })

  const addressOf = () =>
    `/moderation/evenements/${own.db.prepare(`SELECT reference FROM events ORDER BY id DESC`).pluck().get()}`
})

describe('what is not published', () => {
  const { deskDocument = '', document = '' } = addresses
  let image = ''
  beforeAll(async () => {
    const row = db.prepare<[], { stored_as: string; widths: string; id: number }>(`
      SELECT stored_as, widths, id FROM documents WHERE widths IS NOT NULL LIMIT 1
    `)
    const { stored_as, widths } = row.get() ?? { stored_as: '', widths: '[]' }
    image = `/images/${stored_as}-${JSON.parse(widths)[0]}.webp`
    await visitor.get(image).expect(200)
    await visitor.get(document).expect(200)
    db.prepare(
      `UPDATE events SET status = 'pending' WHERE id = (SELECT event_id FROM documents WHERE widths IS NOT NULL)`,
    ).run()
  })

  test('documents and images: for those who decide, and nobody else', async () => {
    for (const { name, session, role } of actors) {
      for (const url of [deskDocument, image]) {
        const { status } = await (session ? session.get(url) : visitor.get(url))
        expect.soft(status, `${name} ${url}`).toBe(role === 'coordinator' ? 200 : 404)
      }
    }
  })
})

describe('a way in that no door declares', () => {
  test('there is none', () => {
    expect(undeclared(site.app, site.doors)).toEqual([])
  })

  test.each<[string, (app: Express) => unknown]>([
    ['a route of the app', (app) => app.get('/cachee', (_req, res) => res.end())],
    ['a middleware', (app) => app.use('/cachee', (_req, res) => res.end())],
    ['a room', (app) => app.use('/cachee', express.Router())],
  ])('would be found: %s', (_what, add) => {
    const app = createApp(parts())
    add(app)
    expect(undeclared(app, site.doors)).not.toEqual([])
  })

  test('would be found: a path beside those of its room, a room without its guard, a door that is nobody’s', () => {
    const app = createApp(parts())
    const open = site.doors.map((door) => (door.prefix === '/agenda' ? { ...door, room: openRoom() } : door))
    expect(undeclared(app, open)).toHaveLength(1)
    const unguarded = site.doors.map((door) => (door.who === 'reader' ? { ...door, guards: [] } : door))
    expect(undeclared(app, unguarded)).not.toEqual([])
    const nobody = site.doors.map((door) => (door.prefix === '/agenda' ? { ...door, who: undefined as never } : door))
    expect(undeclared(app, nobody)).toHaveLength(1)
  })

  test('every door of the desk is behind what lets its readers in', () => {
    const locked = site.doors.filter(({ who }) => who === 'reader' || who === 'coordinator')
    expect(locked.length).toBeGreaterThan(3)
    for (const { prefix, who, guards = [] } of locked) {
      expect.soft(prefix).toMatch(/^\/moderation/)
      expect.soft(guards.length, prefix).toBe(who === 'reader' ? 1 : 2)
    }
    expect(
      site.doors.filter(({ prefix, who }) => prefix.startsWith('/moderation') && !/reader|coord/.test(who)),
    ).toEqual([])
  })
})

/** A change, or a correction, that an organiser sends. */
async function changed(
  { visitor }: Pick<TestSite, 'visitor'>,
  follow: string,
  form: Record<string, string | string[]>,
) {
  const editing = await visitor.post(`${follow}/modification`).expect(303)
  const kept = await visitor.submit(String(editing.headers.location), { ...completeForm, ...form }).expect(303)
  return visitor.post(String(kept.headers.location), { confirmer: ['doublon', 'hors_semaine'] })
}

function parts() {
  return { db, clock, config: site.config, secret, log: pino({ level: 'silent' }) }
}

async function prepareActors(): Promise<Actor[]> {
  const closed = accountOn(site, 'fermee@example.org')
  const reader = accountOn(site, 'lecture@example.org', 'reader')
  const coordinator = accountOn(site, 'relais@example.org')
  const other = await propose(site, { titre: 'La proposition d’une autre', contact_courriel: 'autre@example.org' })
  const told = (await site.mails()).find(({ to }) => (to as { address: string }).address === 'fermee@example.org')
  const overDecision = tokenIn(linkIn(told?.text, '/decision/'))
  closeAccount(db, clock, 'system', closed.id)
  await visitor.post('/suivi', { courriel: 'autre@example.org' }).expect(303)
  const otherMine = linkIn((await site.mails())[0]?.text, '/mes-propositions/')
  const own = await propose(
    site,
    { titre: 'La proposition de quelqu’un', accord: 'oui' },
    { programme: ['a.pdf', pdf()] },
  )
  const toDecide = (await site.mails()).find(({ text }) => linkIn(text, '/decision/'))
  const colleague = { collegue_nom: 'Dominique Exemple', collegue_courriel: 'dominique@example.org' }
  await visitor.post(`${own}/collegues`, colleague).expect(303)
  for (const { id } of [reader, coordinator])
    addOwnPasskey(db, clock, secret, id, { ...anyPasskey, credentialId: `cle${id}` })

  const follow = tokenIn(own)
  const decision = tokenIn(linkIn(toDecide?.text, '/decision/'))
  return [
    { name: 'a stranger', tokens: {} },
    {
      name: 'the organiser’s link',
      tokens: { '/suivi': follow, '/mes-propositions': tokenIn(addresses.mine), '/decision': follow },
      owner: true,
    },
    {
      name: 'another organiser’s link',
      tokens: { '/suivi': tokenIn(other), '/mes-propositions': tokenIn(otherMine), '/decision': tokenIn(other) },
    },
    {
      name: 'a decision link',
      tokens: { '/decision': decision, '/suivi': decision, '/mes-propositions': decision },
      owner: true,
    },
    { name: 'a reader', tokens: {}, session: reader, role: 'reader' },
    { name: 'a coordinator', tokens: {}, session: coordinator, role: 'coordinator' },
    { name: 'somebody disabled', tokens: { '/decision': overDecision }, over: '/decision', session: closed },
  ]
}

/** The class of answer that follows from the door. */
function expectedOf({ who, prefix, pattern, method }: Route, actor: Actor) {
  if (who === 'everyone' || who === 'developer')
    return actor.role && method === 'get' && pattern === '/connexion' ? 'in' : 'as a stranger'
  if (who === 'link') {
    if (actor.over === prefix) return 410
    const opens = ownDoors(actor).includes(prefix)
    if (!opens || (/:.*:id/.test(pattern) && !actor.owner && !alreadyGone.test(pattern))) return 404
    return noSuchAct.test(pattern) ? 404 : 'in'
  }
  if (!actor.role) return 'sign in'
  if (who === 'coordinator' && actor.role === 'reader') return 403
  return noSuchAct.test(pattern) ? 404 : 'in'
}

const ownDoors = ({ name }: Actor) =>
  name === 'a decision link' ? ['/decision'] : /organiser/.test(name) ? ['/suivi', '/mes-propositions'] : []

/** An event has no file to be read from, only an event takes place, and a note is taken out by who wrote it. */
const noSuchAct =
  /(evenements\/:reference|decision\/:token)\/fiche$|notes\/:id\/retrait$|(rex|blanches)\/:reference\/(annonce|retablissement)$/

/** Who is no colleague of theirs is gone already, and nothing changes. */
const alreadyGone = /\/collegues\/:id\/retrait$/

function classOf({ status, headers }: Response) {
  if (status === 303 && /^\/connexion(\?vers=|$)/.test(headers.location ?? '')) return 'sign in'
  return [200, 303, 409, 422].includes(status) ? 'in' : status
}

/** What a stranger can tell two answers apart by. */
const seen = ({ status, headers }: Response) => [status, headers.location?.replaceAll(/[\w-]{22,}/g, '…')]

const changes = () => db.prepare('SELECT total_changes()').pluck().get()

/** Asks with what the actor holds. What is sent is taken back afterwards, so that each finds the site as it was. */
async function ask(route: Route, actor: Actor): Promise<Response> {
  const url = urlOf(route, actor)
  const { get, post } = actor.session ?? visitor
  if (route.method === 'get') return get(url)

  db.exec('BEGIN IMMEDIATE')
  try {
    return await post(url)
  } finally {
    db.exec('ROLLBACK')
  }
}

/** The path with real values: those of the actor where they hold some, else those of the organiser whose proposition it is. */
function urlOf(route: Route, actor: Actor) {
  const { id } = actor.session ?? { id: 0 }
  const own: Record<string, string> = {
    ':decision': 'publication',
    ':sheet': 'fiche-rex',
    ...(route.who === 'link' ? { ':token': actor.tokens[route.prefix] ?? madeUp } : {}),
    ...(route.pattern.includes('/cles/:id') ? { ':id': String(passkeyOf(id)) } : {}),
    ...(route.pattern.includes('/collegues/:id') ? { ':id': String(colleagueOf()) } : {}),
    ...(route.pattern.includes('/:token/documents/:id') && route.who === 'link' ? { ':id': String(documentOf()) } : {}),
  }
  return realOf(route.pattern.replaceAll(/:\w+/g, (name) => own[name] ?? name))
}

/** The path as an example of the same page, or of one below the same name, has it. */
function realOf(pattern: string) {
  const parts = pattern.split('/')
  const named = parts.findLastIndex((part) => part.startsWith(':')) + 1
  if (named === 0) return pattern
  const head = parts.slice(0, named).join('/')
  const below = (path: string) =>
    routes.filter(({ method, pattern: one }) => method === 'get' && `${one}/`.startsWith(`${path}/`))
  // of a change that waits, an example has one
  const whole = parts.slice(0, named + 1).join('/')
  const neighbours = [...below(whole), ...below(head)]
  const example = neighbours.flatMap((one) => exampleOf(one) ?? [])[0]
  return example ? [...example.split('/').slice(0, named), ...parts.slice(named)].join('/') : made(pattern)
}

function exampleOf(route: Route) {
  const urls = site.examples.map(({ url }) => url.split('?')[0] ?? '')
  return urls.find((url) => routes.find(({ method, pattern }) => method === 'get' && matches(pattern, url)) === route)
}

function tokenIn(url: string) {
  return url.split('/')[2] ?? ''
}

const documentOf = () => db.prepare(`SELECT id FROM documents WHERE name = 'a.pdf'`).pluck().get()

const colleagueOf = () => db.prepare('SELECT id FROM colleagues ORDER BY id DESC LIMIT 1').pluck().get()

const passkeyOf = (id: number) =>
  db.prepare('SELECT id FROM passkeys WHERE coordinator_id = ?').pluck().get(id) ?? madeUp
