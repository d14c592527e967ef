import ical, { type VEvent } from 'node-ical'
import { expect, test } from 'vitest'
import { listAgenda } from '../src/events/agenda.ts'
import type { Event } from '../src/events/event.ts'
import { findEventBySlug } from '../src/events/queries.ts'
import { stateOccasion } from '../src/events/status.ts'
import { textOf } from './support/send.ts'
import { openSite, type TestSite } from './support/site.ts'

const titlesOf = async ({ visitor }: TestSite, query: string) =>
  [
    ...(await visitor.get(`/agenda${query}`).expect(200)).text.matchAll(
      /<h3>(?:<strong[^>]*>[^<]*<\/strong> )?<a href="[^"]*">([^<]*)</g,
    ),
  ].map((match) => textOf(match[1] ?? ''))

test('the whole week: 22 slots, one of them cancelled, by day and hour', async () => {
  const site = openSite()
  const page = await site.visitor.get('/agenda')
  expect(page.text).toContain('20\u00a0événements, 21\u00a0créneaux, sans compter 1\u00a0annulé')
  const titles = await titlesOf(site, '')
  expect(titles).toHaveLength(22)
  expect(page.text).toMatch(/<span class="whole">·&nbsp;Saint-Lô\u00a0\(50\)<\/span> ·&nbsp;/)
  expect(titles[0]).toBe('Acheter responsable\u00a0: par où commencer\u00a0?')
  expect(titles.at(-1)).toBe('Espaces verts\u00a0: entretenir sans abîmer')
  expect(titles).not.toContain('Mesurer l’impact de ses achats, sans usine à gaz')
})

test.each([
  ['?departement=61', 3],
  ['?departement=61&departement=50', 7],
  ['?jour=2023-05-26', 1],
  ['?mode=en-ligne', 3],
  ['?mode=presentiel', 20],
  ['?mode=mixte', 1],
  ['?theme=reemploi&departement=76', 3],
  ['?public=elus&type=table-ronde', 1],
  ['?q=%C3%A9conomie%20SOLIDAIRE', 0],
  ['?q=reemploi', 2],
  ['?q=reemplois', 2],
  ['?q=61', 3],
  ['?q=saint-lo', 1],
  ['?q=St%20L%C3%B4', 1],
  ['?q=%25_%22%27*NEAR(', 0],
  ['?departement=99&couleur=bleu', 22],
])('the address says the selection: %s keeps %i slots', async (query, slots) => {
  expect(await titlesOf(openSite(), query)).toHaveLength(slots)
})

test('a search that finds nothing offers a near spelling that the programme knows, without the filters if need be', async () => {
  const site = openSite()
  const read = async (query: string) =>
    (await site.visitor.get(`/agenda${query}`).expect(200)).text.replaceAll(/&nbsp;|\u00a0/g, ' ')
  expect(await read('?q=reepmloi')).toMatch(
    /Vouliez-vous dire <a href="\/agenda\?q=r%C3%A9emploi">« réemploi »<\/a> \? 2 événements/,
  )
  expect(await read('?departement=50&q=reepmloi')).toContain('href="/agenda?q=r%C3%A9emploi"')
  expect(await read('?q=xyzzyqwerty')).not.toContain('Vouliez-vous')
})

test('one that is moved online is found online, where it says it is, and still by the département of its organiser', async () => {
  const site = openSite()
  const event = findEventBySlug(site.db, 'ecrire-une-clause-d-insertion-qui-fonctionne') as Event
  const rowIn = async (query: string) =>
    (await site.visitor.get(`/agenda${query}`)).text.match(
      new RegExp(`<article(?:(?!</article>)[\\s\\S])*${event.slug}[\\s\\S]*?</article>`),
    )?.[0]
  expect(await rowIn('?mode=presentiel')).toContain('Évreux\u00a0(27)')
  expect(await rowIn('?mode=en-ligne')).toBeUndefined()

  stateOccasion(site.db, site.clock, event, { occasion: 'moved_online', by: 'organiser' })
  expect(await rowIn('?mode=presentiel')).toBeUndefined()
  expect(await rowIn('?mode=mixte')).toBeUndefined()
  for (const query of ['?mode=en-ligne', '?departement=27', '?mode=presentiel&mode=en-ligne']) {
    const row = await rowIn(query)
    expect(row, query).toContain('·&nbsp;En ligne</span> ·')
    expect(row, query).not.toContain('Évreux')
  }
  expect((await site.visitor.get(`/agenda/${event.slug}.ics`)).text).toContain('LOCATION:En ligne')
  expect((await site.visitor.get(`/agenda/${event.slug}`)).text).not.toContain('rue de l’Exemple')
})

test('the page of an event says what its accessibility is about', async () => {
  const { db, visitor } = openSite()
  const [entry] = listAgenda(db, 1, { ...none, accessNeeds: ['moteur'] })
  const { text } = await visitor.get(`/agenda/${entry?.slug}`).expect(200)
  expect(text).toMatch(/<dt>Accessibilité<\/dt><dd>Adapté(?: |&nbsp;): [^<]*Handicap moteur/)
})

test('filters keep what a plain reading of every event would keep', () => {
  const { db } = openSite()
  const all = listAgenda(db, 1, { ...none })
  for (const departments of [[], ['14'], ['27', '76']]) {
    for (const types of [[], ['atelier'], ['visite', 'conference']]) {
      const plain = all.filter(
        (entry) =>
          (departments.length === 0 || departments.includes(entry.department ?? '')) &&
          (types.length === 0 || types.includes(entry.type)),
      )
      expect(listAgenda(db, 1, { ...none, departments, types })).toEqual(plain)
    }
  }
})

const none = {
  days: [],
  departments: [],
  types: [],
  themes: [],
  audiences: [],
  modes: [],
  accessNeeds: [],
  freeOnly: false,
  words: [],
}

test('no result offers a way out', async () => {
  const { visitor } = openSite()
  const page = await visitor.get('/agenda?q=introuvable&departement=14')
  expect(page.text).toContain('Aucun événement')
  expect(page.text).toContain('href="/agenda?departement=14"')
})

test('« en cours » and « passé » are said in words, from the site’s own clock', async () => {
  const site = openSite()
  expect((await site.visitor.get('/agenda')).text).not.toMatch(/En cours|Passé/)
  site.clock.advance({ hours: 24 * 15 + 1, minutes: 30 })
  const page = await site.visitor.get('/agenda?jour=2023-05-24')
  expect(page.text).toMatch(/Forum des fournisseurs inclusifs<\/a>[^<]*<span class="tag[^>]*>En cours/)
  expect((await site.visitor.get('/agenda?jour=2023-05-22')).text).toContain('Passé')
})

test('of the one real event only what the announcement says is shown as fact', async () => {
  const { visitor } = openSite()
  const { text } = await visitor.get('/agenda/petit-dejeuner-consommation-responsable').expect(200)
  const main = textOf(text.slice(text.indexOf('<main'), text.indexOf('</main>')))
  expect(main).toContain('co organisé par la CRESS et le Club Busin’ESS du Pays d’Alençon')
  expect(main).toContain('horaire à confirmer')
  expect(main).toContain('Lieu à confirmer')
  for (const unknown of [
    '8\u00a0h',
    '10\u00a0h\u00a030',
    'Gratuit',
    'example.org',
    'Sur inscription',
    'Acheteurs publics',
    'Découvrir l’ESS',
    'invitent les entreprises',
  ])
    expect(main).not.toContain(unknown)
})

test('a cancelled event stays at its address, marked', async () => {
  const { visitor } = openSite()
  expect((await visitor.get('/agenda/vetements-de-travail-boucler-la-boucle').expect(200)).text).toContain('Annulé')
  expect((await visitor.get('/agenda')).text).toMatch(/Annulé<\/strong> <a href="[^"]*">[^<]*boucler la boucle/)
})

test('previous and next stay in the reader’s selection', async () => {
  const { visitor } = openSite()
  const { text } = await visitor.get('/agenda/numerique-reconditionne-equiper-sans-epuiser?departement=14')
  const neighbours = [...text.matchAll(/rel="(prev|next)" href="([^"]+)"/g)].map((match) => match.slice(1, 3))
  expect(neighbours).toEqual([
    ['prev', '/agenda/trouver-une-structure-d-insertion-pres-de-chez-soi?departement=14'],
    ['next', '/agenda/espaces-verts-entretenir-sans-abimer?departement=14'],
  ])
})

test('an event in a calendar: right hours in its zone, one VTIMEZONE, folded lines', async () => {
  const { visitor } = openSite()
  const { text } = await visitor
    .get('/agenda/ecrire-une-clause-d-insertion-qui-fonctionne.ics')
    .expect(200)
    .expect('Content-Type', 'text/calendar; charset=utf-8')
  expect(text.match(/BEGIN:VTIMEZONE/g)).toHaveLength(1)
  expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
  expect(text).toMatch(/DTSTART;TZID=Europe\/Paris:20230522T140000\r\n/)
  expect(text).toMatch(/DTSTAMP:\d{8}T\d{6}Z\r\n/)

  const event = Object.values(ical.sync.parseICS(text)).find((part) => part?.type === 'VEVENT') as VEvent
  expect(event.start.toISOString()).toBe('2023-05-22T12:00:00.000Z')
  expect(event.end?.toISOString()).toBe('2023-05-22T14:30:00.000Z')
  expect(event.summary).toBe('Écrire une clause d’insertion qui fonctionne')
  expect(event.location).toBe('Salle de réunion du pôle Exemple, 1 rue de l’Exemple, 27000 Évreux')
})

test('in a calendar, no hours is a whole day, two slots are two entries, cancelled says so', async () => {
  const { visitor } = openSite()
  const breakfast = (await visitor.get('/agenda/petit-dejeuner-consommation-responsable.ics')).text
  expect(breakfast).toContain('DTSTART;VALUE=DATE:20230525')
  expect(breakfast).toContain('horaire à confirmer')
  expect(
    (await visitor.get('/agenda/bureaux-de-seconde-vie-portes-ouvertes-de-la-ressourcerie.ics')).text.match(
      /BEGIN:VEVENT/g,
    ),
  ).toHaveLength(2)
  const cancelled = (await visitor.get('/agenda/vetements-de-travail-boucler-la-boucle.ics')).text
  expect(cancelled).toContain('STATUS:CANCELLED')
  expect(cancelled).toMatch(/SEQUENCE:1/)
})

test('nothing private is in any public page', async () => {
  const { visitor, db } = openSite()
  const privates = db.prepare<[], string>('SELECT private_email FROM events').pluck().all()
  expect(privates).toContain('depot-02@example.org')
  for (const slug of db.prepare<[], string>('SELECT slug FROM events WHERE slug IS NOT NULL').pluck().all()) {
    const outputs = await Promise.all([
      visitor.get(`/agenda/${slug}`).expect(200),
      visitor.get(`/agenda/${slug}.ics`).expect(200),
    ])
    for (const { text } of outputs) expect(text).not.toMatch(/depot-\d/)
  }
})

test('with nothing to show yet, the agenda says so and leads to last year’s; the home page counts nothing', async () => {
  const site = openSite()
  expect((await site.visitor.get('/agenda?q=introuvable')).text).toContain('Aucun événement ne correspond')
  expect((await site.visitor.get('/')).text).toContain('L’agenda compte déjà')
  site.db.exec('DELETE FROM event_slots')
  const empty = textOf((await site.visitor.get('/agenda')).text)
  expect(empty).toMatch(/<h2>Le programme n’est pas encore publié<\/h2>/)
  expect(empty).toContain('href="/editions/2022"')
  expect(empty).not.toContain('Aucun événement ne correspond')
  expect((await site.visitor.get('/')).text).not.toContain('compte déjà')
})

test('past editions are found from the home page, the agenda and the good practices', async () => {
  const { visitor } = openSite()
  for (const url of ['/', '/agenda', '/bonnes-pratiques'])
    expect((await visitor.get(url)).text).toMatch(/href="\/editions"[^>]*>[^<]*éditions passées/)
})

test('closed, nothing invites to send', async () => {
  const site = openSite()
  const invitation = /Cinq minutes suffisent|Saisie ici|Envoyez la fiche|Valoriser un marché|Raconter un achat/
  for (const url of ['/', '/proposer']) expect((await site.visitor.get(url)).text).toMatch(invitation)
  site.db.exec(`UPDATE editions SET submissions = 'closed'`)
  for (const url of ['/', '/proposer']) expect((await site.visitor.get(url)).text).not.toMatch(invitation)
})

test('an event that is over is not offered to calendars', async () => {
  const site = openSite()
  const offered = async () => (await site.visitor.get('/agenda/petit-dejeuner-consommation-responsable')).text
  expect(await offered()).toContain('Ajouter à mon calendrier')
  site.clock.advance({ hours: 24 * 20 })
  expect(await offered()).not.toContain('.ics')
})
