import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { departments } from '../src/communes/departments.ts'
import { findCurrentEdition } from '../src/editions/queries.ts'
import { audiences, modes, occasions, registrations, statuses, themes, types } from '../src/events/lists.ts'
import { note } from '../src/journal/queries.ts'
import { fieldsOf, type Question } from '../src/sheets/questions.ts'
import { rexParts } from '../src/sheets/rex-fields.ts'
import { csvLine, csvStart } from '../src/web/csv.ts'
import type { Cell } from '../src/web/tables.ts'
import { xlsxOf } from '../src/web/xlsx.ts'
import { completeForm } from './support/forms.ts'
import { countQueries, multiply } from './support/queries.ts'
import { bare, byLabel, download, inCsv, inWorkbook, nasty, readCsv, readXlsx } from './support/read-tables.ts'
import { fillSite } from './support/served.ts'
import { baseUrl, coordinatorEmail, openSite, type TestSite } from './support/site.ts'

/** What a spreadsheet may run when it opens a cell of text. */
const runs = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u

describe('a table', () => {
  const cells: Cell[] = [...nasty, 0, -1.5, 1200, 49.1466, { day: '2023-05-22' }, { moment: '2023-05-22T08:30' }, null]

  test('is read back from CSV as it was, and nothing in it is a formula', () => {
    const [read] = readCsv(Buffer.from(csvStart + csvLine(cells)))
    expect(read?.map(bare)).toEqual(cells.map(inCsv))
    const words = read?.slice(0, nasty.length) ?? []
    expect(nasty.filter((text) => runs.test(text)).length).toBeGreaterThan(10)
    expect(words.filter((text) => runs.test(text))).toEqual([])
    expect(words).toContain("'hui")
    expect(read?.slice(nasty.length)).toEqual(['0', '-1,5', '1200', '49,1466', '22/05/2023', '22/05/2023 08:30', ''])
  })

  test('whatever is written in its cells', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), (texts) => {
        const [read] = readCsv(Buffer.from(csvStart + csvLine(texts)))
        const kept = texts.map((text) => text.replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, ''))
        expect(read?.map(bare)).toEqual(kept)
        expect(read?.filter((text) => runs.test(text))).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  test('is read back from a workbook as it was, its numbers and days as such', async () => {
    const rows = cells.map((cell) => [cell, 'à côté'])
    const columns = [{ label: 'Cellule', width: 60 }, { label: 'Témoin' }]
    const bytes = await xlsxOf([
      { name: 'Cellules', columns, rows },
      { name: 'Vide', columns, rows: [] },
    ])
    const { Cellules, Vide } = await readXlsx(bytes)
    expect(Cellules?.slice(1).map(([cell]) => (typeof cell === 'string' ? unpadded(cell) : cell))).toEqual(
      cells.map(inWorkbook),
    )
    expect(Vide).toEqual([['Cellule', 'Témoin']])
  })
})

const file = (name: string, query = '') => `/moderation/exports/${name}${query}`

/** A site whose 1,000 events say what no spreadsheet expects. */
function nastySite() {
  const site = openSite()
  const { db } = site
  const reference = db.prepare(`SELECT reference FROM events WHERE status = 'published' AND seats > 0`).pluck().get()
  multiply(db, String(reference), 1000)
  const change = db.prepare(`
    UPDATE events SET
      title = @short, summary = @short, description = @text, place_name = @text, address = @text, access = @text,
      price_detail = @text, organiser_name = @text, occasion_note = @text, public_contact_role = @text,
      registration_phone = @phone, private_name = @text, private_email = @email, private_phone = @phone,
      coordinator_message = @text, registration_deadline = '2023-05-19', keywords = json_array(@short, 'vélo'),
      latitude = 49.1466, longitude = -0.2274, position_precision = 'main'
    WHERE id = @id
  `)
  const coorganiser = db.prepare('INSERT INTO event_coorganisers (event_id, position, name) VALUES (?, 6, ?)')
  const ids = db.prepare<[], number>('SELECT id FROM events').pluck().all()
  db.transaction(() => {
    ids.forEach((id, index) => {
      const text = nasty[index % nasty.length] ?? ''
      change.run({ id, text, short: text.slice(0, 100), email: `prive-${id}@example.org`, phone: '+33 2 31 00 00 00' })
      coorganiser.run(id, text)
    })
  })()
  return site
}

type Stored = Record<string, string | number | null>

const joined = (json: unknown, list: readonly { slug?: string; label: string }[]) =>
  (JSON.parse(String(json)) as string[]).map((one) => list.find(({ slug }) => slug === one)?.label).join('\n')

const local = (at: unknown): Cell =>
  at === null
    ? null
    : { moment: Temporal.Instant.from(String(at)).toZonedDateTimeISO('Europe/Paris').toString().slice(0, 16) }

/** What the database says of an event, under the heads of the table: written here again, so that the two must agree. */
function expectedOf(event: Stored): Record<string, Cell> {
  const slots = JSON.parse(String(event.slots)) as { day: string }[]
  const published = event.status === 'published'
  return {
    Référence: String(event.reference),
    État: statuses.find(({ code }) => code === event.status)?.label ?? '',
    Annonce: occasions.find(({ code }) => code === event.occasion)?.label ?? '',
    'Précision de l’annonce': event.occasionNote ?? null,
    'Lien annoncé': event.occasionLink ?? null,
    Titre: event.title ?? null,
    Résumé: event.summary ?? null,
    Description: event.description ?? null,
    'Type d’événement': joined(JSON.stringify([event.type]), types),
    Thèmes: joined(event.themes, themes),
    'Publics visés': joined(event.audiences, audiences),
    'Mots-clés': (JSON.parse(String(event.keywords)) as string[]).join('\n'),
    'Premier jour': { day: slots[0]?.day ?? '' },
    'Dernier jour': { day: slots.at(-1)?.day ?? '' },
    Participation: modes.find(({ code }) => code === event.mode)?.label ?? '',
    Commune: event.communeName ?? null,
    'Code postal': event.postalCode ?? null,
    Département: departments.find(({ slug }) => slug === event.department)?.label ?? null,
    Latitude: event.latitude ?? null,
    Longitude: event.longitude ?? null,
    'Position exacte': event.positionPrecision === 'main' ? `${event.latitude}, ${event.longitude}` : null,
    'Nom du lieu': event.placeName ?? null,
    Adresse: event.address ?? null,
    'Lien de connexion': event.onlineLink ?? null,
    'Venir sur place': event.access ?? null,
    'Précisions sur l’accessibilité': event.accessibilityDetail ?? null,
    Accès: registrations.find(({ code }) => code === event.registration)?.label ?? null,
    'Page d’inscription': event.registrationUrl ?? null,
    'Adresse électronique pour s’inscrire': event.registrationEmail ?? null,
    'Téléphone pour s’inscrire': event.registrationPhone ?? null,
    'L’événement est-il gratuit ?': event.freeOfCharge === null ? null : event.freeOfCharge ? 'Oui' : 'Non',
    Tarif: event.priceDetail ?? null,
    'Inscription jusqu’au': event.registrationDeadline ? { day: String(event.registrationDeadline) } : null,
    'Nombre de places': event.seats ?? null,
    'Nom de la structure organisatrice': event.organiserName ?? null,
    'Site de la structure': event.organiserWebsite ?? null,
    'Co-organisateurs': (JSON.parse(String(event.coorganisers)) as string[]).join('\n'),
    'Prénom et nom (non publié)': event.privateName ?? null,
    'Adresse électronique (non publié)': event.privateEmail ?? null,
    'Téléphone (non publié)': event.privatePhone ?? null,
    'Fonction ou service à publier': event.publicContactRole ?? null,
    'Adresse électronique publiée': event.publicContactEmail ?? null,
    'Téléphone publié': event.publicContactPhone ?? null,
    'Ce que montre l’image': event.imageAlt ?? null,
    'Crédit de l’image': event.imageCredit ?? null,
    'À noter dans votre agenda': event.featured ? 'Oui' : 'Non',
    'Page publique': published ? `http://127.0.0.1:3000/agenda/${event.slug}` : null,
    'Page de l’espace coordination': `http://127.0.0.1:3000/moderation/evenements/${event.reference}`,
    'Envoyé le': local(event.submittedAt),
    'Décidé le': local(event.decidedAt),
    'Publié le': local(event.publishedAt),
    'Modifié le': local(event.updatedAt),
    'Accords donnés le': local(event.consentAt),
    'Message de la coordination (non publié)': event.coordinatorMessage ?? null,
  }
}

/** Said in words of the site, which other tests read. */
const inOtherWords = [
  'Créneaux',
  'À qui montrer ce lien',
  'Le lieu et l’accueil conviennent à',
  'Famille de la structure',
  'Publication de l’adresse électronique',
  'Droits sur l’image',
  'À vérifier',
]

describe('the events', () => {
  test('are read back cell by cell from both files, a thousand of them', async () => {
    const { db, coordinator } = nastySite()
    const stored = db.prepare<[], Stored>('SELECT * FROM event_details ORDER BY id').all().map(expectedOf)
    const desk = coordinator()
    const csv = byLabel(readCsv((await download(desk, file('evenements.csv', '?contacts=oui'))).bytes))
    const workbook = await readXlsx((await download(desk, file('evenements.xlsx', '?contacts=oui'))).bytes)
    const xlsx = byLabel(workbook.Événements ?? [])

    expect(stored.length).toBeGreaterThan(1000)
    expect([csv.length, xlsx.length]).toEqual([stored.length, stored.length])
    expect(Object.keys(csv[0] ?? {}).filter((label) => !inOtherWords.includes(label))).toEqual(
      expect.arrayContaining(Object.keys(stored[0] ?? {})),
    )
    expect(Object.keys(csv[0] ?? {}).length).toBe(Object.keys(stored[0] ?? {}).length + inOtherWords.length)
    const faults = stored.flatMap((event, index) =>
      Object.entries(event).flatMap(([label, cell]) => {
        const text = csv[index]?.[label] ?? ''
        const read = xlsx[index]?.[label] ?? null
        const same =
          bare(text) === inCsv(cell) && (typeof read === 'string' ? unpadded(read) : read) === inWorkbook(cell)
        return same && !(typeof cell === 'string' && runs.test(text)) ? [] : [{ index, label, cell, text, read }]
      }),
    )
    expect(faults).toEqual([])
    expect(csv[0]?.Créneaux).toBe('Lundi\u00a022\u00a0mai\u00a02023, de 9\u00a0h\u00a030 à 10\u00a0h\u00a045')
  })

  test('of one state only', async () => {
    const { db, coordinator } = openSite()
    const numbers = db.prepare<[], { status: string; number: number }>(
      'SELECT status, count(*) AS number FROM events GROUP BY status',
    )
    expect(numbers.all().length).toBeGreaterThan(1)
    for (const { status, number } of numbers.all()) {
      const { bytes } = await download(coordinator(), file('evenements.csv', `?statut=${status}`))
      expect(readCsv(bytes)).toHaveLength(number + 1)
    }
  })
})

test('the sheets are read back: words, numbers and days, under the titles of their forms', async () => {
  const { db, coordinator } = openSite()
  const [text, figure] = ['=HYPERLINK("http://exemple.fr")\n« suite » ; 👩‍👩‍👧', 12]
  db.prepare(`
    UPDATE sheets SET content = json_set(content, '$.contexte', @text, '$.texte', @text, '$.habitants', @figure, '$.date_notification', '2021-03-15')
  `).run({ text, figure })
  const stored = db.prepare<[], Stored>(`SELECT * FROM sheet_details WHERE kind = 'rex' ORDER BY id`).all()
  const workbook = await readXlsx((await download(coordinator(), file('documents.xlsx'))).bytes)
  const csv = byLabel(readCsv((await download(coordinator(), file('fiches-rex.csv'))).bytes))

  expect(Object.keys(workbook)).toEqual(['Fiches REX', 'Cartes blanches', 'Fichiers'])
  const rex = byLabel(workbook['Fiches REX'] ?? [])
  expect(rex.map((row) => row.Référence)).toEqual(stored.map(({ reference }) => reference))
  for (const [index, sheet] of stored.entries()) {
    const content = JSON.parse(String(sheet.content))
    expect(rex[index]).toMatchObject({
      Titre: sheet.title,
      Acheteur: sheet.organisation,
      Commune: sheet.communeName,
      Contexte: text,
      'Habitants ou agents': figure,
      'Date de notification': '2021-03-15',
      Démarche: content.demarche ?? null,
      'Facteurs de réussite': content.facteurs?.join('\n') ?? null,
    })
    expect(csv[index]).toMatchObject({
      Contexte: `'${text}`,
      'Date de notification': '15/03/2021',
      'Habitants ou agents': '12',
    })
  }
  expect(byLabel(workbook['Cartes blanches'] ?? []).map((row) => row.Texte)).toContain(text)
  const questions = [...Object.values<Question>(fieldsOf(rexParts))]
  expect(questions.length).toBeGreaterThan(50)
  const secret = ['Prénom et nom', 'Adresse électronique', 'Téléphone']
  const titles = questions.map(({ title, label }) => title ?? label).filter((title) => !secret.includes(title))
  expect(Object.keys(rex[0] ?? {})).toEqual(expect.arrayContaining(titles))
})

describe('a site in use', async () => {
  const site = await fillSite(openSite())
  const desk = site.coordinator()
  const { db } = site
  const current = findCurrentEdition(db)?.id

  test('lists every file that was handed in, with the address where it opens', async () => {
    const { bytes } = await download(desk, file('fichiers.csv'))
    const files = byLabel(readCsv(bytes))
    const stored = db
      .prepare<[], { name: string; size: number }>(
        'SELECT name, size FROM documents WHERE draft_id IS NULL ORDER BY id',
      )
      .all()
    expect(stored.length).toBeGreaterThan(3)
    expect(files.map((row) => [row.Fichier, row['Taille en octets']])).toEqual(
      stored.map(({ name, size }) => [name, String(size)]),
    )
    for (const row of files) await desk.get(String(row['Adresse du fichier']).slice(baseUrl.length)).expect(200)
    expect(files.map((row) => row.Question)).toEqual(expect.arrayContaining(['Votre fiche remplie', 'Image']))
  })

  test('tells its history line by line, with what the public read before and after', async () => {
    const reference = String(db.prepare(`SELECT reference FROM events WHERE status = 'published'`).pluck().get())
    const change = { before: { Titre: '=1+1' }, after: { Titre: 'Un atelier', Lieu: 'Salle bleue' } }
    note(db, site.clock, 'coordinator:1', 'revision-accepted', reference, change)
    const lines = byLabel(readCsv((await download(desk, file('historique.csv', '?contacts=oui'))).bytes))
    const others = `SELECT reference FROM events WHERE edition_id <> ${current}`
    const noted = db.prepare(`SELECT count(*) FROM journal WHERE subject NOT IN (${others})`).pluck().get()
    expect(lines).toHaveLength(Number(noted))
    expect(lines.at(-1)).toMatchObject({
      Quoi: 'Modification acceptée',
      Qui: 'La coordination',
      'Accès utilisé (non publié)': coordinatorEmail,
      Nature: 'Événement',
      Référence: reference,
      Avant: 'Titre : =1+1',
      Après: 'Titre : Un atelier\nLieu : Salle bleue',
    })
    const ofRefused = byLabel(readCsv((await download(desk, file('historique.csv', '?statut=refused'))).bytes))
    expect(ofRefused.map((row) => row.Quoi)).toContain('Refusée')
    expect(ofRefused.length).toBeLessThan(lines.length)
  })

  test('counts what each organiser proposes, however its name is written', async () => {
    db.prepare(`UPDATE events SET organiser_name = upper(organiser_name) WHERE title = 'Un atelier à corriger'`).run()
    const { bytes } = await download(desk, file('organisateurs.xlsx', '?contacts=oui'))
    const organisers = byLabel((await readXlsx(bytes)).Organisateurs ?? [])
    const mine = organisers.filter((row) =>
      String(row['Adresse électronique (non publié)']).includes(completeForm.contact_courriel),
    )
    const own = (more: string) =>
      db
        .prepare(
          `SELECT count(*) FROM events WHERE edition_id = ${current} AND upper(organiser_name) = upper(?) ${more}`,
        )
        .pluck()
        .get(completeForm.organisateur)
    const events = own('')
    expect(events).toBeGreaterThan(25)
    const [organiser] = mine
    expect(organiser).toMatchObject({
      Événements: events,
      'Événements publiés': own(`AND status = 'published'`),
      Structure: completeForm.organisateur,
    })
    expect(organiser?.États).toContain(`Correction demandée : ${own(`AND status = 'changes_requested'`)}`)
  })

  test('gives nothing private away, unless it is asked for', async () => {
    const reserved = 'https://visio.example.org/reserve'
    db.prepare(`UPDATE events SET online_link = ?, online_link_reserved = 1 WHERE mode <> 'onsite'`).run(reserved)
    db.prepare(`
      UPDATE sheets SET content = json_set(content, '$.titulaire', 'Titulaire discret', '$.accord_titulaire', 'non') WHERE kind = 'rex'
    `).run()
    db.prepare('UPDATE events SET public_contact_email = ? WHERE public_contact_email = private_email').run(
      'public@example.org',
    )
    const known = db
      .prepare<[], string>(`
        WITH here AS (SELECT * FROM events WHERE edition_id = ${current})
        SELECT private_name FROM here UNION SELECT private_email FROM here UNION SELECT private_phone FROM here
        UNION SELECT private_name FROM sheets UNION SELECT private_email FROM sheets UNION SELECT private_phone FROM sheets
      `)
      .pluck()
      .all()
      .filter(Boolean)
    const [bare, full] = await Promise.all(['', '?contacts=oui'].map((query) => everything(desk, query)))
    const secrets = [...known, reserved, 'Titulaire discret', coordinatorEmail]
    expect(secrets.length).toBeGreaterThan(6)
    expect(secrets.filter((one) => !full?.includes(one))).toEqual([])
    expect(secrets.filter((one) => bare?.includes(one))).toEqual([])
  })

  test('says by its page what a complete version obliges to', async () => {
    const page = await desk.get(file('').slice(0, -1))
    expect(page.text).toContain('sans coordonnées privées')
    expect(page.text).not.toContain('RGPD')
    const full = await desk.get('/moderation/exports?contacts=oui&statut=published').expect(200)
    expect(full.text).toContain('RGPD')
    expect(full.text).toContain('/moderation/exports/evenements.csv?edition=2023&amp;statut=published&amp;contacts=oui')
  })
})

test('a file has a name that tells it from another, and is kept by nobody on the way', async () => {
  const desk = openSite().coordinator()
  const csv = await download(desk, file('evenements.csv', '?statut=published'))
  expect(csv.headers).toMatchObject({
    'cache-control': 'no-store',
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename=semaine-aser-2023-evenements-publie-2023-05-09.csv',
  })
  const xlsx = await download(desk, file('documents.xlsx', '?contacts=oui'))
  expect(xlsx.headers).toMatchObject({
    'cache-control': 'no-store',
    'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'content-disposition': 'attachment; filename=semaine-aser-2023-documents-avec-contacts-2023-05-09.xlsx',
  })
})

test('there is no file of another name, and none for a reader', async () => {
  const { db, coordinator, visitor } = openSite()
  const desk = coordinator()
  for (const name of ['constructor.csv', 'evenements.pdf', 'evenements', 'documents.csv'])
    await desk.get(file(name)).expect(404)
  await visitor.get(file('evenements.csv')).expect(303)
  await desk.get(file('evenements.csv')).expect(200)
  db.prepare(`UPDATE coordinators SET role = 'reader'`).run()
  await desk.get(file('evenements.csv')).expect(403)
  await desk.get('/moderation/exports').expect(403)
})

test('each edition is exported apart', async () => {
  const { db, coordinator } = openSite()
  const desk = coordinator()
  const { id } = findCurrentEdition(db) ?? expect.fail('no edition')
  const earlier = db.prepare<[], number>('SELECT id FROM editions WHERE year = 2022').pluck().get() ?? 0
  db.prepare(`UPDATE events SET edition_id = ? WHERE status = 'pending'`).run(earlier)
  const rows = async (query: string) => readCsv((await download(desk, file('evenements.csv', query))).bytes).length - 1
  const count = (id: number) => db.prepare('SELECT count(*) FROM events WHERE edition_id = ?').pluck().get(id)
  expect([await rows('?edition=2022'), await rows(''), await rows('?edition=2020')]).toEqual(
    [earlier, id, id].map(count),
  )
  expect((await desk.get('/moderation/exports?edition=2022').expect(200)).text).toContain('<option selected>2022')
})

test('before the first edition, the desk says what comes first', async () => {
  const desk = openSite({ demonstration: false }).coordinator()
  const page = await desk.get('/moderation/exports').expect(303)
  expect(page.headers.location).toBe('/moderation')
  await desk.get(file('evenements.csv')).expect(404)
})

test('the page asks as much of the database for a thousand propositions as for one', async () => {
  const { db, coordinator } = openSite()
  const desk = coordinator()
  const few = await countQueries(db, () => desk.get('/moderation/exports').expect(200))
  multiply(db, String(db.prepare(`SELECT reference FROM events WHERE status = 'published'`).pluck().get()), 1000)
  const page = await desk.get('/moderation/exports')
  expect(page.text).toMatch(/1\s?024\s*événements/u)
  expect(await countQueries(db, () => desk.get('/moderation/exports').expect(200))).toBe(few)
  expect(await countQueries(db, () => desk.get(file('evenements.csv')).expect(200))).toBeLessThan(15)
})

/** The text of every cell of every file. */
async function everything(desk: ReturnType<TestSite['coordinator']>, query: string) {
  const books = ['evenements', 'organisateurs', 'documents', 'historique']
  const texts = ['evenements', 'organisateurs', 'fiches-rex', 'cartes-blanches', 'fichiers', 'historique']
  const read = [
    ...books.map(async (name) =>
      JSON.stringify(await readXlsx((await download(desk, file(`${name}.xlsx`, query))).bytes)),
    ),
    ...texts.map(async (name) => (await download(desk, file(`${name}.csv`, query))).bytes.toString('utf8')),
  ]
  return (await Promise.all(read)).join('\n')
}

const unpadded = (text: string) => text.replace(/^(\w+) $/, '$1')
