import { afterAll, describe, expect, test } from 'vitest'
import { filtersOf, readFilters, selectionOf } from '../src/agenda/selection.ts'
import { findCurrentEdition } from '../src/editions/queries.ts'
import { listAgenda } from '../src/events/agenda.ts'
import { audiences, themes, types } from '../src/events/lists.ts'
import { newPage, openBrowser } from './support/browser.ts'
import { measureEcoIndex } from './support/ecoindex.ts'
import { signedIn } from './support/faults.ts'
import { tab } from './support/keyboard.ts'
import { countQueries, multiply } from './support/queries.ts'
import { textOf } from './support/send.ts'
import { serveSite } from './support/served.ts'
import { baseUrl, openSite, type TestSite } from './support/site.ts'

const axes = ['departement', 'type', 'theme', 'public']

/** The page as a reader of the table finds it: each row by its head, cell by cell, and the gaps with their letters. */
async function look(site: TestSite, query = '') {
  const { text } = await site.coordinator().get(`/moderation/equilibre${query}`).expect(200)
  const words = (html: string) =>
    textOf(html.replace(/<[^>]+>/g, ' '))
      .replace(/\s+/g, ' ')
      .trim()
  const rows = [...text.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<(t[hd])\b[^>]*>(.*?)<\/\1>/gs)].map(([, , cell = '']) => words(cell)),
  )
  const gaps = [...text.matchAll(/<li>\s*<b>(.*?)<\/li>/gs)].map(([, gap = '']) => ({
    words: words(gap.replace(/<details>.*/s, '')),
    href: textOf(/href="([^"]*)"/.exec(gap)?.[1] ?? ''),
    letter: textOf(/<textarea[^>]*>(.*?)<\/textarea>/s.exec(gap)?.[1] ?? ''),
  }))
  const links = [...text.matchAll(/<a href="(\/agenda[^"]*)" aria-label="([^"]*)">([\d\s]+)</g)].map(
    ([, href = '', label = '', number]) => ({
      href: textOf(href),
      label: textOf(label),
      number: Number(number?.replace(/\s/g, '')),
    }),
  )
  const [head = [], ...lines] = rows
  return { text, head, lines: new Map(lines.map(([label = '', ...cells]) => [label, cells])), gaps, links }
}

/** What the agenda shows at an address, but for what does not take place. */
function shownAt({ db }: TestSite, address: string) {
  const edition = findCurrentEdition(db)
  if (!edition) throw new Error('no edition')
  const query = new URL(address, baseUrl).searchParams
  const asked = Object.fromEntries([...query.keys()].map((name) => [name, query.getAll(name)]))
  const shown = listAgenda(db, edition.id, selectionOf(readFilters(filtersOf(edition), asked)))
  return shown.filter(({ occasion }) => occasion !== 'cancelled' && occasion !== 'postponed')
}

const change = ({ db }: TestSite, slug: string, set: string) =>
  expect(db.prepare(`UPDATE events SET ${set} WHERE slug = ?`).run(slug).changes).toBe(1)

describe('the table', () => {
  test.each(axes)('by %s: each number is what its link to the agenda shows', async (axis) => {
    const site = openSite()
    change(site, 'vetements-de-travail-boucler-la-boucle', `occasion = 'moved_online'`)
    const { links, lines } = await look(site, `?axe=${axis}`)
    const sizes = { departement: 6, type: types.length, theme: themes.length, public: audiences.length }
    expect(lines.size).toBe(sizes[axis as keyof typeof sizes] + 1)
    expect(links.length).toBeGreaterThan(20)
    for (const { href, label, number } of links) {
      const shown = shownAt(site, href)
      const counted = href.includes('jour=') ? shown.length : new Set(shown.map(({ eventId }) => eventId)).size
      expect({ href, label, number }).toEqual({ href, label, number: counted })
      expect(label).toMatch(/^[\d\s]+\s(créneaux?|événements?) publiés?, /u)
    }
  })

  test('keeps every value in its place, the empty ones too', async () => {
    const { head, lines } = await look(openSite(), '?axe=theme')
    expect(head).toEqual([
      '',
      'Lundi 22 mai',
      'Mardi 23 mai',
      'Mercredi 24 mai',
      'Jeudi 25 mai',
      'Vendredi 26 mai',
      'Événements',
    ])
    expect([...lines.keys()]).toEqual([...themes.map(({ label }) => label), 'En tout'])
    expect(lines.get('Communication, impression, événementiel')).toEqual(['0', '0', '0', '0', '0', '0'])
  })

  test('counts what waits beside, and not what is cancelled or postponed', async () => {
    const site = openSite()
    const before = await look(site)
    expect(before.lines.get('Calvados')).toEqual(['1', '1', '1 en attente', '1', '1', '4 + 1 en attente'])
    const [one] = shownAt(site, '/agenda?departement=14&jour=2023-05-22')
    const [other] = shownAt(site, '/agenda?departement=14&jour=2023-05-23')
    change(site, one?.slug ?? '', `occasion = 'cancelled'`)
    change(site, other?.slug ?? '', `occasion = 'postponed'`)
    expect((await look(site)).lines.get('Calvados')).toEqual(['0', '0', '1 en attente', '1', '1', '2 + 1 en attente'])
    site.db.prepare(`UPDATE events SET status = 'refused' WHERE status <> 'published'`).run()
    expect((await look(site)).lines.get('Calvados')).toEqual(['0', '0', '0', '1', '1', '2'])
  })

  test('has a column for what is outside the week when there is something', async () => {
    const site = openSite()
    const [one] = shownAt(site, '/agenda?departement=14&jour=2023-05-22')
    expect((await look(site)).head).not.toContain('Hors Semaine')
    site.db.prepare(`UPDATE event_slots SET day = '2023-05-30' WHERE event_id = ?`).run(one?.eventId)
    const { head, lines } = await look(site)
    expect(head.at(-2)).toBe('Hors Semaine')
    expect(lines.get('Calvados')).toEqual(['0', '1', '1 en attente', '1', '1', '1', '4 + 1 en attente'])
  })

  test('asks as much of the database for a thousand events as for one', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const look = () => desk.get('/moderation/equilibre?axe=theme').expect(200)
    const few = await countQueries(site.db, look)
    multiply(
      site.db,
      String(site.db.prepare(`SELECT reference FROM events WHERE status = 'published'`).pluck().get()),
      1000,
    )
    expect((await look()).text).toMatch(/>1\s0\d\d</)
    expect(await countQueries(site.db, look)).toBe(few)
  })
})

test.each(['/moderation/equilibre', '/moderation/bilan'])(
  'a table wider than a small screen says so: %s',
  async (url) => {
    const { text } = await openSite().coordinator().get(url).expect(200)
    expect(text).toMatch(
      /<p class="wide__hint">Sur un petit écran, le tableau se fait glisser[^<]*<\/p>\s*<div class="wide [^"]*" role="region" aria-label[^>]* tabindex="0">\s*<table>/,
    )
  },
)

describe('where there is nothing', () => {
  test('what has nothing in the whole week comes first, then the days that are empty', async () => {
    const { gaps } = await look(openSite(), '?axe=theme')
    const [first, second] = gaps
    expect(first?.words).toBe('Communication, impression, événementiel Rien de toute la Semaine Voir dans l’agenda')
    expect(first?.href).toBe('/agenda?theme=communication-evenementiel')
    expect(second?.words).toContain('Rien le lundi 22 mai, le mardi 23 mai, le mercredi 24 mai et le vendredi 26 mai')
    expect(second?.href).toBe(
      '/agenda?jour=2023-05-22&jour=2023-05-23&jour=2023-05-24&jour=2023-05-26&theme=repondre-marches',
    )
    expect(gaps.map(({ words }) => words.split(' Rien')[0])).not.toContain('En tout')
  })

  test.each(axes)('by %s: the agenda has nothing where nothing is said to be', async (axis) => {
    const site = openSite()
    const { gaps, lines } = await look(site, `?axe=${axis}`)
    expect(gaps.length).toBeGreaterThan(3)
    for (const { href } of gaps) expect(shownAt(site, href)).toEqual([])
    const full = [...lines.values()]
      .slice(0, -1)
      .filter((cells) => cells.slice(0, -1).every((cell) => !/^0$|^\d+ en attente/.test(cell)))
    expect(gaps.length + full.length).toBe(lines.size - 1)
  })

  test('a letter can be sent as it is', async () => {
    const { gaps } = await look(openSite())
    expect(gaps[0]?.letter.replaceAll('\u00a0', ' ')).toBe(`Bonjour,

La Semaine des achats socialement et écologiquement responsables se tient du lundi 22 au vendredi 26 mai 2023. Son programme n’a encore aucun événement dans l’Orne, le lundi 22 mai, le mercredi 24 mai et le vendredi 26 mai.

Vous en préparez un, ou vous connaissez une structure qui pourrait l’accueillir ? Proposez le vôtre en cinq minutes, jusqu’au 19 mai 2023 : ${baseUrl}/proposer/evenement

Merci, et à bientôt,
CRESS Normandie`)
    expect((await look(openSite(), '?axe=public')).gaps[0]?.letter).toContain('pour le public «\u00a0')
  })

  test('once the propositions are closed it says whom to write to, and after the week nobody is invited', async () => {
    const site = openSite()
    site.clock.advance({ hours: 24 * 11 })
    const closed = (await look(site)).gaps[0]?.letter
    expect(closed).toContain('closes')
    expect(closed).not.toContain('/proposer')
    expect(closed).toContain(String(findCurrentEdition(site.db)?.contactEmail))
    site.clock.advance({ hours: 24 * 10 })
    const after = await look(site)
    expect(after.gaps[0]).toMatchObject({ words: expect.stringContaining('Orne'), letter: '' })
    expect(after.text).toContain('La Semaine est passée')
  })
})

test('a reader finds it in the menu, and reads it', async () => {
  const site = openSite()
  site.db.prepare(`UPDATE coordinators SET role = 'reader'`).run()
  const queue = await site.coordinator().get('/moderation').expect(200)
  expect(queue.text).toContain('href="/moderation/equilibre"')
  expect((await look(site)).lines.size).toBe(7)
  await site.visitor.get('/moderation/equilibre').expect(303)
})

test('before the first edition, the desk says what comes first', async () => {
  const page = await openSite({ demonstration: false }).coordinator().get('/moderation/equilibre').expect(303)
  expect(page.headers.location).toBe('/moderation')
})

describe('in a browser', async () => {
  const browser = await openBrowser()
  const site = await serveSite()
  afterAll(async () => {
    await browser.close()
    site.close()
  })

  test('an invitation is copied by the keyboard, and said to be', async () => {
    const page = await newPage(browser, {
      width: 320,
      height: 800,
      baseURL: site.origin,
      permissions: ['clipboard-read', 'clipboard-write'],
      ...signedIn({ ...site, Cookie: site.coordinator().cookie }),
    })
    await page.goto('/moderation/equilibre')
    const stop = async () => {
      await tab(page)
      return page.evaluate(() => document.activeElement?.ariaLabel ?? document.activeElement?.role)
    }
    const stops = [await stop()]
    while (stops.at(-1) !== 'Invitation à copier : Orne') stops.push(await stop())
    expect(stops).toContain('region')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Copier : Invitation : Orne' }).waitFor()
    expect(await stop()).toBe('Invitation : Orne')
    expect(await stop()).toBe('Copier : Invitation : Orne')
    await page.keyboard.press('Enter')
    await page.waitForFunction(
      () => document.querySelector('[role=status]')?.textContent === 'Copié : Invitation : Orne',
    )
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('dans l’Orne')
    await page.context().close()
  })

  test('the page of a full week is light all the same', async () => {
    const { db } = site
    multiply(db, String(db.prepare(`SELECT reference FROM events WHERE status = 'published'`).pluck().get()), 1000)
    db.exec(`
      DELETE FROM event_themes WHERE event_id IN (SELECT id FROM events WHERE reference LIKE 'Z%');
      UPDATE events SET status = 'pending' WHERE reference LIKE 'Z%' AND id % 7 = 0;
    `)
    const ids = db.prepare<[], number>(`SELECT id FROM events WHERE reference LIKE 'Z%'`).pluck().all()
    const theme = db.prepare('INSERT INTO event_themes (event_id, theme) VALUES (?, ?)')
    const day = db.prepare('UPDATE event_slots SET day = ? WHERE event_id = ?')
    ids.forEach((id, index) => {
      theme.run(id, themes[index % themes.length]?.slug)
      // nothing more on Friday: a letter for each
      day.run(`2023-05-${22 + (Math.floor(index / themes.length) % 4)}`, id)
    })
    const signed = signedIn({ ...site, Cookie: site.coordinator().cookie })
    const measure = await measureEcoIndex(browser, `${site.origin}/moderation/equilibre?axe=theme`, signed)
    expect(measure).toMatchObject({ grade: 'A' })
    expect(measure.nodes).toBeGreaterThan(300)
    process.stdout.write(`the balance of 1,000 events: ${JSON.stringify(measure)}\n`)
  })
})
