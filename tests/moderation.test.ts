import { expect, test } from 'vitest'
import { pdf } from './support/files.ts'
import { completeForm } from './support/forms.ts'
import { linkIn, messagesOf, propose } from './support/send.ts'
import { coordinatorEmail, openSite } from './support/site.ts'

const pendingDesk = '/moderation/evenements/ASERBC'

test('the queue shows what waits, the oldest first, and what was decided in its own tab', async () => {
  const site = openSite()
  await propose(site, { titre: 'Une proposition toute fraîche' })
  const queue = await site.coordinator().get('/moderation').expect(200)

  const titles = [...queue.text.matchAll(/href="\/moderation\/[^"]+\/\w{6}">([^<]+)/g)].map((match) => match[1])
  expect(titles[0]).toContain('Cuisine centrale')
  expect(titles.at(-1)).toBe('Une proposition toute fraîche')
  expect(queue.text).not.toContain('Écrire une clause')
  expect((await site.coordinator().get('/moderation?statut=published')).text).toContain(
    'Forum des fournisseurs inclusifs',
  )
})

test('an organiser’s event is refused with a reason: it stays out of the agenda, and its author is told why', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const follow = await propose(site)
  await site.mails()
  const reference = referenceIn(follow)

  await desk
    .post(`/moderation/evenements/${reference}/refus`, { motif: 'Sans lien avec l’achat responsable.' })
    .expect(303)

  const agenda = await site.visitor.get('/agenda')
  expect(agenda.text).toContain('Écrire une clause')
  expect(agenda.text).not.toContain('Atelier de sourçage')
  const [told] = await site.mails()
  expect(told).toMatchObject({ to: { address: 'camille@example.org' } })
  expect(told?.text).toContain('Sans lien avec l’achat responsable.')
  expect((await site.visitor.get(follow)).text).toContain('Sans lien avec l’achat responsable.')
  const page = await desk.get(`/moderation/evenements/${reference}`)
  expect(page.text).toContain(`par ${coordinatorEmail}`)
})

test.each([
  ['correction', 'message'],
  ['refus', 'motif'],
])('a decision without its text comes back: %s', async (decision, field) => {
  const site = openSite()
  const page = await site
    .coordinator()
    .post(`${pendingDesk}/${decision}`, { [field]: 'court' })
    .expect(422)
  expect(messagesOf(page.text)).toEqual([expect.stringContaining('10 caractères au moins')])
  expect(page.text).toContain('court</textarea>')
  expect(await site.mails()).toEqual([])
})

test('two coordinators on one proposition: one wins, the other is told what happened and keeps what was typed', async () => {
  const site = openSite()
  const [first, second] = [site.coordinator(), site.coordinator()]
  await first.post(`${pendingDesk}/publication`).expect(303)

  const late = await second.post(`${pendingDesk}/refus`, { motif: 'Je n’avais pas vu, pardon.' }).expect(409)
  expect(late.text).toContain('Publié')
  expect(late.text).toContain('Je n’avais pas vu, pardon.')
  expect((await site.visitor.get('/agenda')).text).toContain('Cuisine centrale')
  expect(await site.mails()).toHaveLength(1)
})

test('what changed after the page was opened is not published unread', async () => {
  const site = openSite()
  const follow = await propose(site)
  const decision = linkIn((await site.mails())[1]?.text, '/decision/')
  const vu = /name="vu" value="([^"]+)"/.exec((await site.visitor.get(decision)).text)?.[1] ?? ''
  site.clock.advance({ minutes: 5 })
  const editing = await site.visitor.post(`${follow}/modification`)
  const checked = await site.visitor.submit(editing.headers.location ?? '', {
    ...completeForm,
    titre: 'Un tout autre titre',
  })
  await site.visitor.post(checked.headers.location ?? '').expect(303)

  await site.visitor.post(`${decision}/publication`, { vu }).expect(409)
  expect((await site.visitor.get('/agenda')).text).not.toContain('Un tout autre titre')
  const seen = /name="vu" value="([^"]+)"/.exec((await site.visitor.get(decision)).text)?.[1] ?? ''
  await site.visitor.post(`${decision}/publication`, { vu: seen }).expect(303)
  expect((await site.visitor.get('/agenda')).text).toContain('Un tout autre titre')
})

test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty', 'archivage'])(
  '« %s » is no decision',
  async (noun) => {
    const site = openSite()
    await site.coordinator().post(`${pendingDesk}/${noun}`).expect(404)
    expect((await site.coordinator().get(pendingDesk)).text).toContain('En attente de décision')
  },
)

test('a session that ends while a reason is written gives the words back', async () => {
  const site = openSite()
  const desk = site.coordinator()
  site.clock.advance({ hours: 13 })
  const page = await desk.post(`${pendingDesk}/refus`, { motif: 'Une longue raison bien pesée.' }).expect(403)
  expect(page.text).toContain('Une longue raison bien pesée.')
})

test('a mailed link decides of its proposition only, shows nothing private once decided, and ends after thirty days', async () => {
  const site = openSite()
  await propose(site)
  const decision = linkIn((await site.mails())[1]?.text, '/decision/')
  const open = await site.visitor.get(decision).expect(200)
  expect(open.text).toContain('camille@example.org')
  expect(open.text).toMatch(/2\u00a0autres|3\u00a0autres|4\u00a0autres/)

  site.clock.advance({ hours: 24 * 31 })
  await site.visitor.get(decision).expect(410)
  await site.visitor.post(`${decision}/publication`).expect(410)
  site.clock.advance({ hours: -24 * 31 })

  await site.visitor.post(`${decision}/publication`).expect(303)
  const decided = await site.visitor.get(decision).expect(200)
  expect(decided.text).toContain('Publié')
  expect(decided.text).not.toContain('camille@example.org')
})

test('a fiche REX handed in as a file is decided on its own: completed, published, and its document can be read by all', async () => {
  const site = openSite()
  const desk = site.coordinator()
  await propose(site, { accord: 'oui' }, { fiche_rex: ['Notre fiche.pdf', pdf()] })
  const queue = await desk.get('/moderation')
  const sheet = /href="(\/moderation\/rex\/\w+)">Notre fiche\.pdf/.exec(queue.text)?.[1] ?? ''
  const file = /href="(\/documents\/[^"]+)"/.exec((await desk.get(sheet)).text)?.[1] ?? ''

  await site.visitor.get(file).expect(404)
  await desk.get(file).expect(200)
  await desk.post(`${sheet}/publication`).expect(409)
  const identity = {
    titre: 'Un lot réservé',
    organisation: 'Commune Exemple',
    type: 'commune',
    commune: '14100 Lisieux',
    segment: 'espaces-verts',
  }
  await desk.post(`${sheet}/fiche`, { ...identity, segment: '' }).expect(422)
  await desk.post(`${sheet}/fiche`, identity).expect(303)
  await desk.post(`${sheet}/publication`).expect(303)

  expect((await site.visitor.get('/rex/un-lot-reserve').expect(200)).text).toContain('Commune Exemple')
  const download = await site.visitor.get(file).expect(200)
  expect(download.headers['content-disposition']).toContain('attachment; filename="Notre fiche.pdf"')
  expect(download.headers['content-security-policy']).toContain('sandbox')
  expect(download.body.equals(pdf())).toBe(true)
})

test('a sheet whose author keeps it for the coordination cannot be published', async () => {
  const site = openSite()
  const desk = site.coordinator()
  await propose(site, { accord: 'non' }, { fiche_rex: ['Notre fiche.pdf', pdf()] })
  const sheet = /href="(\/moderation\/rex\/\w+)">Notre fiche\.pdf/.exec((await desk.get('/moderation')).text)?.[1] ?? ''
  await desk
    .post(`${sheet}/fiche`, {
      titre: 'Un lot',
      organisation: 'Commune',
      type: 'commune',
      commune: '14100 Lisieux',
      segment: 'autre',
    })
    .expect(303)
  await desk.post(`${sheet}/publication`).expect(409)
  await site.visitor.get('/rex/un-lot').expect(404)
  await site.visitor.get('/rex/un-lot-d-espaces-verts-reserve-a-l-insertion').expect(200)
})

test('the desk runs the same number of queries for one proposition and for many', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const queries = countQueries(site)
  await desk.get('/moderation')
  const few = queries()
  for (const titre of ['Premier atelier ajouté', 'Deuxième atelier ajouté', 'Troisième atelier ajouté'])
    await propose(site, { titre })
  queries()
  await desk.get('/moderation')
  expect(queries()).toBe(few)
})

function countQueries({ db }: ReturnType<typeof openSite>) {
  let count = 0
  const prepare = db.prepare.bind(db)
  Object.assign(db, {
    prepare: (sql: string) => {
      count++
      return prepare(sql)
    },
  })
  return () => {
    const seen = count
    count = 0
    return seen
  }
}

const referenceIn = (follow: string) => follow.slice('/suivi/'.length).split('.')[0]
