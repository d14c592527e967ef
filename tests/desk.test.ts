import { describe, expect, test } from 'vitest'
import { note } from '../src/journal/queries.ts'
import { countQueries, multiply } from './support/queries.ts'
import { propose } from './support/send.ts'
import { openSite } from './support/site.ts'

describe('an account that only reads', () => {
  test('sees what waits, without any private contact and without a button; and decides nothing', async () => {
    const site = openSite()
    const follow = await propose(site, { titre: 'Un atelier à lire' })
    const reference = follow.slice('/suivi/'.length).split('.')[0]
    const desk = site.coordinator()
    const address = `/moderation/evenements/${reference}`
    const decided = await desk.get(address).expect(200)
    expect(decided.text).toContain('camille@example.org')
    expect(decided.text).toContain('/publication"')

    site.db.prepare(`UPDATE coordinators SET role = 'reader'`).run()
    const read = await desk.get(address).expect(200)
    expect(read.text).toContain('Un atelier à lire')
    expect(read.text).not.toContain('camille@example.org')
    expect(read.text).not.toContain(`action="${address}`)
    await desk.get('/moderation').expect(200)
    await desk.get('/moderation/edition').expect(403)
    await desk.post(`${address}/publication`).expect(403)
    expect(site.db.prepare('SELECT status FROM events WHERE reference = ?').pluck().get(reference)).toBe('pending')
  })
})

test('a request looks its session up once, however many doors it passes', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const { prepare } = site.db
  const asked: string[] = []
  site.db.prepare = ((source: string) => {
    asked.push(source)
    return prepare.call(site.db, source)
  }) as typeof prepare
  for (const url of ['/moderation', '/moderation/historique', '/moderation/acces/moi']) {
    asked.length = 0
    await desk.get(url).expect(200)
    expect
      .soft(
        asked.filter((source) => source.includes('token_hash = ?')),
        url,
      )
      .toHaveLength(1)
  }
  site.db.prepare = prepare
})

describe('the journal', () => {
  test('keeps what was public before and after, and nobody’s address or telephone', () => {
    const { db, clock } = openSite()
    const change = {
      before: { Lieu: 'Salle verte', Accès: 'Écrire à ana@example.org ou appeler le 02 31 00 00 00' },
      after: { Lieu: 'Salle bleue' },
    }
    note(db, clock, 'system', 'revised', 'AAAAAA', change)
    const line = db.prepare(`SELECT before, after FROM journal WHERE subject = 'AAAAAA'`).get()
    expect(line).toEqual({
      before: '{"Lieu":"Salle verte","Accès":"Écrire à … ou appeler le …"}',
      after: '{"Lieu":"Salle bleue"}',
    })
  })
})

test('the queue asks the database the same number of questions for one proposition and for a thousand', async () => {
  const site = openSite()
  const follow = await propose(site)
  const desk = site.coordinator()
  const one = await countQueries(site.db, () => desk.get('/moderation').expect(200))
  multiply(site.db, follow.slice('/suivi/'.length).split('.')[0] ?? '', 1000)
  const many = await countQueries(site.db, () => desk.get('/moderation').expect(200))
  expect((await desk.get('/moderation')).text).toContain('page=41')
  expect(many).toBe(one)
})
