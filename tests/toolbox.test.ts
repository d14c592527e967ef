import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pino } from 'pino'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { purge } from '../src/purge.ts'
import { listStoredResources } from '../src/resources/queries.ts'
import { startOf } from './support/desk.ts'
import { docm, docx, odt, openDocument, pdf, recording, xlsx, zip } from './support/files.ts'
import { countQueries } from './support/queries.ts'
import { messagesOf, textOf } from './support/send.ts'
import { openSite, type TestSite } from './support/site.ts'

const guide = '/ressources/guide-de-l-organisateur'
const publicText = async ({ visitor }: TestSite, url: string) =>
  textOf((await visitor.get(url).expect(200)).text).replaceAll(/[\u00a0\u202f]/g, ' ')
const stored = ({ resources }: TestSite) => readdirSync(resources).filter((name) => /^[0-9a-f]{32}$/.test(name)).length
const titles = async (site: TestSite) =>
  [...(await site.visitor.get('/boite-a-outils')).text.matchAll(/<h3><a [^>]*>([^<]*)/g)].map(([, title]) => title)
const described = { titre: 'Guide de l’organisateur', groupe: '1', montrer: 'oui' }
const kit = () => zip([{ name: 'LISEZ-MOI.txt', data: 'Bonjour' }])

test('the demonstration’s toolbox has files that can be downloaded, links, and no logo of anybody', async () => {
  const site = openSite()
  const page = await publicText(site, '/boite-a-outils')
  expect(page).toContain('Guide de l’organisateur')
  expect(page).toContain('PDF, 8 Ko')
  expect(page).toContain('Sans aucun logo')
  // the first thing that organisers come for
  const sheets = page.split('Fiches à remplir')[1]?.split('Organiser un événement')[0] ?? ''
  for (const one of ['Fiche REX', 'Exemple de fiche REX remplie', 'Carte blanche']) expect(sheets).toContain(one)
  expect((await site.visitor.get('/')).text).toContain('href="/boite-a-outils"')
  const file = await site.visitor.get(guide).expect(200).expect('Content-Type', 'application/pdf')
  expect(file.headers['content-disposition']).toContain('attachment')
  expect(file.headers['content-security-policy']).toContain('sandbox')
  const empty = openSite({ demonstration: false })
  await empty.visitor.get('/boite-a-outils').expect(404)
  await empty.visitor.get('/ressources/rien').expect(404)
})

test('a kit is added, described, grouped, moved, replaced at the same address and taken out, each seen at once', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const before = stored(site)
  const form = { titre: '', a_quoi: 'Des visuels.', pour_qui: 'Partenaires', nouveau_groupe: 'Kits', montrer: 'oui' }
  await desk.submit('/moderation/ressources', form, { fichier: ['Kit_réel.zip', kit()] }).expect(303)
  expect(await titles(site)).toContain('Kit réel')
  expect(await publicText(site, '/boite-a-outils')).toContain('Des visuels.')
  expect(stored(site)).toBe(before + 1)

  const first = await site.visitor.get('/ressources/kit-reel').expect(200)
  await site.visitor
    .get('/ressources/kit-reel')
    .set('If-None-Match', first.headers.etag ?? '')
    .expect(304)
  site.clock.advance({ hours: 1 })
  const seen = await startOf(desk, '/moderation/ressources/kit-reel')
  const replaced = { ...form, vu: seen.vu, titre: 'Kit réel', a_quoi: 'Des visuels neufs.' }
  const wrong = await desk
    .submit('/moderation/ressources/kit-reel', replaced, { fichier: ['a.exe', docx()] })
    .expect(422)
  expect(wrong.text).toContain('Des visuels neufs.')
  // what is typed and what is sent are saved by one press, and the same press twice is one act
  for (let time = 0; time < 2; time++)
    await desk.submit('/moderation/ressources/kit-reel', replaced, { fichier: ['Kit.docx', docx()] }).expect(303)
  expect(await publicText(site, '/boite-a-outils')).toContain('Des visuels neufs.')
  const second = await site.visitor
    .get('/ressources/kit-reel')
    .set('If-None-Match', first.headers.etag ?? '')
    .expect(200)
  expect(second.headers.etag).not.toBe(first.headers.etag)
  expect(second.headers['last-modified']).not.toBe(first.headers['last-modified'])
  expect(second.headers['content-disposition']).toContain('Kit.docx')
  expect(stored(site)).toBe(before + 1)

  const { vu } = await startOf(desk, '/moderation/ressources/kit-reel')
  await desk.post('/moderation/ressources/kit-reel', { ...form, vu, titre: 'Le kit', montrer: 'non' }).expect(303)
  expect(await titles(site)).not.toContain('Le kit')
  const late = await desk.post('/moderation/ressources/kit-reel', { ...form, vu, titre: 'Trop tard' }).expect(409)
  expect(late.text).toContain('value="Trop tard"')
  expect(textOf(late.text)).toContain('il y a maintenant «\u00a0Le kit')
  await site.visitor.get('/ressources/kit-reel').expect(200)

  await desk.post('/moderation/ressources/kit-reel/retrait').expect(422)
  await desk.post('/moderation/ressources/kit-reel/retrait', { confirmer: 'oui' }).expect(303)
  await site.visitor.get('/ressources/kit-reel').expect(404)
  expect(stored(site)).toBe(before)
})

test('a date, a text, a kit and the webinar change while the site runs, and the next request shows it', async () => {
  const site = openSite()
  const desk = site.coordinator()
  await desk.post('/moderation/pages/boite-a-outils', { vu: '0', texte: 'Un mot tout neuf.' }).expect(303)
  const said = { ...described, ...(await startOf(desk, `/moderation${guide}`)) }
  await desk.submit(`/moderation${guide}`, said, { fichier: ['Guide.docx', docx()] }).expect(303)
  const { vu } = await startOf(desk, '/moderation/edition/webinaire')
  await desk.post('/moderation/edition/webinaire', { vu, webinaire: 'https://example.org/b' }).expect(303)
  await desk
    .post('/moderation/edition/propositions', { propositions: 'ouvertes', date_limite: '18 mai 2023' })
    .expect(303)

  expect(await publicText(site, '/')).toContain('jeudi 18 mai')
  expect(await publicText(site, '/boite-a-outils')).toMatch(/Un mot tout neuf.*DOCX/s)
  expect((await site.visitor.get(guide)).headers['content-disposition']).toContain('Guide.docx')
  expect((await site.visitor.get('/webinaire')).text).toContain('https://example.org/b')
})

test('she orders what is in a group, and the groups', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const [first, second] = await titles(site)
  await desk.post('/moderation/ressources/kit-de-communication/ordre', { sens: 'haut' }).expect(303)
  expect((await titles(site)).slice(0, 2)).toEqual([second, first])
  // at the end of the list nothing moves
  await desk.post('/moderation/ressources/kit-de-communication/ordre', { sens: 'haut' }).expect(303)
  expect((await titles(site)).slice(0, 2)).toEqual([second, first])
  await desk.post('/moderation/ressources/groupes/2/ordre', { sens: 'haut' }).expect(303)
  expect((await titles(site))[0]).toBe('Le Marché de l’inclusion')

  await desk.post('/moderation/ressources/groupes', { titre: 'acheter AUTREMENT' }).expect(422)
  await desk.post('/moderation/ressources/groupes', { titre: 'Se former' }).expect(303)
  await desk.post('/moderation/ressources/groupes/3', { titre: 'Apprendre' }).expect(303)
  expect((await desk.get('/moderation/ressources')).text).toContain('Apprendre')
  await desk.post('/moderation/ressources/groupes/1/retrait').expect(422)
  await desk.post('/moderation/ressources/groupes/3/retrait').expect(303)
  expect((await desk.get('/moderation/ressources')).text).not.toContain('Apprendre')
})

test('a file becomes a link and the address stays; neither or both is refused', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const lien = 'https://www.example.org/guide'
  const said = async () => ({ ...described, vu: (await startOf(desk, `/moderation${guide}`)).vu })
  await desk.submit(`/moderation${guide}`, { ...(await said()), lien }, { fichier: ['a.pdf', pdf()] }).expect(422)
  await desk.submit(`/moderation${guide}`, { ...(await said()), lien: 'javascript:alert(1)' }).expect(422)
  const before = stored(site)
  await desk.submit(`/moderation${guide}`, { ...(await said()), lien: '' }).expect(303)
  expect(stored(site)).toBe(before)
  await desk.submit(`/moderation${guide}`, { ...(await said()), lien }).expect(303)
  const nothing = await desk.submit(`/moderation${guide}`, { ...(await said()), lien: '' }).expect(422)
  expect(messagesOf(nothing.text)[0]).toContain('choisissez-en un')
  await desk.submit(`/moderation${guide}`, { ...(await said()), lien, titre: 'Le lien' }).expect(303)
  await site.visitor.get(guide).expect(302).expect('Location', lien)
  expect(await publicText(site, '/boite-a-outils')).toContain('lien vers example.org')
  expect(stored(site)).toBe(before - 1)
})

test('what is in the toolbox already is not added again unasked, and each has its group', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const nowhere = await desk.submit('/moderation/ressources', { lien: 'https://example.org/x' }).expect(422)
  expect(messagesOf(nowhere.text)).toEqual(['Groupe\u00a0: choisissez-en un, ou nommez-en un nouveau'])
  // a file that was sent is not given back: the page that asks for one has a group already
  const blank = textOf((await desk.get('/moderation/ressources/nouvelle').expect(200)).text)
  expect(blank).toMatch(/Groupe\s*\(obligatoire\)/)
  expect(blank).toMatch(/<option value="1" selected>/)
  const said = { titre: 'Un kit', groupe: '1' }
  await desk.submit('/moderation/ressources', said, { fichier: ['kit.zip', kit()] }).expect(303)
  const other = { ...said, titre: 'Un tout autre kit' }
  const bytes = await desk.submit('/moderation/ressources', other, { fichier: ['b.zip', kit()] }).expect(422)
  expect(bytes.text).toContain('href="/moderation/ressources/un-kit"')
  expect(messagesOf(bytes.text).join()).toContain('choisissez de nouveau')
  await desk.submit('/moderation/ressources', { ...said, titre: 'un KIT', lien: 'https://example.org/k' }).expect(422)
  const meant = { ...other, confirmer: 'doublon' }
  await desk.submit('/moderation/ressources', meant, { fichier: ['b.zip', kit()] }).expect(303)
  expect((await titles(site)).filter((title) => title?.includes('kit'))).toHaveLength(2)
})

const manyMegabytes = randomBytes(12 * 1024 * 1024)
const png = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'white' } })
  .png()
  .toBuffer()
test.each<[string, Buffer, string | undefined]>([
  ['kit.zip', kit(), undefined],
  ['image.png', png, undefined],
  ['note.pdf', pdf(), undefined],
  ['lettre.docx', docx(), undefined],
  ['lettre.odt', odt(), undefined],
  ['grille.xlsx', xlsx(), undefined],
  ['grille.xlsx', xlsx([{ name: 'xl/vbaProject.bin', data: 'x' }]), '.xlsx sans macros'],
  ['grille.xls', xlsx(), 'en .xlsx ou en CSV'],
  ['grille.xlsx', docx(), 'son contenu est d’un autre type'],
  ['grille.ods', odt(), 'son contenu est d’un autre type'],
  ['grille.ods', openDocument('spreadsheet'), undefined],
  ['diapo.odp', openDocument('presentation'), undefined],
  ['lettre.docx', docm(), 'macros'],
  ['gros.pdf', Buffer.concat([pdf(), manyMegabytes, Buffer.from('\nstartxref\n0\n%%EOF\n')]), undefined],
  ['gros.zip', zip([{ name: 'a.bin', data: manyMegabytes.toString('base64') }]), undefined],
  ['note.pdf', kit(), 'son contenu est d’un autre type'],
  ['image.png', Buffer.from('<svg>'), 'son contenu est d’un autre type'],
  ['diapo.pptx', kit(), 'son contenu est d’un autre type'],
  ['programme.exe', Buffer.from('MZ'), 'doit être un ZIP'],
  ['kit.zip', zip([{ name: 'ouvrir.exe', data: 'MZ' }]), 'contient un programme'],
  [
    'diapo.pptx',
    zip([
      { name: 'ppt/presentation.xml', data: '<p/>' },
      { name: 'ppt/vbaProject.bin', data: 'x' },
    ]),
    'macros',
  ],
  ['coupe.zip', kit().subarray(0, 40), 'incomplet ou abîmé'],
  ['vide.zip', Buffer.alloc(0), 'est vide'],
])('what is handed in is known by its content: %s', async (name, bytes, says) => {
  const site = openSite()
  const before = stored(site)
  const answer = await site
    .coordinator()
    .submit('/moderation/ressources', { titre: 'Essai', groupe: '1' }, { fichier: [name, bytes] })
  const message = messagesOf(answer.text).join(' ')
  expect([answer.status, says ? message.includes(says) : message]).toEqual(says ? [422, true] : [303, ''])
  expect(stored(site)).toBe(before + (says ? 0 : 1))
  if (says) expect(answer.text).toContain('value="Essai"')
})

test('the « Fichier » button of a page sends a file that only the page leads to', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const answer = await desk
    .submit('/moderation/ressources/fichier', {}, { fichier: ['Plan d’accès.pdf', pdf()] })
    .expect(200)
  expect(answer.body).toMatchObject({ title: 'Plan d’accès', href: '/ressources/plan-d-acces' })
  await site.visitor.get('/ressources/plan-d-acces').expect(200)
  expect(await titles(site)).not.toContain('Plan d’accès')
  expect((await desk.get('/moderation/pages/contact')).text).toContain('](/ressources/plan-d-acces)')
  const wrong = await desk.submit('/moderation/ressources/fichier', {}, { fichier: ['a.exe', pdf()] }).expect(422)
  expect(wrong.body.message).toContain('doit être un ZIP')
})

test('downloads are counted in sums, and shown at the desk', async () => {
  const site = openSite()
  for (let time = 0; time < 3; time++) await site.visitor.get(guide).set('User-Agent', 'Mozilla/5.0').expect(200)
  await site.visitor.get(guide).set('User-Agent', 'Mozilla/5.0').set('Range', 'bytes=0-9').expect(206)
  site.totals.write()
  expect(textOf((await site.coordinator().get('/moderation/ressources')).text)).toContain('3\u00a0téléchargements')
})

test('the list asks as much of the database for many resources as for few', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const few = await countQueries(site.db, () => site.visitor.get('/boite-a-outils').expect(200))
  for (let number = 0; number < 5; number++)
    await desk
      .submit('/moderation/ressources', { titre: `R${number}`, groupe: '1', lien: `https://example.org/${number}` })
      .expect(303)
  expect(await countQueries(site.db, () => site.visitor.get('/boite-a-outils').expect(200))).toBe(few)
  expect(await titles(site)).toHaveLength(9)
})

test('the daily sweep leaves what the toolbox and the webinar hold', async () => {
  const site = openSite()
  const names = listStoredResources(site.db)
  expect(names).toHaveLength(2)
  const stray = 'f'.repeat(32)
  writeFileSync(path.join(site.resources, stray), 'x')
  for (const name of [...names, stray]) utimesSync(path.join(site.resources, name), 0, 0)
  await purge({ db: site.db, clock: site.clock, folder: site.folder, log: pino({ level: 'silent' }) })
  expect(names.map((name) => existsSync(path.join(site.resources, name)))).toEqual([true, true])
  expect(existsSync(path.join(site.resources, stray))).toBe(false)
})

test('the webinar: a link, a date, a line to share, a transcript, seen on the next request', async () => {
  const site = openSite()
  const desk = site.coordinator()
  expect((await site.visitor.get('/')).text).toContain('href="/webinaire"')
  const before = await publicText(site, '/webinaire')
  expect(before).toContain('Revoir le webinaire sur video.example.org')
  expect(before).toContain('pas encore de transcription')
  const { vu } = await startOf(desk, '/moderation/edition/webinaire')
  const said = {
    webinaire: 'https://example.org/replay',
    webinaire_date: '4 avril',
    partage: 'À revoir !',
    transcription: '# Bonjour\n\nBienvenue à **tous**.',
  }
  await desk.post('/moderation/edition/webinaire', { vu, ...said, webinaire_date: '31 février' }).expect(422)
  await desk.post('/moderation/edition/webinaire', said).expect(422)
  await desk.post('/moderation/edition/webinaire', { vu, ...said }).expect(303)
  const page = (await site.visitor.get('/webinaire')).text
  expect(await publicText(site, '/webinaire')).toContain('Mardi 4 avril 2023')
  expect(page).toContain('À revoir !')
  expect(page).toContain('<h3 id="bonjour">Bonjour</h3>')
  expect(page).not.toContain('pas encore de transcription')
  expect(page).not.toMatch(/<(?:iframe|video|audio)/)
  const late = await desk.post('/moderation/edition/webinaire', { vu, ...said, partage: 'Le mien' }).expect(409)
  expect(late.text).toContain('Le mien')
  expect((await desk.get('/moderation/edition')).text).toContain('https://example.org/replay')

  const { vu: seen } = await startOf(desk, '/moderation/edition/webinaire')
  await desk.post('/moderation/edition/webinaire', { vu: seen }).expect(303)
  expect(await publicText(site, '/webinaire')).toContain('pas encore en ligne')
  expect((await site.visitor.get('/')).text).not.toContain('href="/webinaire"')
})

test('what is written of the webinar and its files come by one press, and neither is lost with the other', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const room = '/moderation/edition/webinaire'
  const { vu } = await startOf(desk, room)
  const said = { vu, webinaire: 'https://example.org/b', transcription: 'Bienvenue à toutes et à tous.' }
  const bad = await desk.submit(room, said, { enregistrement: ['film.mp4', Buffer.from('rien')] }).expect(422)
  expect(bad.text).toContain(said.transcription)
  const undated = { ...said, webinaire_date: '31 février', retirer: 'sous_titres' }
  const again = await desk.submit(room, undated, { enregistrement: ['film.mp4', recording] }).expect(422)
  expect(messagesOf(again.text).join(' ')).toContain('choisissez de nouveau «\u00a0film.mp4')
  await site.visitor.get('/webinaire/enregistrement').expect(404)

  await desk.submit(room, said, { enregistrement: ['film.mp4', recording] }).expect(303)
  await site.visitor.get('/webinaire/enregistrement').expect(200)
  expect(await publicText(site, '/webinaire')).toContain(said.transcription)
  // the same press twice is one act
  await desk.submit(room, said, { enregistrement: ['film.mp4', recording] }).expect(303)
  await desk.submit(room, said).expect(303)
  const held = stored(site)
  const other = { ...said, transcription: 'Une autre.' }
  const overtaken = await desk.submit(room, other, { enregistrement: ['film.mp4', recording] }).expect(409)
  expect(overtaken.text).toContain('Une autre.')
  expect(stored(site)).toBe(held)
  await desk.submit(room, { ...said, retirer: 'constructor' }).expect(303)
})

test('the webinar says what it is about, how long it is and who speaks', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const { vu } = await startOf(desk, '/moderation/edition/webinaire')
  const said = {
    webinaire_titre: 'Acheter autrement, par où commencer\u00a0?',
    webinaire: 'https://example.org/b',
    webinaire_date: '4 avril',
    duree: '1 h 15',
    intervenants: 'Camille Exemple, acheteuse\nDominique Exemple, directeur',
    resume: 'Trois **leviers** à votre portée.',
  }
  await desk.submit('/moderation/edition/webinaire', { vu, ...said }).expect(303)
  const page = (await site.visitor.get('/webinaire')).text
  expect(page).toContain('<strong>leviers</strong>')
  expect(textOf(page)).toMatch(/<h1>Acheter autrement/)
  expect(page).toContain('<li>Dominique Exemple, directeur</li>')
  expect(await publicText(site, '/webinaire')).toMatch(/Mardi 4 avril 2023, 1 h 15/)
  const noted = JSON.stringify(site.db.prepare("SELECT * FROM journal WHERE act = 'webinar-saved'").all())
  expect(noted).toContain('Acheter autrement')
  // the history shows what changed, not what stayed
  expect(textOf((await desk.get('/moderation/historique')).text)).toContain('3\u00a0valeurs changées')
  expect(noted).not.toContain('Camille')
})

test('a recording is served by the site itself, by pieces, with its captions', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const files = '/moderation/edition/webinaire'
  const { vu } = await startOf(desk, files)
  const before = stored(site)
  await desk.submit(files, { vu }, { enregistrement: ['film.mp4', Buffer.from('pas un film')] }).expect(422)
  await desk.submit(files, { vu }, { sous_titres: ['film.vtt', Buffer.from('1\n00:00')] }).expect(422)
  await desk
    .submit(
      files,
      { vu },
      { enregistrement: ['film.mp4', recording], sous_titres: ['film.vtt', Buffer.from('WEBVTT\n')] },
    )
    .expect(303)
  const page = (await site.visitor.get('/webinaire')).text
  expect(page).toContain('<video class="recording" controls preload="none"')
  expect(page).toContain('<track kind="captions" srclang="fr"')
  const piece = await site.visitor.get('/webinaire/enregistrement').set('Range', 'bytes=4-7').expect(206)
  expect(piece.headers['content-range']).toBe(`bytes 4-7/${recording.length}`)
  expect(piece.headers['content-type']).toBe('video/mp4')
  await site.visitor.get('/webinaire/enregistrement').set('Range', 'bytes=99999-').expect(416)
  await site.visitor
    .get('/webinaire/sous-titres')
    .expect(200)
    .expect('Content-Type', /text\/vtt/)
  expect((await site.visitor.get('/')).headers['content-security-policy']).toContain("media-src 'self'")

  await desk.submit(files, { vu, retirer: 'enregistrement' }).expect(303)
  await site.visitor.get('/webinaire/enregistrement').expect(404)
  expect(stored(site)).toBe(before + 1)
})
