import { describe, expect, test } from 'vitest'
import { openSite } from './support/site.ts'

const plain = (html: string) => html.replaceAll('&nbsp;', ' ').replaceAll(/[\u00a0\u202f]/g, ' ')
const home = async (site: ReturnType<typeof openSite>) => plain((await site.visitor.get('/').expect(200)).text)

describe('the home page', () => {
  const site = openSite()

  test('puts first what one can still come to', async () => {
    const noted = (await home(site)).split('À noter dans votre agenda')[1]?.split('</section>')[0] ?? ''
    const titles = [...noted.matchAll(/<h3>(?:(?!<\/h3>)[\s\S])*<\/h3>/g)].map(([title]) => title)
    expect(titles.length).toBeGreaterThan(1)
    expect(titles.at(-1)).toContain('Complet')
    expect(titles[0]).not.toContain('Complet')
  })

  test('shows a good practice of each kind, and buyers where to begin', async () => {
    const html = await home(site)
    const section = html.split('Vous achetez ?')[1]?.split('</section>')[0] ?? ''
    expect(section).toContain('href="/rex/linge-hospitalier-un-marche-reserve-qui-tourne-rond"')
    expect(section).toMatch(/href="\/cartes-blanches\/[^"]+"/)
    for (const href of ['/bonnes-pratiques', '/fournisseurs', '/glossaire', '/boite-a-outils'])
      expect(section).toContain(`href="${href}"`)
    const empty = openSite()
    empty.db.prepare(`UPDATE sheets SET status = 'pending', slug = NULL, published_at = NULL`).run()
    expect(await home(empty)).toContain('Vous achetez ?')
    expect(await home(empty)).not.toContain('href="/rex/')
  })

  test('shows on the map where the events are; each leads there', async () => {
    const html = await home(site)
    expect(html).toContain('<figure class="map"')
    expect(html).toMatch(/href="\/agenda\?departement=14" aria-label="Calvados : \d événements?"/)
    expect(html).toMatch(/class="map__marker[^"]*" href="\/agenda[/?][^"]+"/)
    const empty = openSite()
    empty.db.prepare(`UPDATE events SET status = 'pending', slug = NULL, published_at = NULL`).run()
    expect(await home(empty)).not.toContain('class="map"')
  })
})

describe('the weeks before', () => {
  test('are promised no more than the site holds of them', async () => {
    const site = openSite()
    const read = async (address: string) => plain((await site.visitor.get(address).expect(200)).text)
    for (const address of ['/', '/editions', '/bonnes-pratiques', '/agenda?jour=2022-11-14'])
      expect(await read(address), address).not.toMatch(
        /restent à lire|son programme et ses|les programmes des|programme de 2022|ce qu.elles voulaient/,
      )
    expect(await read('/editions')).toContain('ce site n’en garde pas le programme')
    const past = site.db.prepare<[], number>('SELECT id FROM editions WHERE year = 2022').pluck().get()
    site.db.prepare(`UPDATE sheets SET edition_id = ? WHERE reference = 'REXAA2'`).run(past)
    expect(await read('/')).toContain('1 bonne pratique reste à lire')
    expect(await read('/editions')).toContain('1 bonne pratique à lire')
  })
})
