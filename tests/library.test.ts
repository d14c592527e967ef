import { describe, expect, test } from 'vitest'
import { markersOf } from '../src/map/markers.ts'
import { project } from '../src/map/projection.ts'
import { countQueries, multiplySheet } from './support/queries.ts'
import { openSite } from './support/site.ts'

const site = openSite()

const read = async (address: string) => (await site.visitor.get(address).expect(200)).text
/** The titles that a list shows, in its order. */
const titlesOf = (html: string) =>
  [...html.matchAll(/<article class="card">\s*<h\d><a [^>]*>([^<]+)/g)].map(([, title]) => title)

const [green, furniture, school, canteen, linen] = [
  'Un lot d’espaces verts réservé à l’insertion',
  'Mobilier de bureau : le réemploi d’abord',
  'Rénover une école avec des matériaux biosourcés et des heures d’insertion',
  'Restauration collective : douze lots pour nourrir local',
  'Linge hospitalier : un marché réservé qui tourne rond',
].map((title) => title.replaceAll(' :', '\u00a0:'))

describe('the list of fiches REX', () => {
  test.each<[string, (string | undefined)[]]>([
    ['', [linen, canteen, school, furniture, green]],
    ['?departement=14', [green]],
    ['?departement=14&departement=27', [school, green]],
    ['?segment=blanchisserie', [linen]],
    ['?acheteur=epci', [green]],
    ['?levier=L2113-12', [linen, canteen]],
    ['?levier=L2113-13&levier=L2113-14', [furniture, green]],
    ['?social=Clause+sociale', [canteen, school, green]],
    ['?environnement=Crit%C3%A8re+environnemental&segment=blanchisserie', []],
    ['?environnement=Clause+environnementale&segment=blanchisserie', [linen]],
    ['?levier=L2113-12&departement=61', [linen]],
    ['?lieu=61169', [linen]],
    ['?q=HOPITAL', []],
    ['?q=hospitalier', [linen]],
    ['?q=lisieux', [green]],
    ['?q=ECOLES+renover', [school]],
    ['?q=61', [linen]],
    ['?q=L2113-13', [green]],
    ['?q=l.+2113-13', [green]],
    ['?departement=99&levier=nonsense', [linen, canteen, school, furniture, green]],
  ])('/rex%s', async (query, expected) => {
    expect(titlesOf(await read(`/rex${query}`))).toEqual(expected)
  })

  test('what is filtered is said, and each filter can be lifted', async () => {
    const html = await read('/rex?departement=61&q=linge&lieu=61169')
    expect(html).toContain(
      'href="/rex?lieu=61169&amp;q=linge"><span class="visually-hidden">Retirer le filtre </span>Orne',
    )
    expect(html).toContain(
      'href="/rex?departement=61&amp;q=linge"><span class="visually-hidden">Retirer le filtre </span>Flers',
    )
    const none = await read('/rex?departement=61&segment=batiment')
    expect(none).toContain('Rien ne correspond')
    expect(none).not.toContain('Carte en Normandie')
  })
})

test('the name of a holder who did not agree to be named is found by nobody', async () => {
  const own = openSite()
  const hold = (agreement: string) =>
    own.db
      .prepare(
        `UPDATE sheets SET content = json_set(content, '$.titulaire', 'Entreprise Discrète', '$.accord_titulaire', ?) WHERE reference = 'REXAA2'`,
      )
      .run(agreement)
  const found = async () => titlesOf((await own.visitor.get('/rex?q=discrete').expect(200)).text)

  hold('oui')
  expect(await found()).toEqual([green])
  hold('non')
  expect(await found()).toEqual([])
})

test('both kinds are found together', async () => {
  const both = await read('/bonnes-pratiques?q=linge')
  expect(titlesOf(both)).toContain(linen)
  expect(both).toContain('href="/cartes-blanches/')
  expect(titlesOf(await read('/cartes-blanches?auteur=collectivite'))).toEqual([])
  expect(titlesOf(await read('/cartes-blanches?auteur=structure-ess')).length).toBeGreaterThan(0)
})

describe('the map', () => {
  const markersIn = (html: string) =>
    [...html.matchAll(/<a class="(map__marker[^"]*)" href="([^"]+)" aria-label="([^"]+)"/g)].map(
      ([, look, href, about]) => ({
        hollow: look!.includes('approximate'),
        href: href!.replaceAll('&amp;', '&'),
        about,
      }),
    )

  test('shows each sheet where its buyer is, and leads to it', async () => {
    const html = await read('/rex')
    expect(markersIn(html)).toHaveLength(5)
    expect(markersIn(html)).toContainEqual({
      hollow: false,
      href: '/rex/un-lot-d-espaces-verts-reserve-a-l-insertion',
      about: `${green}, Lisieux`,
    })
    expect(html).toContain('href="/rex?departement=50" aria-label="Manche : 1 fiche"'.replace(' :', ' :'))
    expect(html).not.toContain('Non placés')
  })

  test('one marker for a place of several sheets, hollow when approximate; what is not placed is named', async () => {
    const own = openSite()
    const move = (reference: string, commune: string) =>
      own.db.prepare('UPDATE sheets SET commune_code = ? WHERE reference = ?').run(commune, reference)
    move('REXAA3', '14366') // Lisieux, as REXAA2
    move('REXAA4', '14003') // Agy, known by its postal code
    move('REXAA5', '14021') // Arromanches, known by its neighbours
    const html = (await own.visitor.get('/rex').expect(200)).text
    const markers = markersIn(html)
    expect(markers).toHaveLength(3)
    expect(markers).toContainEqual({ hollow: false, href: '/rex?lieu=14366', about: 'Lisieux : 2 fiches' })
    expect(markers.find(({ hollow }) => hollow)?.about).toBe(`${school}, Agy (position approximative)`)
    expect(html).toMatch(
      /Non placés(?: |&nbsp;): <a href="\/rex\/restauration-collective[^>]+>[^<]+<\/a> \(Arromanches-les-Bains\)/,
    )

    const list = (await own.visitor.get('/rex?lieu=14366').expect(200)).text
    expect(titlesOf(list)).toEqual([furniture, green])
  })

  test('is drawn larger for one département, and leads back to the region', async () => {
    const html = await read('/rex?departement=61&levier=L2113-12')
    expect(html).toContain('<a href="/rex?levier=L2113-12">Voir toute la région</a>')
    const width = (page: string) => Number(/<svg viewBox="\S+ \S+ (\S+)/.exec(page)?.[1] ?? 0)
    expect(width(html)).toBeLessThan(width(await read('/rex')) * 0.6)
  })

  test('keeps markers a finger apart, wherever the sheets are', () => {
    const places = site.db
      .prepare<[], { code: string; name: string; latitude: number; longitude: number; precision: string }>(
        'SELECT code, name, latitude, longitude, precision FROM communes',
      )
      .all()
    const placed = places.map((place) => ({ title: place.name, href: `/${place.code}`, place }))
    const markers = markersOf(placed, 80)
    for (const [index, one] of markers.entries())
      for (const other of markers.slice(index + 1))
        expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThanOrEqual(80)
    const held = markers.flatMap((marker) => marker.placed)
    expect(held.length).toBe(
      places.filter(({ precision }) => precision === 'commune' || precision === 'code-postal').length,
    )
  })

  test('is true to the ground: Le Havre is west of Rouen and north of Caen', () => {
    const [havre, rouen, caen] = [project(0.107, 49.494), project(1.099, 49.443), project(-0.37, 49.183)]
    expect(havre.x).toBeLessThan(rouen.x)
    expect(havre.y).toBeLessThan(caen.y)
    // 55 km as the crow flies, and a unit is about 280 metres
    expect(Math.hypot(havre.x - caen.x, havre.y - caen.y) * 0.278).toBeCloseTo(49.2, -1)
  })
})

test('a list of a thousand sheets takes as many queries as a list of five, and shows some at a time', async () => {
  const own = openSite()
  const few = await countQueries(own.db, () => own.visitor.get('/rex').expect(200))
  multiplySheet(own.db, 'REXAA2', 1000)
  const many = await countQueries(own.db, () => own.visitor.get('/rex').expect(200))
  expect(many).toBe(few)
  const html = (await own.visitor.get('/rex?page=2').expect(200)).text
  expect(titlesOf(html)).toHaveLength(24)
  expect(html).toContain('href="/rex?page=3">Page 3</a>')
})
