import { expect, test } from 'vitest'
import { examples } from '../src/examples.ts'
import { erasePerson } from '../src/follow/erase.ts'
import { isAddress, linkFaults } from '../src/page-desk/links.ts'
import { firstText, sitePages } from '../src/pages/pages.ts'
import { linksIn, markdown } from '../src/web/markdown.ts'
import { startOf } from './support/desk.ts'
import { htmlErrors } from './support/html.ts'
import { messagesOf, textOf } from './support/send.ts'
import { baseUrl, coordinatorEmail, openSite, type TestSite } from './support/site.ts'

const versions = ({ db }: TestSite, page: string) =>
  db
    .prepare<[string], { text: string; who: string }>(
      'SELECT text, email AS who FROM page_versions JOIN coordinators ON coordinators.id = coordinator_id WHERE page = ? ORDER BY page_versions.id',
    )
    .all(page)
const publicText = async ({ visitor }: TestSite, url: string) =>
  textOf((await visitor.get(url).expect(200)).text).replaceAll(/[\u00a0\u202f]/g, ' ')
const refusedIn = (text: string) => linksIn(text).filter(({ refused }) => refused)
const words = 'Un mot de la coordination, tout neuf.'

test('a page says what the coordinator writes, on the next request, and every version stays', async () => {
  const site = openSite()
  const desk = site.coordinator()
  expect(await publicText(site, '/a-propos')).toContain('Une semaine pour acheter autrement')
  const { vu } = await startOf(desk, '/moderation/pages/a-propos')
  expect(vu).toBe('0')

  await desk.post('/moderation/pages/a-propos', { vu, texte: `## Chez nous\r\n\r\n${words}` }).expect(303)
  const page = await publicText(site, '/a-propos')
  expect(page).toContain(words)
  expect(page).not.toContain('Une semaine pour acheter autrement')
  // what the site itself says stays beside it
  expect(page).toContain('Boîte à outils et kits')
  expect(page).toContain('au vendredi 26 mai 2023')
  expect(versions(site, 'a-propos')).toEqual([{ text: `## Chez nous\n\n${words}`, who: coordinatorEmail }])

  const { vu: seen } = await startOf(desk, '/moderation/pages/a-propos')
  const history = (await desk.get('/moderation/pages/a-propos')).text
  expect(history).toContain(`par ${coordinatorEmail}`)
  expect((await desk.get('/moderation/pages/a-propos/versions/0').expect(200)).text).toContain('acheter autrement')
  for (let time = 0; time < 2; time++)
    await desk.post('/moderation/pages/a-propos/versions/0/restauration', { vu: seen }).expect(303)
  expect(await publicText(site, '/a-propos')).toContain('Une semaine pour acheter autrement')
  expect(versions(site, 'a-propos')).toHaveLength(2)
  expect(textOf((await desk.get('/moderation/pages/a-propos')).text)).toContain('remise du texte fourni avec le site')
  const former = Number(site.db.prepare('SELECT min(id) FROM page_versions').pluck().get())
  const review = await desk.get(`/moderation/pages/a-propos/versions/${former}`).expect(200)
  expect(review.text).toContain('Ce qui diffère du texte en ligne')
  expect(review.text).toMatch(/<ins>.*neuf\..*<\/ins>/s)
  const { vu: last } = await startOf(desk, '/moderation/pages/a-propos')
  await desk.post(`/moderation/pages/a-propos/versions/${former}/restauration`, { vu: last }).expect(303)
  expect(textOf((await desk.get('/moderation/pages/a-propos')).text)).toContain('remise de la version du')
  expect(() => site.db.prepare('DELETE FROM page_versions').run()).toThrow('append-only')
  expect(() => site.db.prepare("UPDATE page_versions SET saved_at = ''").run()).toThrow('append-only')
  const acts = site.db
    .prepare<[], string>("SELECT act FROM journal WHERE subject = 'page-a-propos' ORDER BY id")
    .pluck()
    .all()
  expect(acts).toEqual(['page-saved', 'page-restored', 'page-restored'])
  expect(textOf((await desk.get('/moderation/historique').expect(200)).text)).toContain('Page remise dans une version')
})

test('what cannot be saved comes back as it was typed, with what to do', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const empty = await desk.post('/moderation/pages/glossaire', { vu: '0', texte: '', a_jour: '31 février' }).expect(422)
  expect(messagesOf(empty.text)).toHaveLength(2)
  expect(empty.text).toContain('value="31 février"')
  const link = await desk
    .post('/moderation/pages/contact', { vu: '0', texte: 'Voyez [là](www.exemple.fr) et [ici](javascript:alert(1)).' })
    .expect(422)
  expect(link.text).toContain('www.exemple.fr')
  expect(link.text).toContain('[là](www.exemple.fr)')
  expect(versions(site, 'contact')).toEqual([])
  await desk.post('/moderation/pages/glossaire', { vu: '0', texte: '## ESS\n\nÉco.', a_jour: '9/5/2023' }).expect(303)
  expect(await publicText(site, '/glossaire')).toContain('À jour au 9 mai 2023')
  await desk.post('/moderation/pages/contact', { vu: '0', texte: '' }).expect(303)
  expect(await publicText(site, '/contact')).toContain('Laure Barazzutti')
})

test('every link that would lead nowhere is named at once, and the site knows its own pages', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const own = baseUrl
  const texte = `[a](/nexistepas) [vide]() [moi](marion@example.org) [b](www.exemple.fr) [c](${own}/moderation/pages)
[d](/agenda/rien) [e](/ressources/rien) [f](/moderation)`
  const answer = await desk.post('/moderation/pages/contact', { vu: '0', texte }).expect(422)
  const said = messagesOf(answer.text)
    .join(' ')
    .replaceAll(/[\u00a0\u202f]/g, ' ')
  for (const one of [
    '« /nexistepas » n’est pas une page',
    'le lien « vide » n’a pas d’adresse',
    'écrivez mailto:marion@example.org',
    '« www.exemple.fr »',
    `« ${own}/moderation/pages » mène à l’espace coordination`,
    '« /agenda/rien » n’est pas',
    '« /ressources/rien » n’est pas',
    '« /moderation » mène',
  ])
    expect(said).toContain(one)
  // one line each, under what holds for all
  expect(messagesOf(answer.text)).toHaveLength(9)
  expect(said).toMatch(/^Texte : corrigez 8 liens\. Une adresse s’écrit en entier/)
  expect(said.match(/https:\/\/www\.exemple\.fr/g)).toHaveLength(1)
  expect(htmlErrors(answer.text)).toEqual([])
  const good = `[a](/agenda?jour=2023-05-24#x) [b](/ressources/guide-de-l-organisateur) [c](/glossaire#ess) [d](#la)
[e](/editions/2023) [f](https://exemple.fr) [g](${own}/contact) [h](mailto:a@example.org) a@example.org [i](/fiches/fiche-rex.pdf)`
  await desk.post('/moderation/pages/contact', { vu: '0', texte: good }).expect(303)
})

test('what the public may read of the site may be linked to, and what comes with the program is right', async () => {
  const site = openSite()
  const open = [examples.home, examples.agenda, examples.library, examples.downloads, examples.about].flat()
  for (const url of open.filter((one) => !one.includes('{')).map((one) => one.split('?')[0] ?? ''))
    expect([url, isAddress(site.db, url)]).toEqual([url, true])
  for (const { slug } of sitePages)
    expect([slug, linkFaults({ db: site.db, baseUrl: baseUrl }, firstText(slug))]).toEqual([slug, []])
})

test('a title of the contact page takes no name of its form', async () => {
  const site = openSite()
  const texte = '## Message\n\nUn mot.\n\n## Écrire\n\nAutre.'
  await site.coordinator().post('/moderation/pages/contact', { vu: '0', texte }).expect(303)
  const page = (await site.visitor.get('/contact')).text
  expect(page).toContain('<h2 id="message-2">Message</h2>')
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

test('a page is known to be right until today at most', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const said = { vu: '0', texte: '## ESS\n\nÉco.' }
  const late = await desk.post('/moderation/pages/glossaire', { ...said, a_jour: '12 juin 2027' }).expect(422)
  expect(messagesOf(late.text)[0]).toContain('n’est pas encore venu')
  await desk.post('/moderation/pages/glossaire', { ...said, a_jour: '9 mai 2023' }).expect(303)
})

test('a text too heavy to be read is refused with the reason', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const heavy = await desk.post('/moderation/pages/contact', { vu: '0', texte: 'a'.repeat(1_200_000) }).expect(413)
  expect(heavy.text).toContain('Texte trop long')
  const long = await desk.post('/moderation/pages/contact', { vu: '0', texte: 'a'.repeat(41_999) }).expect(422)
  expect(messagesOf(long.text).join()).toContain('40\u202f000 caractères au plus')
})

test('a preview is the page itself, saves nothing and loses nothing', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const typed = { vu: '0', texte: `## Bientôt\n\n${words} « x »` }
  const preview = await desk.post('/moderation/pages/a-propos', { ...typed, etape: 'apercu' }).expect(200)
  expect(preview.text).toContain('<h2 id="bientot">Bientôt</h2>')
  expect(preview.text).toContain('Boîte à outils et kits')
  // the reader's own browser keeps it, or going back to it would ask to send the form again
  expect(preview.headers['cache-control']).toBe('private, no-cache')
  expect(versions(site, 'a-propos')).toEqual([])
  expect(textOf(/name="texte" value="([^"]*)"/.exec(preview.text)?.[1] ?? '')).toBe(typed.texte)

  const writing = await desk.post('/moderation/pages/a-propos', { ...typed, etape: 'ecrire' }).expect(200)
  expect(textOf(writing.text)).toContain(typed.texte)
  await desk.post('/moderation/pages/a-propos', { ...typed, etape: 'enregistrer' }).expect(303)
  expect(await publicText(site, '/a-propos')).toContain(words)
})

test('two coordinators on one page: the second one has both texts', async () => {
  const site = openSite()
  const [one, other] = [site.coordinator(), site.coordinator('relais@example.org')]
  const { vu } = await startOf(one, '/moderation/pages/fournisseurs')
  const dated = { vu, a_jour: '9 mai 2023' }
  await other.post('/moderation/pages/fournisseurs', { ...dated, texte: 'Le texte de l’autre.' }).expect(303)
  // the same press twice is one act
  await other.post('/moderation/pages/fournisseurs', { ...dated, texte: 'Le texte de l’autre.' }).expect(303)
  expect(versions(site, 'fournisseurs')).toHaveLength(1)
  const answer = await one.post('/moderation/pages/fournisseurs', { ...dated, texte: 'Le mien, à garder.' }).expect(409)
  const page = textOf(answer.text)
  expect(page).toContain('Le mien, à garder.')
  expect(page).toContain('Le texte de l’autre.')
  expect(page).toContain('relais@example.org a enregistré')
  expect(page).toMatch(/Le texte en place, à jour au 9\smai\s2023/)
  expect(page).toMatch(/<del>.*de.*l’autre\./s)
  expect(await publicText(site, '/fournisseurs')).not.toContain('Le mien')

  const seen = /name="vu" value="(\d+)"/.exec(answer.text)?.[1] ?? ''
  await one.post('/moderation/pages/fournisseurs', { ...dated, vu: seen, texte: 'Les deux.' }).expect(303)
  expect(await publicText(site, '/fournisseurs')).toContain('Les deux.')
  await one.post('/moderation/pages/fournisseurs/versions/0/restauration', { vu }).expect(409)

  // a form that does not say what it has seen takes nobody's place either
  const blind = await one
    .post('/moderation/pages/fournisseurs', { a_jour: '9 mai 2023', texte: 'À l’aveugle.' })
    .expect(409)
  expect(textOf(blind.text)).toContain('À l’aveugle.')
  expect(await publicText(site, '/fournisseurs')).toContain('Les deux.')
  // her own second tab is not somebody else
  const own = await one.post('/moderation/pages/fournisseurs', { ...dated, vu, texte: 'Ailleurs.' }).expect(409)
  expect(textOf(own.text)).toContain('Vous avez enregistré cette page ailleurs')
})

test('a text is made of titles, lists and links, and of nothing that runs', () => {
  expect(markdown('### A\n\n# B\n\n### C\n\n#### D')).toBe(
    '<h2 id="a">A</h2>\n<h2 id="b">B</h2>\n<h3 id="c">C</h3>\n<h4 id="d">D</h4>\n',
  )
  expect(markdown('# A\n\n## A\n\n# Contenu')).toBe(
    '<h2 id="a">A</h2>\n<h3 id="a-2">A</h3>\n<h2 id="contenu-2">Contenu</h2>\n',
  )
  expect(markdown('# A\n\n## B', 3)).toBe('<h3 id="a">A</h3>\n<h4 id="b">B</h4>\n')
  expect(markdown("**Oui** : l'été")).toBe('<p><strong>Oui</strong>\u00a0: l’été</p>\n')
  const hostile =
    '<script>alert(1)</script> <img src=x onerror=alert(1)> ![x](/y.png)\n\n    <b>\n\n| a |\n|---|\n| b |'
  expect(markdown(hostile)).not.toMatch(/<(?:script|img|b|table|code)/)
  for (const address of ['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', '//ailleurs.example', 'www.x.fr'])
    expect([address, markdown(`[x](${address})`).includes('href'), refusedIn(`[x](${address})`).length]).toEqual([
      address,
      false,
      1,
    ])
  const good = '[a](https://exemple.fr/b) [c](/contact) [d](mailto:a@example.org) [e](tel:+33231000000) [f](#g)'
  expect(markdown(good).match(/href=/g)).toHaveLength(5)
  expect(markdown(good)).not.toContain('target')
  expect(refusedIn(good)).toEqual([])
})

test('what the law wants and nobody has said is asked for at the desk, and never invented', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const banner = textOf((await desk.get('/moderation').expect(200)).text)
  expect(banner).toContain('La loi demande encore 12')
  expect(banner).toContain('adresse de l’hébergeur')
  expect((await desk.get('/moderation/pages').expect(200)).text).toContain('legal-banner')
  const before = await publicText(site, '/mentions-legales')
  expect(before.match(/À compléter par l’éditeur/g)).toHaveLength(8)
  expect(await publicText(site, '/accessibilite')).toContain('à compléter par l’éditeur')

  const { vu } = await startOf(desk, '/moderation/pages/editeur')
  const facts = {
    editeur_nom: 'Association Exemple',
    editeur_siege: '1 rue Exemple, 14000 Caen',
    editeur_telephone: '02 31 00 00 00',
    editeur_courriel: 'contact@example.org',
    directeur: 'Camille Exemple',
    hebergeur_nom: 'Hébergeur Exemple',
    hebergeur_adresse: '2 rue Exemple, 75000 Paris',
    accessibilite_courriel: 'acces@example.org',
    donnees_courriel: 'donnees@example.org',
    courriels_prestataire: 'Relais Exemple, France',
    sauvegardes: 'trente jours',
  }
  const wrong = await desk.post('/moderation/pages/editeur', { vu, ...facts, editeur_courriel: 'non' }).expect(422)
  expect(wrong.text).toContain('value="Association Exemple"')
  await desk.post('/moderation/pages/editeur', { vu, ...facts }).expect(303)
  const still = textOf((await desk.get('/moderation').expect(200)).text)
  expect(still).toContain('La loi demande encore 1')
  const legal = await publicText(site, '/mentions-legales')
  expect(legal).toContain('Camille Exemple')
  expect(await publicText(site, '/donnees-personnelles')).toContain('donnees@example.org')
  const noted = JSON.stringify(site.db.prepare("SELECT * FROM journal WHERE act = 'facts-saved'").all())
  expect(noted).toContain('Association Exemple')
  expect(noted).not.toMatch(/Camille|example\.org|31 00/)

  await desk.post('/moderation/pages/editeur', { vu, ...facts }).expect(303)
  const late = await desk.post('/moderation/pages/editeur', { vu, ...facts, editeur_nom: 'Une autre' }).expect(409)
  expect(textOf(late.text)).toContain('il y a maintenant «\u00a0Association Exemple')
  const { vu: seen } = await startOf(desk, '/moderation/pages/editeur')
  await desk.post('/moderation/pages/editeur', { vu: seen, ...facts, hebergeur_telephone: '1007' }).expect(303)
  expect((await site.visitor.get('/mentions-legales')).text).toContain('href="tel:1007"')
  for (const url of ['/mentions-legales', '/donnees-personnelles', '/accessibilite', '/ecoconception'])
    expect(await publicText(site, url)).not.toMatch(/à compléter par|pas encore renseigné|dit manquant/i)
  expect(await publicText(site, '/donnees-personnelles')).toContain('Relais Exemple, France')
  expect(await publicText(site, '/donnees-personnelles')).toMatch(
    /donnees@example\.org(?:<\/a>)? ; une réponse vous est faite dans le mois/,
  )
  for (const url of ['/donnees-personnelles', '/ecoconception']) {
    expect(await publicText(site, url)).toContain('des totaux par jour, sans cookie ni adresse')
    expect(await publicText(site, url)).not.toMatch(/mesure d.audience/)
  }
  expect(await publicText(site, '/ecoconception')).toContain('hébergé par Hébergeur Exemple')
  // who edits the site and who coordinates the week may be two
  expect(await publicText(site, '/donnees-personnelles')).toContain('Association Exemple, qui édite ce site')
  expect(await publicText(site, '/accessibilite')).toContain('Association Exemple s’engage')
  const after = (await desk.get('/moderation').expect(200)).text
  expect(after).not.toContain('legal-banner')
})

test('an address that a page said is forgotten with its person, in every version', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const texte = 'Écrivez à ana@example.org, qui répond.'
  await desk.post('/moderation/pages/contact', { vu: '0', texte }).expect(303)
  const folders = { documents: site.folder, images: site.folder.replace('documents', 'images') }
  await erasePerson({ ...site, folders }, 'ana@example.org', { actor: 'system', staysOnline: () => true })
  expect(versions(site, 'contact')).toHaveLength(1)
  expect(versions(site, 'contact')[0]?.text).not.toContain('ana@')
  expect(await publicText(site, '/contact')).toContain('qui répond')
})

test('before the first edition, a site has the pages that are not about one', async () => {
  const site = openSite({ demonstration: false })
  for (const url of ['/glossaire', '/fournisseurs', '/contact', '/mentions-legales', '/donnees-personnelles'])
    await site.visitor.get(url).expect(200)
  await site.visitor.get('/a-propos').expect(404)
  await site.coordinator().get('/moderation/pages').expect(200)
})
