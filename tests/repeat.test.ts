import { expect, test } from 'vitest'
import { completeForm } from './support/forms.ts'
import { multiply } from './support/queries.ts'
import { linkIn, propose, textOf } from './support/send.ts'
import { openSite } from './support/site.ts'

const page = '/moderation/edition/invitations'
const texte = 'Revenez nous voir.\n\nÀ bientôt.'

/** A year later: two published events of one person, one of another, and the new edition open. */
async function nextYear() {
  const site = openSite()
  const publish = async (form: Record<string, string>) => {
    const follow = await propose(site, form)
    const reference = follow.slice('/suivi/'.length).split('.')[0]
    await site.coordinator().post(`/moderation/evenements/${reference}/publication`).expect(303)
    return { follow, reference }
  }
  const workshop = await publish({ titre: 'Atelier de sourçage inclusif' })
  const visit = await publish({ titre: 'Visite d’un chantier d’insertion', jour: '23 mai', debut: '9 h', fin: '' })
  const other = await publish({ titre: 'Une table ronde', contact_courriel: 'dominique@example.org', jour: '22 mai' })
  await site.mails()

  site.clock.advance({ hours: 24 * 200 })
  const desk = site.coordinator()
  const opening = { nom: 'La Semaine 2024', numero: '4', premier_jour: '20 mai 2024', dernier_jour: '24 mai 2024' }
  await desk.post('/moderation/edition/nouvelle', opening).expect(303)
  const open = () => desk.post('/moderation/edition/propositions', { propositions: 'ouvertes', date_limite: '' })

  const ids = async () => {
    const text = (await desk.get(page).expect(200)).text
    const checked = [...text.matchAll(/name="organisateur" value="(\w+)"( checked)?/g)]
    return { text, ticked: checked.filter(([, , on]) => on).map(([, id = '']) => id), all: checked.length }
  }
  const invite = async (organisateur: string | string[]) => {
    const form = { organisateur, texte } as Record<string, string>
    const reading = await desk.post(page, { ...form, etape: 'relire' }).expect(200)
    const vu = /name="vu" value="(\w+)"/.exec(reading.text)?.[1] ?? ''
    return { reading, send: () => desk.post(page, { ...form, etape: 'envoyer', vu }) }
  }
  return { ...site, desk, open, ids, invite, workshop, visit, other }
}

const readerOf = ({ to }: { to?: unknown }) => (to as { address: string }).address

const links = (text: unknown) =>
  [...String(text).matchAll(/https?:\/\/[^/\s]+(\/proposer\/reprise\/\S+)/g)].map(([, link = '']) => link)

async function invited() {
  const site = await nextYear()
  await site.open()
  const { ticked } = await site.ids()
  await (await site.invite(ticked)).send().expect(303)
  const letters = await site.mails()
  const camille = letters.find((letter) => readerOf(letter) === 'camille@example.org')
  return { ...site, letters, camille, links: links(camille?.text) }
}

test('last year’s organisers are invited once, one mail each with their events', async () => {
  const site = await nextYear()
  const before = await site.ids()
  expect(before.ticked).toHaveLength(before.all)
  expect(textOf(before.text)).toContain('Visite d’un chantier d’insertion')
  // their links would lead to a closed door
  await site.desk.post(page, { organisateur: site.workshop.reference ?? '', texte, etape: 'envoyer' }).expect(422)
  await site.open()

  const { reading, send } = await site.invite([site.workshop.reference ?? '', site.other.reference ?? ''])
  expect(textOf(reading.text).replaceAll('\u00a0', ' ')).toContain('2 courriels partiront')
  expect(await site.mails()).toEqual([])
  await send().expect(303)
  await send().expect(409)
  const letters = await site.mails()
  expect(letters.map(readerOf).toSorted()).toEqual(['camille@example.org', 'dominique@example.org'])
  const camille = letters.find((letter) => readerOf(letter) === 'camille@example.org')
  expect(camille?.text).toContain('Revenez nous voir.')
  expect(JSON.stringify(camille?.replyTo)).toContain('coordination@example.org')
  expect(links(camille?.text)).toHaveLength(2)
  expect(links(camille?.html)).not.toEqual([])

  const after = await site.ids()
  expect(after.ticked).toHaveLength(before.all - 2)
  expect(textOf(after.text)).toContain('déjà invité')
})

test('a hundred are invited at a time, those who were not yet first, with the words of the last time', async () => {
  const site = await nextYear()
  await site.open()
  multiply(site.db, 'ASERCB', 150)
  site.db.prepare("UPDATE events SET private_email = reference || '@example.org' WHERE reference LIKE 'Z%'").run()
  const first = await site.ids()
  expect(first.ticked).toHaveLength(100)
  expect(first.all).toBe(100)
  expect(textOf(first.text).replaceAll('\u00a0', ' ')).toMatch(/Les \d\d autres viendront ensuite/)
  await (await site.invite(first.ticked)).send().expect(303)

  const then = await site.ids()
  expect(then.ticked.length).toBeGreaterThan(50)
  expect(then.ticked.filter((id) => first.ticked.includes(id))).toEqual([])
  expect(then.all).toBe(100)
  expect(then.text).toContain('Revenez nous voir.')
  expect(then.text).not.toContain('viendront ensuite')
})

test('whoever has no address left is counted, not written to', async () => {
  const site = await nextYear()
  const { all, text } = await site.ids()
  expect(text).not.toContain('plus d’adresse')
  site.db
    .prepare("UPDATE events SET private_email = NULL, private_name = NULL WHERE private_email LIKE 'dominique%'")
    .run()
  const left = await site.ids()
  expect(left.all).toBe(all - 1)
  expect(textOf(left.text).replaceAll('\u00a0', ' ')).toContain('1 événement publié n’a plus d’adresse')
})

test('one press proposes it again, at the same day of the week and hours; GET does nothing', async () => {
  const site = await invited()
  const link = site.links[0] ?? ''
  const shown = textOf((await site.visitor.get(link).expect(200)).text).replaceAll('\u00a0', ' ')
  expect(shown).toContain('Jeudi 23 mai 2024, de 14 h à 16 h 30')
  expect(shown).toContain('En proposant à nouveau, vous confirmez')
  const count = () => site.db.prepare('SELECT count(*) FROM events WHERE repeats IS NOT NULL').pluck().get()
  expect(count()).toBe(0)

  const vu = /name="vu" value="(\w+)"/.exec((await site.visitor.get(link)).text)?.[1] ?? ''
  const sent = await site.visitor.post(link, { vu }).expect(303)
  expect(sent.headers.location).toMatch(/^\/suivi\/.*envoye$/)
  expect(count()).toBe(1)
  expect((await site.mails()).map(readerOf).toSorted()).toEqual(['camille@example.org', 'coordination@example.org'])
  const again = site.db
    .prepare<[], Record<string, unknown>>(`
      SELECT repeats, day, starts_at, organiser_name, year, consent_at FROM events
      JOIN event_slots ON event_id = events.id JOIN editions ON editions.id = edition_id
      WHERE repeats IS NOT NULL
    `)
    .get()
  expect(again).toEqual({
    repeats: site.workshop.reference,
    day: '2024-05-23',
    starts_at: '14:00',
    organiser_name: completeForm.organisateur,
    year: 2024,
    consent_at: expect.stringMatching(/^2023-11/),
  })
})

test('never twice: the page then leads to what was proposed, and the invitation does not name it', async () => {
  const site = await invited()
  const link = site.links[0] ?? ''
  const sent = String((await site.visitor.post(link).expect(303)).headers.location).replace(/\?.*/, '')
  expect((await site.visitor.get(link).expect(200)).text).toContain(`href="${sent}"`)
  await site.visitor.post(link).expect(409)
  await site.visitor.post(`${link}/brouillon`).expect(409)
  expect(site.db.prepare('SELECT count(*) FROM events WHERE repeats IS NOT NULL').pluck().get()).toBe(1)

  await site.mails()
  await (await site.invite(site.workshop.reference ?? '')).send().expect(303)
  const [letter] = await site.mails()
  expect(links(letter?.text)).toHaveLength(1)
  expect(letter?.text).not.toContain('Atelier de sourçage inclusif')

  // taken back, it may be proposed once more
  await site.visitor.post(`${sent}/retrait`, { confirme: 'oui' }).expect(303)
  await site.visitor.post(link).expect(303)
  expect(site.db.prepare('SELECT count(*) FROM events WHERE repeats IS NOT NULL').pluck().get()).toBe(2)
})

test('« Modifier d’abord » opens the form filled in, once, and what is sent counts as the repeat', async () => {
  const site = await invited()
  const link = site.links[1] ?? ''
  const draft = String((await site.visitor.post(`${link}/brouillon`).expect(303)).headers.location)
  expect((await site.visitor.post(`${link}/brouillon`).expect(303)).headers.location).toBe(draft)
  const form = textOf((await site.visitor.get(draft).expect(200)).text)
  expect(form).toContain('value="Visite d’un chantier d’insertion"')
  expect(form.replaceAll('\u00a0', ' ')).toContain('value="21 mai 2024"')
  // the page leads back to it, and one press does not send something else beside it
  expect((await site.visitor.get(link)).text).toContain(`href="${draft}"`)
  expect((await site.visitor.post(link).expect(303)).headers.location).toBe(draft)

  const changed = { ...completeForm, titre: 'Visite de deux chantiers', jour: '22 mai 2024' }
  const kept = await site.visitor.submit(draft, changed).expect(303)
  await site.visitor.post(String(kept.headers.location)).expect(303)
  expect((await site.visitor.get(link).expect(200)).text).toContain('Visite de deux chantiers')
})

test('gone back to once it was taken back, the form that was sent still counts as the repeat; beside it, as another one', async () => {
  const site = await invited()
  const draft = String((await site.visitor.post(`${site.links[1]}/brouillon`).expect(303)).headers.location)
  const send = async (titre: string) => {
    const kept = await site.visitor.submit(draft, { ...completeForm, titre, jour: '22 mai 2024' }).expect(303)
    const sent = await site.visitor.post(String(kept.headers.location), { confirmer: ['doublon'] }).expect(303)
    return String(sent.headers.location).replace(/\?.*/, '')
  }
  const tied = () => site.db.prepare('SELECT title FROM events WHERE repeats IS NOT NULL ORDER BY id').pluck().all()
  const first = await send('Visite de deux chantiers')
  await send('Visite d’un troisième chantier')
  expect(tied()).toEqual(['Visite de deux chantiers'])

  await site.visitor.post(`${first}/retrait`, { confirme: 'oui' }).expect(303)
  await send('Visite de quatre chantiers')
  expect(tied()).toEqual(['Visite de deux chantiers', 'Visite de quatre chantiers'])
})

test('the link is closed to whoever no longer answers for the event, and by the next edition', async () => {
  const site = await invited()
  const [link = '', other = ''] = site.links
  await site.visitor.get(link).expect(200)
  site.db
    .prepare('UPDATE events SET link_generation = link_generation + 1 WHERE reference = ?')
    .run(site.workshop.reference)
  await site.visitor.get(link).expect(410)
  await site.visitor.get(`${other}x`).expect(404)

  await site.desk.post('/moderation/edition/propositions', { propositions: 'closes', date_limite: '' }).expect(303)
  await site.visitor.get(other).expect(403)
  await site.visitor.post(other).expect(403)
  expect(linkIn(site.camille?.text, '/suivi')).toBe('')
})
