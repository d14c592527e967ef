import { describe, expect, test } from 'vitest'
import { fileCarteBlanche, fixture } from './support/filed.ts'
import { multiplySheet } from './support/queries.ts'
import { openSite } from './support/site.ts'

const site = openSite()
const read = async (address: string) => (await site.visitor.get(address).expect(200)).text
const tagless = (html: string) => plain(html.replaceAll(/<\/?span[^>]*>/g, ''))
const plain = (html: string) =>
  html
    .replaceAll('&nbsp;', ' ')
    .replaceAll(/[\u00a0\u202f]/g, ' ')

    .replaceAll('&#39;', "'")
const linen = '/rex/linge-hospitalier-un-marche-reserve-qui-tourne-rond'

describe('an address of a list', () => {
  test('names forty places at most: each is a filter to lift, whose address repeats all the others', async () => {
    const places = Array.from({ length: 1000 }, (_, index) => `lieu=${String(10_000 + index)}`)
    const html = await read(`/rex?${places.join('&')}`)
    expect(html.match(/Retirer le filtre/g)).toHaveLength(40)
    expect(html.length).toBeLessThan(100_000)
    expect((await read('/rex?lieu=61169&lieu=61169')).match(/Retirer le filtre/g)).toHaveLength(1)
  })

  test.each([
    ['/rex?q=&departement=14&segment=&levier=', '/rex?departement=14#resultats'],
    ['/bonnes-pratiques?q=&departement=', '/bonnes-pratiques#resultats'],
    ['/cartes-blanches?q=linge&segment=&page=2', '/cartes-blanches?q=linge&page=2#resultats'],
    ['/agenda?q=&jour=2023-05-25&type=', '/agenda?jour=2023-05-25#resultats'],
  ])('%s is cleaned of what is empty', async (asked, clean) => {
    await site.visitor.get(asked).expect(302).expect('Location', clean)
  })

  test.each(['/rex', '/bonnes-pratiques', '/cartes-blanches', '/agenda'])(
    'after « Afficher », %s opens at its results',
    async (list) => {
      const html = await read(`${list}?departement=14`)
      expect(html).toContain(`action="${list}#resultats"`)
      expect(html).toMatch(/<h2[^>]* id="resultats" tabindex="-1"/)
    },
  )
})

describe('what a list holds', () => {
  test('is said in its title, with the filters', async () => {
    const titleOf = (html: string) => plain(/<title>([^<]+)/.exec(html)?.[1] ?? '')
    expect(titleOf(await read('/rex?departement=61&q=linge'))).toBe('1 fiche REX : Orne, « linge » · Semaine ASER')
    expect(titleOf(await read('/rex'))).toBe('Fiches REX · Semaine ASER')
    expect(titleOf(await read('/agenda?departement=61'))).toMatch(
      /^\d+ événements?, \d+ créneaux? : Orne · Semaine ASER$/,
    )
  })

  test('comes before the map', async () => {
    const html = await read('/rex')
    expect(html.indexOf('id="resultats"')).toBeGreaterThan(0)
    expect(html.indexOf('id="resultats"')).toBeLessThan(html.indexOf('<figure class="map"'))
    expect(html).toContain('href="#carte"')
  })

  test('a card says the lever, the amount and the kind of buyer', async () => {
    const card = tagless(
      /<article class="card">(?:(?!<\/article>)[\s\S])*Linge hospitalier[\s\S]*?<\/article>/.exec(
        await read('/rex?levier=L2113-12&departement=61'),
      )?.[0] ?? '',
    )
    expect(card).toContain('L. 2113-12 : EA et ESAT')
    expect(card).toMatch(/\d € HT/)
    expect(card).toContain('Établissement de santé')
    // what a line ends with is no lone dot
    expect(await read('/rex')).toMatch(/ ·\u00a0Clause/)
    expect(await read('/rex')).not.toMatch(/card__facts">[^\n]* · /)
    expect(await read('/rex')).toContain('<span class="whole">Flers, Orne</span>')
  })

  test('a sheet that came as a file shows the first words of its text, once somebody has read it again', async () => {
    const own = openSite()
    const { reference } = await fileCarteBlanche(own, ['recit.docx', fixture('recit.docx')])
    own.db
      .prepare(
        `UPDATE sheets SET status = 'published', slug = 'nos-fleurs', published_at = '2023-05-09T08:00:00Z' WHERE reference = ?`,
      )
      .run(reference)
    const cards = async () => plain((await own.visitor.get('/cartes-blanches').expect(200)).text)
    expect(await cards()).toContain('Un document à télécharger.')
    own.db
      .prepare(`
        INSERT INTO document_texts (document_id, state, content, checked_by, checked_at)
        SELECT documents.id, 'checked', '# Un titre' || char(10, 10) || 'Nos fleurs **poussent** à deux kilomètres.', 'coordination', '2023-05-09T08:00:00Z'
        FROM documents JOIN sheets ON sheets.id = sheet_id WHERE sheets.reference = ? AND field = 'fiche'
      `)
      .run(reference)
    expect(await cards()).toContain('Un titre. Nos fleurs')
    expect(await cards()).not.toContain('Un document à télécharger.')
  })
})

test('a marker of several sheets leads to them, once there to the list; a département without any leads nowhere', async () => {
  const own = openSite()
  own.db.prepare(`UPDATE sheets SET commune_code = '14366' WHERE reference IN ('REXAA2', 'REXAA3')`).run()
  const markerIn = async (address: string) =>
    /class="map__marker[^"]*" href="([^"]+)" aria-label="Lisieux/.exec(
      (await own.visitor.get(address).expect(200)).text,
    )?.[1]
  expect(await markerIn('/rex')).toBe('/rex?lieu=14366')
  expect(await markerIn('/rex?lieu=14366')).toBe('#resultats')
  const html = (await own.visitor.get('/rex').expect(200)).text
  expect(html).toContain('aria-label="Calvados')
  expect(html).not.toContain('aria-label="Seine-Maritime')
})

test('a portrait is no taller than most of a screen, and never enlarged; its story shows it on its card', async () => {
  const own = openSite()
  const add = (reference: string, width: number, height: number) =>
    own.db
      .prepare(`
        INSERT INTO documents (sheet_id, field, name, stored_as, type, size, sha256, flags, widths, width, height, created_at)
        SELECT id, 'visuel', 'photo.jpg', @name, 'image/jpeg', 9, @sha, '[]', '[480,' || @width || ']', @width, @height, '2023-05-09T08:00:00Z'
        FROM sheets WHERE reference = @reference
      `)
      .run({
        reference,
        width,
        height,
        name: reference
          .toLowerCase()
          .replaceAll(/\W/g, '')
          .padEnd(32, '0')
          .replaceAll(/[^0-9a-f]/g, 'a'),
        sha: reference.padEnd(64, '0'),
      })
  add('CARTA2', 600, 1200)
  add('CARTA3', 500, 300)
  const list = (await own.visitor.get('/cartes-blanches').expect(200)).text
  expect(list.match(/<img class="card__image"/g)).toHaveLength(2)
  const sizes: string[] = []
  for (const [, href] of list.matchAll(/<h3><a href="(\/cartes-blanches\/[^"]+)"/g)) {
    const html = (await own.visitor.get(String(href)).expect(200)).text
    const [, size] = /<figure class="picture"[\s\S]*?(width="\d+" height="\d+")/.exec(html) ?? []
    if (size) sizes.push(size)
  }
  expect(sizes.sort()).toEqual(['width="280" height="560"', 'width="500" height="300"'])
})

describe('a search that finds nothing', () => {
  const nothing = async (address: string) => {
    const html = plain(await read(address))
    expect(html).toContain('Rien ne correspond')
    return html
  }

  test('offers a near spelling that the library knows', async () => {
    const html = await nothing('/rex?q=blanchiserie+flers')
    expect(html).toMatch(/href="\/rex\?q=blanchisserie\+flers"[^>]*>« blanchisserie flers »/i)
    expect(await nothing('/bonnes-pratiques?q=ordinatuer')).toMatch(/href="\/bonnes-pratiques\?q=ordinateurs?"/)
    expect(await nothing('/rex?q=hopital')).toContain('href="/rex?q=hospitalier"')
    expect(await nothing('/rex?q=xyzzyqwerty')).not.toContain('Vouliez-vous')
  })

  test('offers each word alone, with how many it finds', async () => {
    const html = await nothing('/rex?q=linge+hopital+lisieux')
    expect(html).toMatch(/href="\/rex\?q=linge">« linge » : \d/)
    expect(html).toMatch(/href="\/rex\?q=lisieux">« lisieux » : 1 fiche REX/)
  })

  test('offers the same words without the filters, and what the other list has', async () => {
    expect(await nothing('/rex?q=linge&departement=14')).toMatch(
      /href="\/rex\?q=linge">[^<]*sans les filtres[^<]* : \d/,
    )
    expect(await nothing('/cartes-blanches?q=hospitalier&auteur=collectivite')).toContain(
      '<a href="/rex?q=hospitalier">1 fiche REX</a>',
    )
    expect(await nothing('/cartes-blanches?departement=61&segment=blanchisserie')).toContain(
      '<a href="/rex?departement=61&amp;segment=blanchisserie">1 fiche REX</a>',
    )
  })
})

describe('the page of a sheet', () => {
  test('leads to those of the same lever and of the same purchase, and to the glossary', async () => {
    const html = await read(linen)
    expect(html).toContain('href="/rex?levier=L2113-12"')
    expect(html).toContain('href="/rex?segment=blanchisserie"')
    expect(html).toContain('href="/glossaire#marche-reserve"')
    expect(html).toMatch(
      /<h2>À lire aussi<\/h2>[\s\S]*href="\/rex\/restauration-collective-douze-lots-pour-nourrir-local"/,
    )
    expect(plain(html)).toMatch(/Publiée le \d+ \S+ 20\d\d/)
  })

  test('goes back to the list as it was filtered', async () => {
    expect(await read('/rex?departement=61&q=linge')).toContain(`href="${linen}?departement=61&amp;q=linge"`)
    const html = await read(`${linen}?departement=61&q=linge&nonsense=1`)
    expect(html).toContain('<a class="up" href="/rex?departement=61&amp;q=linge">')
    expect(await read(linen)).toContain('<a class="up" href="/rex">')
  })

  test('gives each way to reach its author a line, the telephone to be called', async () => {
    const own = openSite()
    own.db
      .prepare(`UPDATE sheets SET public_contact_role = 'Service achats', public_contact_email = 'achats@example.org',
        public_contact_phone = '02 31 00 00 00' WHERE slug = ?`)
      .run(linen.replace('/rex/', ''))
    const { text } = await own.visitor.get(linen).expect(200)
    expect(text).toContain('<li>Service achats</li>')
    expect(text).toContain('<li><a href="mailto:achats@example.org">achats@example.org</a></li>')
    expect(text).toContain('<li><a href="tel:0231000000">02 31 00 00 00</a></li>')
  })

  test('is printed with its address and its day, without the map of a list', async () => {
    const html = await read(linen)
    expect(plain(html)).toMatch(new RegExp(`on-paper[\\s\\S]*http://127.0.0.1:3000${linen}[\\s\\S]*9 mai 2023`))
  })
})

test('a thousand sheets that are not shown are not read', async () => {
  const own = openSite()
  multiplySheet(own.db, 'REXAA2', 1000)
  const { prepare } = own.db
  let rows = 0
  own.db.prepare = ((source: string) => {
    const statement = prepare.call(own.db, source)
    const all = statement.all.bind(statement) as (...bound: unknown[]) => unknown[]
    Object.assign(statement, {
      all: (...bound: unknown[]) => {
        const found = all(...bound)
        rows += found.length
        return found
      },
    })
    return statement
  }) as typeof prepare
  const html = (await own.visitor.get('/bonnes-pratiques').expect(200)).text
  own.db.prepare = prepare
  expect(plain(html)).toMatch(/Toutes les fiches REX[^<]*\(1 ?005\)/)
  expect(rows).toBeLessThan(100)
})
