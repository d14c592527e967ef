import { expect, test } from 'vitest'
import { listHistory } from '../src/journal/queries.ts'
import { messagesOf } from './support/send.ts'
import { openSite } from './support/site.ts'

const address = '/moderation/evenements/ASERAA'
const old = 'acheter-responsable-par-ou-commencer'

test('a page that moves: the old address leads to the new one, calendars keep the event', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const before = (await site.visitor.get(`/agenda/${old}.ics`).expect(200)).text
  const uid = /UID:(\S+)/.exec(before)?.[1]

  await desk.post(`${address}/adresse`, { adresse_page: 'Webinaire d’ouverture' }).expect(303)
  await site.visitor.get('/agenda/webinaire-d-ouverture').expect(200)
  await site.visitor
    .get(`/agenda/${old}?departement=14`)
    .expect(301)
    .expect('Location', '/agenda/webinaire-d-ouverture?departement=14')
  await site.visitor.get(`/agenda/${old}.ics`).expect(301).expect('Location', '/agenda/webinaire-d-ouverture.ics')
  const after = (await site.visitor.get('/agenda/webinaire-d-ouverture.ics')).text
  expect(after).toContain(`UID:${uid}`)
  expect(after).toContain('SEQUENCE:1')
  expect(listHistory(site.db, 'ASERAA').at(-1)).toMatchObject({
    act: 'moved',
    before: { 'Adresse de la page': old },
    after: { 'Adresse de la page': 'webinaire-d-ouverture' },
  })

  await desk.post(`${address}/adresse`, { adresse_page: 'ouverture' }).expect(303)
  await site.visitor.get(`/agenda/${old}`).expect('Location', '/agenda/ouverture')
  await desk.post(`${address}/adresse`, { adresse_page: old }).expect(303)
  await site.visitor.get(`/agenda/${old}`).expect(200)
  await site.visitor.get('/agenda/ouverture').expect('Location', `/agenda/${old}`)
})

test.each([
  ['', 'écrivez-la'],
  ['!!!', 'une lettre'],
  ['Carte', 'choisissez-en une autre'],
  ['imprimer', 'choisissez-en une autre'],
  ['petit-dejeuner-consommation-responsable', 'choisissez-en une autre'],
  [old, 'déjà celle'],
])('« %s » is no new address for it', async (typed, message) => {
  const site = openSite()
  const wrong = await site.coordinator().post(`${address}/adresse`, { adresse_page: typed }).expect(422)
  expect(messagesOf(wrong.text)).toEqual([expect.stringContaining(message)])
  await site.visitor.get(`/agenda/${old}`).expect(200)
})

test('an address that another page had is not given again, even to what is published later', async () => {
  const site = openSite()
  const desk = site.coordinator()
  await desk.post(`${address}/adresse`, { adresse_page: 'ouverture' }).expect(303)
  const other = await desk.post('/moderation/evenements/ASERAB/adresse', { adresse_page: old }).expect(422)
  expect(messagesOf(other.text)).toHaveLength(1)
  site.db
    .prepare(`UPDATE events SET title = 'Acheter responsable : par où commencer ?' WHERE reference = 'ASERBC'`)
    .run()
  await desk.post('/moderation/evenements/ASERBC/publication').expect(303)
  await site.visitor.get(`/agenda/${old}`).expect('Location', '/agenda/ouverture')
  await site.visitor.get(`/agenda/${old}-2`).expect(200)
})

test('a sheet moves too; what waits has no address to change, and what changed meanwhile is told', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const sheet = '/moderation/rex/REXAA2'
  const slug = /href="\/rex\/([^"]+)"/.exec((await desk.get(sheet)).text)?.[1]
  await desk.post(`${sheet}/adresse`, { adresse_page: 'espaces-verts' }).expect(303)
  await site.visitor.get('/rex/espaces-verts').expect(200)
  await site.visitor.get(`/rex/${slug}`).expect(301).expect('Location', '/rex/espaces-verts')

  const late = await desk.post(`${sheet}/adresse`, { adresse_page: 'jardins', vu: 'published 2020-01-01' }).expect(409)
  expect(late.text).toContain('jardins')
  await desk.post('/moderation/evenements/ASERBC/adresse', { adresse_page: 'cuisine' }).expect(409)
})
