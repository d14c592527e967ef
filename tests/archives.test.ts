import { expect, test } from 'vitest'
import { deskOf, openNext } from './support/desk.ts'
import { completeForm } from './support/forms.ts'
import { countQueries, multiply } from './support/queries.ts'
import { propose, textOf } from './support/send.ts'
import { openSite, type TestSite } from './support/site.ts'

const read = async ({ visitor }: TestSite, url: string) =>
  textOf((await visitor.get(url).expect(200)).text).replaceAll('\u00a0', ' ')

test('the editions are listed, the newest first; what is not known of them is not invented', async () => {
  const site = openSite()
  const list = (await site.visitor.get('/editions').expect(200)).text
  expect([...list.matchAll(/<h2><a href="([^"]+)"/g)].map(([, href]) => href)).toEqual([
    '/agenda',
    '/editions/2022',
    '/editions/2021',
  ])
  const first = await read(site, '/editions/2021')
  expect(first).toContain('Du lundi 15 au vendredi 19 novembre 2021')
  expect(first).toContain('Le programme de cette édition n’est pas sur ce site')
  expect(first).not.toContain('class="entry')
  await site.visitor.get('/editions/1999').expect(404)
  await site.visitor.get('/editions/2022x').expect(404)
})

test('the week is in the agenda until it is over, then in the archives with its days and its sheets', async () => {
  const site = openSite()
  await site.visitor.get('/editions/2023').expect(302).expect('Location', '/agenda')
  expect(await read(site, '/agenda/petit-dejeuner-consommation-responsable')).not.toContain('Édition terminée')
  expect(await read(site, '/agenda/ecrire-une-clause-d-insertion-qui-fonctionne')).toContain('S’inscrire')

  site.clock.advance({ hours: 24 * 18 })
  const week = await read(site, '/editions/2023')
  expect(week).toContain('20 événements, 21 créneaux')
  expect(week).toContain('Jeudi 25 mai')
  expect(week).toContain('href="/agenda/petit-dejeuner-consommation-responsable"')
  expect(week).toContain('href="/rex/un-lot-d-espaces-verts-reserve-a-l-insertion"')
  expect(week).not.toContain('Passé')

  const event = await read(site, '/agenda/ecrire-une-clause-d-insertion-qui-fonctionne')
  expect(event).toContain('Édition terminée')
  expect(event).toContain('href="/editions/2023"')
  expect(event).not.toContain('S’inscrire')
  expect(await read(site, '/plan-du-site')).toContain('href="/editions"')
})

test('a past week and last year’s organisers are read with as few questions whatever their number', async () => {
  const site = openSite()
  site.clock.advance({ hours: 24 * 30 })
  const desk = site.coordinator()
  const opening = { nom: 'La suivante', numero: '4', premier_jour: '20 mai 2024', dernier_jour: '24 mai 2024' }
  await desk.post('/moderation/edition/nouvelle', opening).expect(303)
  const count = async () => [
    await countQueries(site.db, () => site.visitor.get('/editions/2023').expect(200)),
    await countQueries(site.db, () => desk.get('/moderation/edition/invitations').expect(200)),
  ]
  const few = await count()
  multiply(site.db, 'ASERCB', 1000)
  site.db.prepare("UPDATE events SET private_email = reference || '@example.org' WHERE reference LIKE 'Z%'").run()
  expect(await count()).toEqual(few)
  expect(await read(site, '/editions/2023')).toContain('1 020 événements'.replace('1 020', '1\u202f020'))
})

test('a long past week is read page by page, a day whole on one of them', async () => {
  const site = openSite()
  site.clock.advance({ hours: 24 * 30 })
  expect(await read(site, '/editions/2023')).not.toContain('aria-label="Pages')
  for (const day of ['2023-05-22', '2023-05-24']) {
    site.db
      .prepare(`
        INSERT INTO event_slots (event_id, day, moment)
        SELECT events.id, ?, 'morning' FROM events JOIN communes WHERE reference = 'ASERAA' LIMIT 300
      `)
      .run(day)
  }
  const days = (page: string) => [...page.matchAll(/<h2>(\S+) \d+ mai <small>/g)].map(([, day]) => day)
  const first = await read(site, '/editions/2023')
  expect(days(first)).toEqual(['Lundi'])
  expect(first).toContain('621 créneaux')
  expect(first).toContain('href="/editions/2023?page=2"')
  expect(first).toContain('href="/rex/un-lot-d-espaces-verts-reserve-a-l-insertion"')
  const others = [await read(site, '/editions/2023?page=2'), await read(site, '/editions/2023?page=3')]
  expect(others.flatMap(days)).toEqual(['Mardi', 'Mercredi', 'Jeudi', 'Vendredi'].slice(0, others.flatMap(days).length))
  expect(others[0]).toContain('aria-current="page">Page 2')
})

test('whoever changes an event of a past edition reads its own week, its organiser and the coordination its own hours', async () => {
  const site = openSite()
  const follow = await propose(site)
  const desk = site.coordinator()
  await desk.post(`${deskOf(follow)}/publication`).expect(303)
  await desk.post(`${deskOf(follow)}/message`, { reponse: 'À bientôt !' }).expect(303)
  await openNext(desk)
  const editing = await site.visitor.post(`${follow}/modification`).expect(303)
  const form = await read(site, String(editing.headers.location))
  expect(form).toContain('La Semaine a lieu du lundi 22 au vendredi 26 mai 2023')
  await site.visitor.submit(String(editing.headers.location), { ...completeForm, lieu: 'Ailleurs' }).expect(303)

  const shown = [await read(site, follow), textOf((await desk.get(deskOf(follow)).expect(200)).text)]
  for (const page of shown) {
    expect(page.replaceAll('\u00a0', ' ')).toContain('9 mai 2023 à 9 h')
    expect(page.replaceAll('\u00a0', ' ')).not.toContain('9 mai 2023 à 11 h')
  }
  // 25 May at 15:30 there, one hour before its end
  site.clock.advance({ hours: 16 * 24 + 6, minutes: 30 })
  const preview = textOf(
    (
      await site
        .coordinator()
        .get(`${deskOf(follow)}/apercu`)
        .expect(200)
    ).text,
  )
  expect(preview).toContain('Atelier de sourçage inclusif')
  expect(preview).not.toContain('Passé')
})

test('a week that another edition has followed is not said to be over before its last day', async () => {
  const site = openSite()
  const follow = await propose(site)
  const desk = site.coordinator()
  await desk.post(`${deskOf(follow)}/publication`).expect(303)
  await openNext(desk)
  const event = '/agenda/ecrire-une-clause-d-insertion-qui-fonctionne'
  const sheet = '/rex/un-lot-d-espaces-verts-reserve-a-l-insertion'
  const pages = [event, sheet, follow, '/editions/2023']
  for (const url of pages) expect.soft(await read(site, url), url).not.toMatch(/dition (est )?terminée/)
  expect(await read(site, event)).toContain('S’inscrire')
  expect(await read(site, '/editions')).toMatch(/26 mai 2023<[\s\S]*18 novembre 2022 · édition terminée/)

  // the morning of Wednesday 24 May: what is over is said, slot by slot
  site.clock.advance({ hours: 24 * 15 })
  expect(await read(site, '/editions/2023')).toContain('entry--passed')
  for (const url of pages) expect.soft(await read(site, url), url).not.toMatch(/dition (est )?terminée/)
  site.clock.advance({ hours: 24 * 3 })
  for (const url of pages) expect.soft(await read(site, url), url).toMatch(/dition (est )?terminée/)
  expect(await read(site, '/editions/2023')).not.toContain('entry--passed')
  expect(await read(site, '/editions')).toContain('26 mai 2023 · édition terminée')
  expect(await read(site, sheet)).toContain('href="/editions/2023"')
})
