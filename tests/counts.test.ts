import { expect, test } from 'vitest'
import { textOf } from './support/send.ts'
import { openSite, type TestSite } from './support/site.ts'

const wordsOf = (html: string) =>
  textOf(html.replaceAll(/<[^>]+>/g, ' '))
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ')
    .replaceAll(' ,', ',')

const read = async ({ visitor }: TestSite, url: string) => wordsOf((await visitor.get(url).expect(200)).text)

const readDesk = async (site: TestSite, url: string) => wordsOf((await site.coordinator().get(url).expect(200)).text)

/** One event is cancelled in the demonstration, a « full » one takes place; here another one is put off without a date. */
function postponeOne({ db }: TestSite) {
  const slug = db
    .prepare(`
      SELECT slug FROM events JOIN event_slots ON event_id = events.id
      WHERE status = 'published' AND occasion = 'scheduled'
      GROUP BY event_id HAVING count(*) = 1 AND min(day) = '2023-05-23'
    `)
    .pluck()
    .get()
  expect(db.prepare(`UPDATE events SET occasion = 'postponed' WHERE slug = ?`).run(slug).changes).toBe(1)
  const day = db
    .prepare('SELECT day FROM event_slots JOIN events ON events.id = event_id WHERE slug = ?')
    .pluck()
    .get(slug)
  return String(day)
}

const numbersIn = (text: string, before: RegExp) => Number(before.exec(text)?.[1])

test('home, agenda, archive, report and balance count the same events: those that take place', async () => {
  const site = openSite()
  const day = postponeOne(site)

  expect(await read(site, '/')).toContain('L’agenda compte déjà 19 événements')
  const agenda = await read(site, '/agenda')
  expect(agenda).toContain('19 événements, 20 créneaux, sans compter 1 annulé et 1 reporté')
  expect(agenda.match(/Annulé|Reporté, date à venir/g)).toHaveLength(2)

  const report = await readDesk(site, '/moderation/bilan')
  expect(report).toContain('événements 19 20 créneaux')
  expect(report).toContain('sans ceux qui ont été annulés ou reportés')
  const balance = await readDesk(site, '/moderation/equilibre')
  expect(balance).toMatch(/En tout( \d+( \+ \d+ en attente)?)+/)
  expect(balance).toMatch(/En tout.* 19( \+ \d+ en attente)? Un jour compte/)

  // of a day: its door in the ribbon, its heading in the agenda, its bar in the report, its column in the balance
  const shown = await read(site, `/agenda?jour=${day}`)
  const [, ribbon] = /Mardi 23 mai (\d+) créneaux/.exec(await read(site, '/')) ?? []
  expect(day).toBe('2023-05-23')
  expect(shown).toContain(`Mardi 23 mai ${ribbon} créneaux, sans compter 1 reporté`)
  expect(numbersIn(report, /Mardi 23 mai : (\d+)/)).toBe(Number(ribbon))

  const organisers = numbersIn(report, /(\d+) organisateurs et/)
  site.clock.advance({ hours: 24 * 18 })
  const archive = await read(site, '/editions/2023')
  expect(archive).toContain(`19 événements, 20 créneaux, ${organisers} organisateurs`)
  expect(archive).toContain('sans compter 1 annulé et 1 reporté')
})

test('a selection with nothing that takes place says so, and shows what does not', async () => {
  const site = openSite()
  const [slug] = site.db.prepare(`SELECT slug FROM events WHERE occasion = 'cancelled'`).pluck().all() as string[]
  const title = String(site.db.prepare('SELECT title FROM events WHERE slug = ?').pluck().get(slug))
  const page = await read(site, `/agenda?q=${encodeURIComponent(title)}`)
  expect(page).toContain('Aucun événement, sans compter 1 annulé')
  expect((await site.visitor.get(`/agenda?q=${encodeURIComponent(title)}`)).text).toContain(`/agenda/${slug}`)
})
