import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Database } from '../src/db/open.ts'
import { type Edition, findCurrentEdition } from '../src/editions/queries.ts'
import { audiences, themes, types } from '../src/events/lists.ts'
import { structures } from '../src/events/structures.ts'
import { figuresOf } from '../src/report/figures.ts'
import { stretchesOf } from '../src/report/over-time.ts'
import { durationText } from '../src/report/words.ts'
import { completeForm } from './support/forms.ts'
import { htmlErrors } from './support/html.ts'
import { countQueries, multiply } from './support/queries.ts'
import { download, readCsv, readXlsx } from './support/read-tables.ts'
import { recount } from './support/recount.ts'
import { propose, textOf } from './support/send.ts'
import { openSite } from './support/site.ts'

const slugsOf = (list: readonly { slug: string }[]) => list.map(({ slug }) => slug)
const some = (list: string[]) => fc.subarray(list, { maxLength: 3 })
const stamp = fc
  .date({ min: new Date('2023-03-20T00:00Z'), max: new Date('2023-05-30T00:00Z'), noInvalidDate: true })
  .map((date) => `${date.toISOString().slice(0, 19)}Z`)
const names = [
  'Association Exemple',
  'ASSOCIATION  exemple',
  'Réseau Été',
  'reseau ete',
  'Scop du Bocage',
  'Mairie de Caen',
]
const status = fc.constantFrom(
  'pending',
  'changes_requested',
  'published',
  'published',
  'published',
  'refused',
  'withdrawn',
)

const event = fc.record({
  status,
  occasion: fc.constantFrom('scheduled', 'scheduled', 'full', 'moved_online', 'postponed', 'cancelled'),
  type: fc.constantFrom(...slugsOf(types)),
  mode: fc.constantFrom('onsite', 'online', 'hybrid'),
  commune: fc.constantFrom('14366', '27229', '76540', '50502'),
  free: fc.constantFrom(0, 1, null),
  structure: fc.constantFrom(...structures),
  name: fc.constantFrom(...names),
  partners: fc.uniqueArray(fc.constantFrom(...names, 'Partenaire Exemple'), { maxLength: 3 }),
  themes: some(slugsOf(themes)),
  audiences: some(slugsOf(audiences)),
  needs: some(['moteur', 'auditif', 'visuel']),
  days: fc.uniqueArray(fc.constantFrom('2023-05-22', '2023-05-23', '2023-05-26', '2023-06-01'), { minLength: 1 }),
  submitted: stamp,
  other: fc.boolean(),
  answer: fc.option(
    fc.record({ people: fc.nat(300), buyers: fc.option(fc.nat(300)), satisfaction: fc.integer({ min: 1, max: 5 }) }),
  ),
})
const sheet = fc.record({
  kind: fc.constantFrom('rex', 'carte-blanche'),
  status,
  submitted: stamp,
  other: fc.boolean(),
})
const act = fc.record({
  of: fc.nat(20),
  act: fc.constantFrom('submitted', 'entered', 'published', 'changes-requested', 'refused', 'message', 'withdrawn'),
  actor: fc.constantFrom('organiser', 'system', 'coordinator:1'),
  after: fc.nat(600_000),
  undone: fc.boolean(),
})
const total = fc.record({
  day: fc.constantFrom('2022-12-31', '2023-01-01', '2023-05-22', '2023-12-31', '2024-01-01'),
  what: fc.constantFrom('view', 'calendar', 'download'),
  subject: fc.constantFrom('/', '/agenda', 'A00000', 'A00001', 'S00000', 'ZZZZZZ'),
  number: fc.integer({ min: 1, max: 50 }),
})
const life = fc.record({
  events: fc.array(event, { maxLength: 12 }),
  sheets: fc.array(sheet, { maxLength: 6 }),
  acts: fc.array(act, { maxLength: 25 }),
  totals: fc.array(total, { maxLength: 20 }),
})
type Life = typeof life extends fc.Arbitrary<infer T> ? T : never

describe('the figures', () => {
  test('are those of an independent recount of the tables, whatever they hold', () => {
    const { db } = openSite()
    const edition = findCurrentEdition(db) as Edition
    const other = otherEdition(db)
    fc.assert(
      fc.property(life, (lived) => {
        db.exec('BEGIN')
        try {
          fill(db, lived, [edition.id, other])
          expect(figuresOf(db, edition)).toEqual(recount(db, edition))
        } finally {
          db.exec('ROLLBACK')
        }
      }),
      { numRuns: 150 },
    )
  })

  test('of the demonstration are those of a recount too: 21 events, one of them cancelled', () => {
    const { db } = openSite()
    const edition = findCurrentEdition(db) as Edition
    const figures = figuresOf(db, edition)
    expect(figures).toEqual(recount(db, edition))
    expect(figures).toMatchObject({ events: 20, slots: 21 })
    expect(figures.organisers).toBeGreaterThan(10)
    expect(figures.submissions.rex + figures.submissions.cartesBlanches).toBeGreaterThan(3)
  })
})

describe('the delay of a first answer', () => {
  test('counts neither what the coordination enters itself nor what it took back', async () => {
    const site = openSite()
    const edition = findCurrentEdition(site.db) as Edition
    expect(figuresOf(site.db, edition).submissions.answered).toBe(0)
    const desk = site.coordinator()
    const reference = (await propose(site)).slice('/suivi/'.length).split('.')[0] ?? ''
    const address = `/moderation/evenements/${reference}`
    site.clock.advance({ hours: 1 })
    await desk.post(`${address}/publication`).expect(303)
    expect(figuresOf(site.db, edition).submissions).toMatchObject({ answered: 1, median: 3600 })
    await desk.post(`${address}/annulation`).expect(303)
    expect(figuresOf(site.db, edition).submissions).toMatchObject({ answered: 0, median: undefined })

    site.clock.advance({ hours: 2 })
    await desk.post(`${address}/correction`, { message: 'Précisez le nom de la salle.' }).expect(303)
    const entry = await desk.post('/moderation/saisie/evenement', {
      ...completeForm,
      titre: 'Reçu par téléphone',
      acte: 'publication',
      confirmer: 'doublon',
    })
    expect(entry.headers.location).toContain('fait=ajout')
    expect(figuresOf(site.db, edition).submissions).toMatchObject({ answered: 1, median: 3 * 3600 })
  })
})

describe('the page', () => {
  test('opens with the figures, compares with the editions before, and says where there is no data', async () => {
    const site = openSite()
    const desk = site.coordinator()
    onlyEdition(site.db)
    const alone = await desk.get('/moderation/bilan').expect(200)
    expect(htmlErrors(alone.text)).toEqual([])
    expect(alone.text).toContain('pas de donnée à comparer')
    expect(alone.text).toMatch(/<dt>événements<\/dt><dd>20<\/dd>/)

    otherEdition(site.db)
    const both = await desk.get('/moderation/bilan').expect(200)
    expect(htmlErrors(both.text)).toEqual([])
    expect(both.text).toMatch(/<th scope="row">Événements<\/th><td>20<\/td><td>pas de donnée<\/td>/)
    const before = await desk.get('/moderation/bilan?edition=2022').expect(200)
    expect(htmlErrors(before.text)).toEqual([])
    expect(before.text).toContain('il n’y a pas de donnée à montrer')
    await desk.get('/moderation/bilan?edition=1999').expect(404)
    await desk.get('/moderation/bilan?edition=').expect(404)
  })

  test('says its numbers in the plural, and the one week of a single column once', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const page = async () => (await desk.get('/moderation/bilan')).text
    expect(await page()).toMatch(/<b>\d+<\/b> gratuits/)
    expect(await page()).toMatch(/<b>1<\/b> annulé(?!s)/)
    site.db.exec(
      `UPDATE events SET occasion = 'cancelled' WHERE id IN (SELECT id FROM events WHERE status = 'published' LIMIT 2)`,
    )
    expect(await page()).toMatch(/<b>[23]<\/b> annulés/)
    site.db.exec(`INSERT INTO totals VALUES ('2023-05-09', 'view', '/agenda', 12)`)
    const ends = [...(await page()).matchAll(/class="time__ends">(.*?)<\/p>/g)].map(([, text]) => text ?? '')
    expect(ends.filter((text) => (text.match(/semaine du/g) ?? []).length === 1).length).toBeGreaterThan(0)
    for (const text of ends)
      expect(new Set(text.match(/semaine du [^<]*/g)).size).toBe((text.match(/semaine du/g) ?? []).length)
  })

  test('tells what was answered and read, once something was', async () => {
    const site = openSite()
    site.clock.advance({ hours: 24 * 20 })
    const desk = site.coordinator()
    const before = await desk.get('/moderation/bilan').expect(200)
    expect(before.text).toContain('aucun organisateur n’a encore répondu')
    expect(before.text).toContain('rien n’a été compté')

    site.db.exec(`
      INSERT INTO feedback (event_id, participants, buyers, satisfaction, answered_at)
      SELECT id, 12, NULL, 5, '2023-05-29T08:00:00Z' FROM events WHERE status = 'published' ORDER BY id LIMIT 2;
      UPDATE feedback SET buyers = 4, satisfaction = 4 WHERE event_id = (SELECT min(event_id) FROM feedback);
      INSERT INTO totals VALUES ('2023-05-22', 'view', '/agenda', 1234), ('2023-05-23', 'calendar', 'AAAAAA', 7);
    `)
    const page = await desk.get('/moderation/bilan').expect(200)
    expect(htmlErrors(page.text)).toEqual([])
    expect(page.text).toContain('<b>24\u00a0participants</b>, d’après 2\u00a0réponses')
    expect(page.text).toContain('dont 4\u00a0acheteurs (dit dans 1\u00a0réponse)')
    expect(page.text).toContain('<b>4,5 sur 5</b>')
    expect(page.text).toContain('<b>1\u202f234\u00a0pages vues</b>, <b>7\u00a0ajouts</b> à un calendrier')
    expect(page.text).toMatch(/<li>Agenda <b>1234<\/b>/)
  })

  test('says a delay in one way, and no figure where nothing was counted', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const empty = textOf((await desk.get('/moderation/bilan').expect(200)).text)
    expect(empty).toContain('<dt>participants comptés</dt><dd>–</dd><dd class="headline__detail">pas encore de réponse')
    expect(empty).toContain('<dt>pages vues</dt><dd>–</dd><dd class="headline__detail">rien n’a été compté')

    const reference = (await propose(site)).slice('/suivi/'.length).split('.')[0] ?? ''
    site.clock.advance({ minutes: 3 })
    await desk.post(`/moderation/evenements/${reference}/publication`).expect(303)
    site.db.exec(`INSERT INTO totals VALUES ('2023-05-09', 'view', '/agenda', 12)`)
    const page = (await desk.get('/moderation/bilan').expect(200)).text
    expect(page).toContain('<th scope="row">Délai médian de réponse</th><td>3\u00a0minutes</td>')
    expect(page).toContain('en <b>3\u00a0minutes</b> pour une proposition sur deux')
    expect((await desk.get('/moderation/bilan.csv')).text).toMatch(/"Délai médian de réponse";"h";"?0,05/)
    // one week is one bar, named once
    expect(page.slice(page.indexOf('id="lectures"')).match(/<span>semaine du[^<]*8[^<]*mai<\/span>/g)).toHaveLength(1)
    const before = (await desk.get('/moderation/bilan?edition=2022').expect(200)).text
    expect(before).toContain('Rien de cette édition n’est passé par ce site')
    expect(before).not.toContain('Rien n’a encore été proposé')
  })

  test('every chart holds the numbers in words, and the page of tables has them too', async () => {
    const { db, coordinator } = openSite()
    const figures = figuresOf(db, findCurrentEdition(db) as Edition)
    const page = await coordinator().get('/moderation/bilan').expect(200)
    const tables = await coordinator().get('/moderation/bilan/tableaux').expect(200)
    expect(htmlErrors(tables.text)).toEqual([])
    for (const { slug, label } of [...themes, ...types]) {
      const number = figures.themes.get(slug) ?? figures.types.get(slug)
      if (!number) continue
      expect.soft(page.text).toContain(`${label} : ${number}`)
      expect.soft(tables.text).toContain(`<th scope="row">${label}</th><td>${number}</td>`)
    }
  })

  test('is read by an account that only reads, and names nobody', async () => {
    const site = openSite()
    await propose(site, { contact_nom: 'Zoé Canari', contact_courriel: 'zoe.canari@example.org' })
    site.db.prepare(`UPDATE coordinators SET role = 'reader'`).run()
    for (const url of ['/moderation/bilan', '/moderation/bilan/tableaux', '/moderation/bilan.csv']) {
      const { text } = await site.coordinator().get(url).expect(200)
      expect(text).toContain('vénements')
      expect(text).not.toMatch(/canari|example\.org/i)
    }
    await site.visitor.get('/moderation/bilan').expect(303)
    await site.visitor.get('/moderation/bilan.csv').expect(303)
  })

  test('asks the database the same number of questions for one proposition and for a thousand', async () => {
    const site = openSite()
    const follow = await propose(site)
    const desk = site.coordinator()
    const reference = follow.slice('/suivi/'.length).split('.')[0] ?? ''
    await desk.post(`/moderation/evenements/${reference}/publication`, { confirmer: 'oui' }).expect(303)
    for (const url of ['/moderation/bilan', '/moderation/bilan/tableaux', '/moderation/bilan.csv']) {
      const one = await countQueries(site.db, () => desk.get(url).expect(200))
      if (url === '/moderation/bilan') multiply(site.db, reference, 1000)
      expect(await countQueries(site.db, () => desk.get(url).expect(200))).toBe(one)
    }
    expect((await desk.get('/moderation/bilan')).text).toContain('<dd>1\u202f021</dd>')
  })
})

describe('the files', () => {
  test('hold every figure, a column for each edition, and what happened each day', async () => {
    const { db, coordinator } = openSite()
    otherEdition(db)
    db.exec(
      `INSERT INTO totals VALUES ('2023-05-22', 'view', '/agenda', 1234), ('2023-05-22', 'download', 'AAAAAA', 2)`,
    )
    const desk = coordinator()
    const csv = await download(desk, '/moderation/bilan.csv')
    expect(csv.headers['content-disposition']).toContain('semaine-aser-2023-bilan-2023-05-09.csv')
    const [head, ...rows] = readCsv(csv.bytes)
    expect(head).toEqual(['Rubrique', 'Chiffre', 'Unité', '2023', '2022'])
    expect(rows).toContainEqual(['Essentiel', 'Événements', '', '20', ''])
    expect(rows).toContainEqual(['Annonces (événements publiés)', 'Annulé', '', '1', ''])
    expect(rows).toContainEqual(['Essentiel', 'Pages vues dans l’année', '', '1234', ''])
    expect(new Set(rows.map(([section, label]) => `${section} ${label}`)).size).toBe(rows.length)

    const workbook = await readXlsx((await download(desk, '/moderation/bilan.xlsx')).bytes)
    expect(Object.keys(workbook)).toEqual(['Chiffres', 'Par jour', 'Pages les plus vues'])
    expect(workbook.Chiffres).toContainEqual(['Essentiel', 'Créneaux', null, 21, null])
    expect(workbook['Par jour']).toContainEqual(['2023-05-22', 0, 1234, 0, 2])
    expect(workbook['Pages les plus vues']).toContainEqual(['Agenda', '/agenda', 1234])
  })
})

describe('a stretch of time', () => {
  const day = (day: string, number = 1) => ({ day, number })

  test('is a week from Monday, the empty ones too; a month when there are many', () => {
    expect(stretchesOf([day('2023-04-09', 2), day('2023-04-10'), day('2023-04-24')], ['number'])).toEqual([
      { from: '2023-04-03', label: 'semaine du 3\u00a0avril', number: 2 },
      { from: '2023-04-10', label: 'semaine du 10\u00a0avril', number: 1 },
      { from: '2023-04-17', label: 'semaine du 17\u00a0avril', number: 0 },
      { from: '2023-04-24', label: 'semaine du 24\u00a0avril', number: 1 },
    ])
    const long = stretchesOf([day('2022-12-31'), day('2023-04-01', 5), day('2023-04-30')], ['number'])
    expect(long.map(({ label, number }) => [label, number])).toEqual([
      ['décembre\u00a02022', 1],
      ['janvier\u00a02023', 0],
      ['février\u00a02023', 0],
      ['mars\u00a02023', 0],
      ['avril\u00a02023', 6],
    ])
    expect(stretchesOf([], ['number'])).toEqual([])
  })

  test('a delay is said in minutes, hours or days', () => {
    expect([0, 90, 3600, 26_000, 172_800, 216_000].map(durationText)).toEqual([
      'moins d’une minute',
      '2\u00a0minutes',
      '1\u00a0heure',
      '7\u00a0heures',
      '2\u00a0jours',
      '2,5\u00a0jours',
    ])
  })
})

/** The demonstration without the weeks before its own. */
const onlyEdition = (db: Database) => db.exec('DELETE FROM editions WHERE year < 2023')

function otherEdition(db: Database) {
  onlyEdition(db)
  const columns = 'purpose, region, region_name, coordinated_by'
  return Number(
    db
      .prepare(`
        INSERT INTO editions (year, number, name, first_day, last_day, ${columns})
        SELECT 2022, 2, 'La deuxième', '2022-05-16', '2022-05-20', ${columns} FROM editions LIMIT 1
      `)
      .run().lastInsertRowid,
  )
}

function fill(db: Database, { events, sheets, acts, totals }: Life, [edition, other]: [number, number]) {
  const run = (sql: string, values: Record<string, unknown>) => db.prepare(sql).run(values).lastInsertRowid
  const published = (status: string, submitted: string) => (status === 'published' ? submitted : null)
  const sent = [
    ...events.map(({ submitted }, index) => ({ reference: `A${String(index).padStart(5, '0')}`, submitted })),
    ...sheets.map(({ submitted }, index) => ({ reference: `S${String(index).padStart(5, '0')}`, submitted })),
  ]
  for (const [index, one] of events.entries()) {
    const id = run(
      `INSERT INTO events (
        reference, edition_id, slug, status, occasion, title, summary, type, mode, commune_code, online_link, free_of_charge,
        organiser_name, organiser_type, organiser_family, organiser_qualities, folded, uid_host, submitted_at, published_at, updated_at
      ) VALUES (
        @reference, @edition, @reference, @status, @occasion, 'Titre', '', @type, @mode, @commune, 'https://example.org/', @free,
        @name, @organiserType, @family, @qualities, '', 'example.org', @submitted, @published, @submitted
      )`,
      {
        ...one,
        reference: sent[index]?.reference,
        edition: one.other ? other : edition,
        organiserType: one.structure.type,
        family: one.structure.family,
        qualities: JSON.stringify(one.structure.qualities),
        published: published(one.status, one.submitted),
        structure: null,
      } as never,
    )
    for (const day of one.days)
      run(`INSERT INTO event_slots (event_id, day, moment) VALUES (@id, @day, 'day')`, { id, day })
    for (const value of one.themes) run('INSERT INTO event_themes VALUES (@id, @value)', { id, value })
    for (const value of one.audiences) run('INSERT INTO event_audiences VALUES (@id, @value)', { id, value })
    for (const value of one.needs) run('INSERT INTO event_access_needs VALUES (@id, @value)', { id, value })
    for (const [place, value] of one.partners.entries())
      run('INSERT INTO event_coorganisers VALUES (@id, @position, @value)', { id, position: place + 1, value })
    if (one.answer) {
      const { people, buyers, satisfaction } = one.answer
      const some = buyers === null ? null : Math.min(buyers, people)
      run(
        `INSERT INTO feedback (event_id, participants, buyers, satisfaction, answered_at) VALUES (@id, @people, @some, @satisfaction, @at)`,
        { id, people, some, satisfaction, at: '2023-06-01T08:00:00Z' },
      )
    }
  }
  for (const [index, one] of sheets.entries())
    run(
      `INSERT INTO sheets (
        reference, kind, source, edition_id, slug, status, title, organisation, organisation_type, commune_code, segment,
        consent_publication, submitted_at, published_at, updated_at
      ) VALUES (
        @reference, @kind, 'typed', @edition, @reference, @status, 'Titre', 'Ville', 'commune', '14366', 'autre', 1,
        @submitted, @published, @submitted
      )`,
      {
        kind: one.kind,
        status: one.status,
        submitted: one.submitted,
        reference: sent[events.length + index]?.reference,
        edition: one.other ? other : edition,
        published: published(one.status, one.submitted),
      },
    )
  for (const { of, act, actor, after, undone } of acts) {
    const { reference, submitted } = sent[of % Math.max(1, sent.length)] ?? {
      reference: 'ZZZZZZ',
      submitted: '2023-05-01T00:00:00Z',
    }
    const at = new Date(Date.parse(submitted) + after * 1000).toISOString().replace(/\.\d+/, '')
    const noted = (act: string) =>
      run('INSERT INTO journal (at, actor, act, subject) VALUES (@at, @actor, @act, @reference)', {
        at,
        actor,
        act,
        reference,
      })
    const change = noted(act)
    if (!/^coordinator/.test(actor) || !/^(published|changes-requested|refused)$/.test(act)) continue
    run(
      `INSERT INTO decisions (batch, reference, act, coordinator_id, change, told, decided_at, until, undone_at)
       VALUES (@reference, @reference, @act, 1, @change, 1, @at, @at, @undoneAt)`,
      { reference, act, change, at, undoneAt: undone ? at : null },
    )
    if (undone) for (const after of ['message', 'decision-undone']) noted(after)
  }
  for (const one of totals)
    run(
      `INSERT INTO totals VALUES (@day, @what, @subject, @number)
       ON CONFLICT DO UPDATE SET number = number + excluded.number`,
      one,
    )
}
