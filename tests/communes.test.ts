import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { communeChoices, readCommuneAnswer } from '../src/communes/answer.ts'
import { type Commune, communeChoice, communeHint, communeText } from '../src/communes/commune.ts'
import { distanceKm, readPosition } from '../src/communes/position.ts'
import { findCommune, loadCommunes, readCommune, searchCommunes } from '../src/communes/queries.ts'
import { oneLetterAway } from '../src/communes/spelling.ts'
import { suggestCommunes } from '../src/communes/suggestions.ts'
import { openDatabase } from '../src/db/open.ts'
import { newPage, openBrowser } from './support/browser.ts'
import { drawSample } from './support/communes.ts'

const region = openRegion()

function openRegion() {
  const db = openDatabase(':memory:')
  loadCommunes(db)
  return db
}

const codesOf = () => region.prepare<[], string>('SELECT code FROM communes ORDER BY code').pluck().all()
const names = (communes: Commune[]) => communes.map(({ name }) => name)

/** What a form would offer for a text, whether it is the answer, a choice, or what resembles it. */
function offered(typed: string) {
  const read = readCommune(region, typed)
  if (read.kind === 'one') return [read.commune]
  return read.kind === 'several' ? read.communes : read.near
}

describe('the list', () => {
  test('holds every commune of the region and the communes that became part of one', () => {
    const count = (table: string) => region.prepare(`SELECT count(*) FROM ${table}`).pluck().get()
    expect([count('communes'), count('former_communes')]).toEqual([2644, 646])
    expect(findCommune(region, '50129')).toMatchObject({
      name: 'Cherbourg-en-Cotentin',
      postalCodes: '50100 50110 50120 50130 50460 50470',
      precision: 'commune',
    })
  })

  test('is filled once, and a database of before receives the former communes alone', () => {
    const db = openRegion()
    const totals = () => [
      db.prepare('SELECT count(*) FROM communes').pluck().get(),
      db.prepare('SELECT count(*) FROM former_communes').pluck().get(),
    ]
    db.exec(`UPDATE communes SET population = 1 WHERE code = '14118'; DELETE FROM former_communes`)
    expect(searchCommunes(db, 'Cherbourg-Octeville')).toEqual([])

    loadCommunes(db)
    loadCommunes(db)
    expect(totals()).toEqual([2644, 646])
    expect(findCommune(db, '14118')?.population).toBe(1)
    expect(searchCommunes(db, 'Cherbourg-Octeville')).toMatchObject([{ code: '50129' }])
  })
})

describe('a look-up', () => {
  test.each([
    ['Lisieux', '14366'],
    ['LISIEUX', '14366'],
    ['  lisieux ', '14366'],
    ['14100 Lisieux', '14366'],
    ['Lisieux 14100', '14366'],
    ['14 100 Lisieux', '14366'],
    ['F-14100 Lisieux', '14366'],
    ['Lisieux (14)', '14366'],
    ['Lisieux Calvados', '14366'],
    ['Lisieux, Calvados, Normandie, France', '14366'],
    ['Lisieux cedex', '14366'],
    ['14107 LISIEUX CEDEX 2', '14366'],
    ['76600', '76351'],
    ['Le Havre', '76351'],
    ['Havre', '76351'],
    ['Havre (Le)', '76351'],
    ['L’Aigle', '61214'],
    ['Laigle', '61214'],
    ['Aigle', '61214'],
    ['St Lô', '50502'],
    ['saintlo', '50502'],
    ['Ste-Mère-Église', '50523'],
    ['sainte mere eglise', '50523'],
    ['Trouville s/ Mer', '14715'],
    ['Trouville sur mer', '14715'],
    ['pont l eveque', '14514'],
    ['Pont Évêque', '14514'],
    ['Mt-St-Aignan', '76451'],
    ['Amayé-sur-Orne', '14006'],
    ['Cherbourg', '50129'],
    ['Cherbourg-Octeville', '50129'],
    ['Cherbourg-Octeville (Cherbourg-en-Cotentin)', '50129'],
    ['Cherbourg-en-Cotentin, Cherbourg-Octeville', '50129'],
    ['Bretteville-l’Orgueilleuse', '14098'],
    ['N.D. de Gravenchon', '76476'],
    ['Orival [76486]', '76486'],
  ])('understands « %s » as one commune', (typed, code) => {
    expect(readCommune(region, typed)).toMatchObject({ kind: 'one', commune: { code } })
    expect(searchCommunes(region, typed).map((commune) => commune.code)).toEqual([code])
  })

  test('says which former commune was found, and nothing of the kind for a commune of today', () => {
    const [cherbourg] = searchCommunes(region, 'Cherbourg-Octeville')
    expect(cherbourg).toMatchObject({ name: 'Cherbourg-en-Cotentin', formerly: 'Cherbourg-Octeville' })
    expect(cherbourg && communeHint(cherbourg)).toBe('Cherbourg-Octeville, Manche')
    expect(searchCommunes(region, 'Cherbourg-en-Cotentin')[0]).not.toHaveProperty('formerly')
  })

  test('keeps the postal code that was typed when it is the commune’s, or takes its first', () => {
    const postalCodeOf = (typed: string) => {
      const read = readCommune(region, typed)
      return read.kind === 'one' && read.postalCode
    }
    expect(postalCodeOf('76620 Le Havre')).toBe('76620')
    expect(postalCodeOf('Le Havre')).toBe('76600')
    expect(postalCodeOf('76060 Le Havre Cedex')).toBe('76600')
  })

  test('offers every commune of a name, a postal code, or a beginning', () => {
    expect(readCommune(region, 'Beaulieu')).toMatchObject({
      kind: 'several',
      communes: [
        { name: 'Beaulieu', department: '61' },
        { name: 'Souleuvre en Bocage', department: '14', formerly: 'Beaulieu' },
      ],
    })
    expect(names(offered('14100'))).toEqual(expect.arrayContaining(['Lisieux', 'Glos', 'Rocques']))
    expect(offered('14100')).toHaveLength(23)
    expect(names(searchCommunes(region, 'lis'))).toEqual(['Lisieux', 'Lison', 'Lisors', 'Lisores'])
    expect(names(searchCommunes(region, 'Saint', 3))).toEqual([
      'Saint-Étienne-du-Rouvray',
      'Saint-Lô',
      expect.any(String),
    ])
  })

  test('says of a postal code of elsewhere that it is elsewhere', () => {
    for (const typed of ['75001', '75001 Paris']) {
      const answer = readCommuneAnswer(region, 'Commune', typed)
      expect(answer).toMatchObject({ ok: false, message: expect.stringContaining('est hors de la région') })
    }
    expect(readCommuneAnswer(region, 'Commune', '14999 Lisieu')).toMatchObject({
      ok: false,
      message: expect.not.stringContaining('hors de la région'),
    })
  })

  test('does not take a hamlet for the town that many call by its name, unless its postal code says so', () => {
    expect(readCommune(region, 'Sotteville').kind).toBe('several')
    expect(names(offered('Sotteville'))).toEqual(expect.arrayContaining(['Sotteville', 'Sotteville-lès-Rouen']))
    expect(readCommune(region, '50340 Sotteville')).toMatchObject({ kind: 'one', commune: { name: 'Sotteville' } })

    const db = openRegion()
    db.exec(`UPDATE commune_postal_codes SET postal_code = '50340' WHERE postal_code = '76300'`)
    expect(readCommune(db, '50340 Sotteville')).toMatchObject({ kind: 'one', commune: { name: 'Sotteville' } })
  })

  test.each([
    ['a letter missing', 'Liseux', 'Lisieux'],
    ['another letter', 'Rouan', 'Rouen'],
    ['two letters swapped', 'Lisiuex', 'Lisieux'],
    ['a letter too many', 'Trouvillle-sur-Mer', 'Trouville-sur-Mer'],
    ['the postal code of elsewhere', '14000 Lisieux', 'Lisieux'],
    ['the postal code of elsewhere and no article', '14000 Havre', 'Le Havre'],
    ['the département of elsewhere', 'Lisieux (76)', 'Lisieux'],
    ['other words around', 'Mairie de Lisieux', 'Lisieux'],
    ['half a name', 'Lisieu', 'Lisieux'],
  ])('with %s, offers without deciding', (_, typed, name) => {
    const read = readCommune(region, typed)
    expect(read.kind).toBe('none')
    expect(names(offered(typed))[0]).toBe(name)
  })

  test.each(['', '   ', '14', 'Paris', '75011', '🎉', '99999 Nulle-Part-sur-Rien'])(
    'finds nothing in « %s »',
    (typed) => {
      expect(readCommune(region, typed)).toEqual({ kind: 'none', near: [] })
      expect(searchCommunes(region, typed)).toEqual([])
    },
  )

  test('of a typo looks at four letters nowhere, and at names of five and more', () => {
    expect(oneLetterAway('caen', 'caem')).toBe(true)
    expect(offered('Caem')).toEqual([])
    expect(names(offered('Rouem'))).toEqual(['Rouen'])
  })

  test('finds two hundred samples: degraded spellings, former communes, postal codes, shared names', () => {
    const samples = drawSample(region)
    const counts = Map.groupBy(samples, ({ kind }) => kind)
    expect([...counts].map(([kind, { length }]) => [kind, length])).toEqual([
      ['degraded', 80],
      ['former', 60],
      ['postal', 30],
      ['ambiguous', 30],
    ])

    const lost = samples.filter(({ typed, code }) => !offered(typed).some((commune) => commune.code === code))
    expect(lost).toEqual([])
    const unanswered = samples.filter(({ typed }) => readCommune(region, typed).kind === 'none')
    expect(unanswered.filter(({ kind, misspelt }) => kind !== 'degraded' || !misspelt)).toEqual([])
    const decided = samples.filter(
      ({ kind, typed }) => kind === 'ambiguous' && readCommune(region, typed).kind === 'one',
    )
    expect(decided).toEqual([])
  })

  test('answers any text, however strange, long or hostile', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({
        unit: fc.constantFrom(...'14100[]()\'’-/% _st,.;"*', 'saint ', 'é', '\u0000', '\ud800'),
        maxLength: 200,
      }),
    )
    fc.assert(
      fc.property(anyText, (typed) => {
        expect(searchCommunes(region, typed, 5).length).toBeLessThanOrEqual(5)
        const read = readCommune(region, typed)
        if (read.kind === 'one') expect(read.commune.postalCodes).toContain(read.postalCode)
      }),
    )
    for (const text of ['a', '1', '[', ' ', '%', '-st', 'saint ', '14 ', 'cedex ', 'İ', 'ﷺ', '\u0301']) {
      expect(searchCommunes(region, `Lisieux ${text.repeat(1_000_000 / text.length)}`).length).toBeLessThanOrEqual(12)
    }
  })
})

describe('the text of a commune', () => {
  test('reads back to that commune, for each of them', () => {
    const read = codesOf().map((code) => {
      const commune = findCommune(region, code)
      const back = commune && readCommune(region, communeText(commune))
      return back?.kind === 'one' ? back.commune.code : `${code} is lost`
    })
    expect(read).toEqual(codesOf())
  })

  test('holds the postal code that was typed', () => {
    const havre = offered('76620').find(({ name }) => name === 'Le Havre')
    expect(havre && communeText(havre)).toBe('76620 Le Havre')
    expect(communeText(findCommune(region, '76351') as Commune)).toBe('76600 Le Havre')
  })

  test('holds the code of two communes that share a name and a postal code', () => {
    const db = openRegion()
    db.exec(`
      INSERT INTO communes SELECT '76999', name, folded, department, 12, latitude, longitude, precision
      FROM communes WHERE code = '76486';
      INSERT INTO commune_postal_codes VALUES ('76999', '76500');
    `)
    const texts = communeChoices(db, '76500 Orival')
    expect(texts).toEqual(['76500 Orival [76486] (Seine-Maritime)', '76500 Orival [76999] (Seine-Maritime)'])
    expect(texts.map((text) => readCommune(db, text))).toMatchObject([
      { kind: 'one', commune: { code: '76486' } },
      { kind: 'one', commune: { code: '76999' } },
    ])
    expect(communeText(findCommune(region, '76486') as Commune)).toBe('76500 Orival')
  })

  test('settles a choice when it is one of those offered, and only then', () => {
    const answer = (chosen?: string) => readCommuneAnswer(region, 'Commune', 'Beaulieu', chosen)
    expect(communeChoices(region, 'Beaulieu')).toEqual([
      '61190 Beaulieu (Orne)',
      '14260 Souleuvre en Bocage (Beaulieu, Calvados)',
    ])
    const beaulieu = { ok: true, commune: { code: '61034' }, postalCode: '61190' }
    expect(answer('61190 Beaulieu (Orne)')).toMatchObject(beaulieu)
    // as a draft of before holds it
    expect(answer('61190 Beaulieu')).toMatchObject(beaulieu)
    expect(answer('14100 Lisieux')).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^Commune : « Beaulieu »/),
    })
    expect(answer()).toMatchObject({ ok: false })
  })
})

describe('a choice', () => {
  const placesOf = (choices: string[]) => choices.map((choice) => choice.replace(/^\d{5} /, ''))

  test('is by name, each with its département; those found by a former name come last', () => {
    const choices = placesOf(communeChoices(region, 'Saint-Aubin'))
    expect(choices).toHaveLength(27)
    for (const choice of choices)
      expect(choice).toMatch(/\((?:[^()]+, )?(?:Calvados|Eure|Manche|Orne|Seine-Maritime)\)$/)
    expect(choices.slice(0, 3)).toEqual([
      'Cisai-Saint-Aubin (Orne)',
      'Saint-Aubin-Celloville (Seine-Maritime)',
      "Saint-Aubin-d'Appenai (Orne)",
    ])
    const mers = choices.filter((choice) => choice.includes('sur-Mer'))
    expect(mers).toEqual(['Saint-Aubin-sur-Mer (Calvados)', 'Saint-Aubin-sur-Mer (Seine-Maritime)'])
    expect(choices.findIndex((choice) => choice.includes(', '))).toBe(22)
    expect(choices[22]).toBe('Beaufour-Druval (Saint-Aubin-Lébizay, Calvados)')
  })

  test('of the very name typed comes first, and what only resembles stays by likelihood', () => {
    expect(placesOf(communeChoices(region, 'sotteville'))).toEqual([
      'Sotteville (Manche)',
      'Sotteville-lès-Rouen (Seine-Maritime)',
      'Sotteville-sous-le-Val (Seine-Maritime)',
    ])
    expect(communeChoices(region, '14100 Liseux')[0]).toBe('14100 Lisieux (Calvados)')
  })

  test('reads back to its commune, whatever name it was found by', () => {
    const all = [
      ...region.prepare<[], string>('SELECT name FROM former_communes').pluck().all(),
      'Lisieux',
      'Saint',
      '14100',
    ]
    const choices = all.flatMap((typed) => searchCommunes(region, typed, 40))
    const lost = choices.filter((commune) => {
      const back = readCommune(region, communeChoice(commune))
      return back.kind !== 'one' || back.commune.code !== commune.code || back.postalCode !== commune.postalCode
    })
    expect(choices.length).toBeGreaterThan(600)
    expect(lost.map(communeChoice)).toEqual([])
  })
})

describe('a position', () => {
  const caen = { latitude: 49.1829, longitude: -0.3707 }

  test.each([
    '49.1829, -0.3707',
    '49.1829,-0.3707',
    '49.1829 -0.3707',
    '  49,1829 ; -0,3707 ',
    '49,1829, -0,3707',
    '49,1829 −0,3707',
    '(49.1829, -0.3707)',
    'Latitude : 49,1829 Longitude : -0,3707',
    '49.1829° N, 0.3707° O',
    '0,3707 Ouest ; 49,1829 Nord',
    'geo:49.1829,-0.3707?z=17',
    'geo:0,0?q=49.1829,-0.3707(Mairie)',
    'https://www.openstreetmap.org/#map=17/49.18290/-0.37070',
    'https://www.openstreetmap.org/?mlat=49.1829&mlon=-0.3707#map=12/49.5/-0.5',
    'https://www.google.fr/maps/@49.1829,-0.3707,17z',
    'https://www.google.com/maps/place/Mairie/@49.5,-0.5,17z/data=!3m1!4b1!4m6!3m5!1s0x0!8m2!3d49.1829!4d-0.3707!16s',
    'https://www.google.com/maps/search/?api=1&query=49.1829%2C-0.3707',
    'https://www.google.com/maps/dir/49.5,-0.5/49.1829,-0.3707/',
    'https://maps.google.com/?q=49.1829,-0.3707&ll=49.5,-0.5',
    'https://maps.apple.com/?ll=49.1829,-0.3707&q=Mairie',
    'https://www.bing.com/maps?cp=49.1829%7E-0.3707&lvl=16',
    'https://www.geoportail.gouv.fr/carte?c=-0.3707,49.1829&z=17',
    'https://www.qwant.com/maps/#map=15.00/49.1829/-0.3707',
    'https://www.waze.com/ul?ll=49.1829%2C-0.3707&navigate=yes',
    'www.google.fr/maps/@49.1829,-0.3707,17z',
    'La mairie : https://maps.google.com/?q=49.1829,-0.3707 (entrée à gauche)',
  ])('is read in « %s »', (typed) => {
    expect(readPosition(typed)).toEqual(caen)
  })

  test.each([
    `49°10'58"N 0°22'14"O`,
    `49°10'58"N0°22'14"W`,
    '49° 10′ 58″ N, 0° 22′ 14″ O',
    `N 49°10'58" W 0°22'14"`,
    `0°22'14"O 49°10'58"N`,
    `49°10'58", -0°22'14"`,
  ])('is read in degrees, minutes and seconds: « %s »', (typed) => {
    expect(readPosition(typed)).toEqual({ latitude: 49.18278, longitude: -0.37056 })
  })

  test('east is positive, and about a metre is enough', () => {
    expect(readPosition(`49°10'58"N 0°22'14"E`)).toEqual({ latitude: 49.18278, longitude: 0.37056 })
    expect(readPosition('49.123456789, 0.987654321')).toEqual({ latitude: 49.12346, longitude: 0.98765 })
  })

  test.each([
    '',
    'Lisieux',
    '49,1829',
    '14 100',
    '14100',
    '91, 0.5',
    '49.5, 181',
    '49.5, -0.5, 17',
    `49°60'00"N 0°10'00"E`,
    '49.18 N 0.37 N',
    '0.37 O 0.37 E',
    'https://maps.app.goo.gl/Abc123',
    'https://exemple.fr/?q=Lisieux',
    'https://www.openstreetmap.org/?mlat=149&mlon=0',
    `https://maps.google.com/?q=49.1829,-0.3707&x=${'x'.repeat(2000)}`,
  ])('is not read in « %s »', (typed) => {
    expect(readPosition(typed)).toBeUndefined()
  })

  test('is a place on the globe or nothing, whatever is typed', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({
        unit: fc.constantFrom(...'0149.,;-°\'" NSEOW/?&=@#!~%', 'geo:', 'https://', '!3d', '!4d'),
        maxLength: 60,
      }),
    )
    fc.assert(
      fc.property(anyText, (typed) => {
        const { latitude, longitude } = readPosition(typed) ?? { latitude: 0, longitude: 0 }
        expect(Math.abs(latitude)).toBeLessThanOrEqual(90)
        expect(Math.abs(longitude)).toBeLessThanOrEqual(180)
      }),
      { numRuns: 1000 },
    )
  })

  test('is so many kilometres from another', () => {
    const lisieux = { latitude: 49.1466, longitude: 0.2274 }
    const paris = { latitude: 48.8566, longitude: 2.3522 }
    expect(Math.round(distanceKm(lisieux, paris))).toBe(158)
    expect(distanceKm(paris, paris)).toBe(0)
    expect(Math.round(distanceKm({ latitude: 90, longitude: 0 }, { latitude: -90, longitude: 0 }))).toBe(20015)
  })
})

describe('suggestions', () => {
  test('start at three characters, each with what tells it from others', () => {
    expect(suggestCommunes(region, 'li ')).toEqual({ communes: [] })
    expect(suggestCommunes(region, 'octeville-sur')).toEqual({
      communes: [{ texte: '76930 Octeville-sur-Mer (Seine-Maritime)' }],
    })
    expect(suggestCommunes(region, 'hainneville')).toEqual({
      communes: [{ texte: '50100 Cherbourg-en-Cotentin (Équeurdreville-Hainneville, Manche)' }],
    })
  })

  test('are the best known, sorted as the choices of the form are', () => {
    const texts = (typed: string) => suggestCommunes(region, typed).communes.map(({ texte }) => texte)
    expect(texts('saint')).toHaveLength(8)
    expect(texts('saint')).toContain('50000 Saint-Lô (Manche)')
    expect(texts('Beaulieu')).toEqual(communeChoices(region, 'Beaulieu'))
    expect(texts('saint-aubin')).toEqual(
      [...texts('saint-aubin')].sort((a, b) => a.slice(6).localeCompare(b.slice(6), 'fr')),
    )
  })

  test('come into the field after a pause, and say how many they are', async () => {
    const { page, asked, type } = await openField()
    const options = () =>
      page
        .locator('datalist option')
        .evaluateAll((all) => all.map((option) => [option.getAttribute('value'), option.textContent]))

    await type('li')
    await page.clock.runFor(5000)
    await type('s')
    await page.clock.runFor(499)
    expect(asked).toEqual([])

    await page.clock.runFor(1)
    await page.getByRole('status').getByText('4 communes proposées').waitFor({ state: 'attached' })
    expect(asked).toEqual(['lis'])
    expect(await options()).toEqual([
      ['14100 Lisieux (Calvados)', '14100 Lisieux (Calvados)'],
      ['14330 Lison (Calvados)', '14330 Lison (Calvados)'],
      ['14140 Lisores (Calvados)', '14140 Lisores (Calvados)'],
      ['27440 Lisors (Eure)', '27440 Lisors (Eure)'],
    ])
    expect(await page.getByLabel('Commune').getAttribute('list')).toBe(
      await page.locator('datalist').getAttribute('id'),
    )

    // Chosen in the list: there is nothing more to ask.
    await page.getByLabel('Commune').fill('14100 Lisieux (Calvados)')
    await page.clock.runFor(5000)
    expect(asked).toEqual(['lis'])

    // The browser compares letter for letter: the label holds what was typed.
    await page.getByLabel('Commune').fill('st lo')
    await page.clock.runFor(500)
    await page.getByText('1 commune proposée').waitFor({ state: 'attached' })
    expect(await options()).toEqual([['50000 Saint-Lô (Manche)', '50000 Saint-Lô (Manche), pour « st lo »']])
    expect(asked).toEqual(['lis', 'st lo'])

    await page.getByLabel('Commune').fill('st')
    expect(await options()).toEqual([])
  })

  test('ask once for quick typing, and a failure is silent', async () => {
    const { page, asked, faults, type } = await openField()
    await type('caen')
    await page.clock.runFor(500)
    await page.getByText('1 commune proposée').waitFor({ state: 'attached' })
    expect(asked).toEqual(['caen'])

    await page.getByLabel('Commune').fill('en panne')
    const answered = page.waitForResponse(/communes/)
    await page.clock.runFor(500)
    await (await answered).finished()
    expect(asked).toEqual(['caen', 'en panne'])
    expect(await page.getByRole('status').textContent()).toBe('1 commune proposée')
    expect(faults).toEqual([])
  })
})

/** The script as it ships, on a page with one field; « en panne » makes the site fail. */
async function openField() {
  const browser = await openBrowser()
  onTestFinished(() => browser.close())
  const page = await newPage(browser, { width: 1280, height: 800, baseURL: 'http://localhost:3111' })
  const asked: string[] = []
  const faults: string[] = []
  page.on('pageerror', ({ message }) => faults.push(message))
  await answer(page, asked)
  await page.clock.install()
  await page.goto('/')
  return { page, asked, faults, type: (text: string) => page.getByLabel('Commune').pressSequentially(text) }
}

async function answer(page: Page, asked: string[]) {
  const script = readFileSync(path.join(import.meta.dirname, '../public/js/communes.js'), 'utf8')
  const html = `<!doctype html><html lang="fr"><title>Essai</title><script type="module" src="/communes.js"></script>
    <label for="commune">Commune</label><input id="commune" data-communes></html>`
  await page.route('**/*', (route) => {
    const url = new URL(route.request().url())
    if (url.pathname === '/communes.js') return route.fulfill({ contentType: 'text/javascript', body: script })
    if (url.pathname !== '/communes') return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html })

    const typed = url.searchParams.get('q') ?? ''
    asked.push(typed)
    return typed === 'en panne'
      ? route.fulfill({ status: 503 })
      : route.fulfill({ json: suggestCommunes(region, typed) })
  })
}
