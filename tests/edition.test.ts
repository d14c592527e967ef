import { expect, test } from 'vitest'
import { openNext, startOf } from './support/desk.ts'
import { completeForm } from './support/forms.ts'
import { countQueries, multiply } from './support/queries.ts'
import { messagesOf, propose, textOf } from './support/send.ts'
import { openSite, type TestSite } from './support/site.ts'

const firstEdition = {
  nom: 'La Semaine des achats responsables',
  numero: '8',
  premier_jour: '24/05/2027',
  dernier_jour: '28 mai 2027',
  fuseau: 'Indian/Reunion',
  objet: 'Rencontrer les entreprises de l’ESS.',
  propositions: 'ouvertes',
  date_limite: '10 mai 2027',
  coordination: 'Une CRESS Exemple',
  contact_nom: '',
  contact_courriel: 'contact@example.org',
  contact_telephone: '',
  webinaire: '',
}

const dates = {
  nom: 'La Semaine des achats responsables',
  numero: '3',
  premier_jour: '22 mai 2023',
  dernier_jour: '26 mai 2023',
  fuseau: 'Europe/Paris',
}

const home = { objet: 'Rencontrer.', moment: 'auto' }

const publicText = async ({ visitor }: TestSite, url = '/') =>
  textOf((await visitor.get(url).expect(200)).text).replaceAll('\u00a0', ' ')
const lines = ({ db }: TestSite, act: string) =>
  db
    .prepare<[string], { subject: string; before: string; after: string }>(
      'SELECT subject, before, after FROM journal WHERE act = ? ORDER BY id',
    )
    .all(act)
    .map(({ before, after, ...line }) => ({ ...line, before: JSON.parse(before), after: JSON.parse(after) }))

test('on an empty site the coordinator makes the first edition, and the site opens', async () => {
  const site = openSite({ demonstration: false })
  expect(await publicText(site)).toContain('Le site se prépare')
  const desk = site.coordinator()
  expect((await desk.get('/moderation').expect(200)).text).toContain('href="/moderation/edition"')
  expect((await desk.get('/moderation/edition').expect(200)).text).toContain('Créer l’édition')

  await desk.post('/moderation/edition', firstEdition).expect(303)
  const home = await publicText(site)
  expect(home).toContain('La Semaine des achats responsables')
  expect(home).toContain('24 – 28 mai 2027')
  expect(home).not.toContain('Démonstration')
  await site.visitor.get('/proposer/evenement').expect(200)
  expect((await desk.get('/moderation/edition').expect(200)).text).toContain('La Réunion')

  const again = await desk.post('/moderation/edition', { ...firstEdition, nom: 'Une autre Semaine' }).expect(409)
  expect(again.text).toContain('value="Une autre Semaine"')
  expect(site.db.prepare('SELECT count(*) FROM editions').pluck().get()).toBe(1)
})

test('what cannot be is refused, named and kept', async () => {
  const desk = openSite({ demonstration: false }).coordinator()
  const page = await desk
    .post('/moderation/edition', {
      ...firstEdition,
      numero: 'huit',
      dernier_jour: '20/05/2027',
      date_limite: '31 février',
      nom: '',
      fuseau: 'Mars/Olympus',
    })
    .expect(422)
  expect(messagesOf(page.text).map((message) => message.split('\u00a0')[0]?.split(' :')[0])).toEqual(
    expect.arrayContaining([
      'Nom de la Semaine',
      'Numéro de l’édition',
      'Dernier jour',
      'Fuseau horaire',
      'Date limite',
    ]),
  )
  expect(page.text).toContain('value="huit"')
})

test('a date, a text, the webinar and the contact are each saved apart, and seen on the next request', async () => {
  const site = openSite()
  const desk = site.coordinator()
  await desk.post('/moderation/edition/dates', dates).expect(303)
  expect(await publicText(site)).toContain('La Semaine des achats responsables')

  const contact = { coordination: 'CRESS Exemple', contact_courriel: 'bonjour@example.org' }
  await desk.post('/moderation/edition/contact', contact).expect(303)
  const { vu } = await startOf(desk, '/moderation/edition/webinaire')
  await desk.post('/moderation/edition/webinaire', { vu, webinaire: 'https://video.example.org/nouveau' }).expect(303)
  expect(await publicText(site, '/webinaire')).toContain('https://video.example.org/nouveau')
  expect(await publicText(site, '/contact')).toContain('bonjour@example.org')

  await desk.post('/moderation/edition/accueil', {
    ...home,
    titre_appel: 'On vous attend',
    texte_appel: 'Écrivez-nous.\n\n<b>Vite</b>\n\nUn **mot**, [ici](/contact).',
  })
  const bad = await desk.post('/moderation/edition/accueil', { ...home, texte_appel: '[là](www.exemple.fr) [ci]()' })
  expect([bad.status, messagesOf(bad.text).length]).toEqual([422, 1])
  const page = (await site.visitor.get('/')).text
  expect(page).toContain('<h2>On vous attend</h2>')
  expect(page).toContain('<p>&lt;b&gt;Vite&lt;/b&gt;</p>')
  expect(page).toContain('<strong>mot</strong>, <a href="/contact">')

  await desk.post('/moderation/edition/propositions', { propositions: 'closes', date_limite: '' }).expect(303)
  await site.visitor.get('/proposer/evenement').expect(403)
  // what one part says, another one keeps
  expect(await publicText(site, '/webinaire')).toContain('https://video.example.org/nouveau')
})

test('the journal says what changed, and nobody’s name or address', async () => {
  const site = openSite()
  const desk = site.coordinator()
  await desk
    .post('/moderation/edition/propositions', { propositions: 'closes', date_limite: '12 mai 2023' })
    .expect(303)
  await desk.post('/moderation/edition/propositions', { propositions: 'closes', date_limite: '12/05/2023' }).expect(303)
  await desk
    .post('/moderation/edition/contact', {
      coordination: 'CRESS Normandie',
      contact_nom: 'Camille Exemple',
      contact_courriel: 'camille@example.org',
    })
    .expect(303)

  const [first, second, ...others] = lines(site, 'edition-saved')
  expect(first).toEqual({
    subject: 'edition-2023',
    before: { 'Les propositions sont': 'Ouvertes', 'Date limite des propositions': expect.stringContaining('19') },
    after: { 'Les propositions sont': 'Closes', 'Date limite des propositions': expect.stringContaining('12') },
  })
  expect(second?.after).toEqual({
    'Contact publié : adresse électronique': '…',
    'Contact publié : téléphone': '',
  })
  expect(others).toEqual([])
})

test('two coordinators on one page: the second is told what the first has saved, and loses nothing', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const vu = /name="vu" value="(\w+)"/.exec((await desk.get('/moderation/edition/dates')).text)?.[1] ?? ''
  await desk.post('/moderation/edition/contact', { coordination: 'Une autre page' }).expect(303)
  await desk.post('/moderation/edition/dates', { ...dates, nom: 'La Semaine de la première', vu }).expect(303)

  const page = await desk
    .post('/moderation/edition/dates', { ...dates, nom: 'La Semaine de la seconde', vu })
    .expect(409)
  expect(page.text).toContain('value="La Semaine de la seconde"')
  expect(textOf(page.text).replaceAll('\u00a0', ' ')).toContain('il y a maintenant « La Semaine de la première »')
  expect(await publicText(site)).toContain('La Semaine de la première')

  const seen = /name="vu" value="(\w+)"/.exec(page.text)?.[1] ?? ''
  await desk.post('/moderation/edition/dates', { ...dates, nom: 'La Semaine de la seconde', vu: seen }).expect(303)
  expect(await publicText(site)).toContain('La Semaine de la seconde')
})

test('dates that would leave published events outside the week, or meet another edition, are refused', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const later = { ...dates, premier_jour: '24/05/2027', dernier_jour: '28/05/2027' }
  const outside = await desk.post('/moderation/edition/dates', later).expect(422)
  expect(messagesOf(outside.text)).toEqual([expect.stringContaining('22\u00a0créneaux publiés')])
  const taken = await desk.post('/moderation/edition/dates', { ...dates, numero: '2' }).expect(422)
  expect(messagesOf(taken.text)).toEqual([expect.stringContaining('celui de 2022')])
  expect(await publicText(site, '/agenda')).toContain('Lundi 22 mai')
})

test('an event that is already outside the week blocks nothing, and the dates only where another would leave it', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const moved = site.db.prepare('SELECT min(id) FROM event_slots WHERE event_id = 1').pluck().get()
  site.db.prepare("UPDATE event_slots SET day = '2023-06-02' WHERE id = ?").run(moved)

  await desk.post('/moderation/edition/accueil', { ...home, objet: 'Se rencontrer enfin.' }).expect(303)
  expect(await publicText(site)).toContain('Se rencontrer enfin.')
  await desk.post('/moderation/edition/dates', { ...dates, nom: 'La Semaine renommée' }).expect(303)
  await desk.post('/moderation/edition/dates', { ...dates, premier_jour: '21 mai 2023' }).expect(303)

  const shorter = await desk.post('/moderation/edition/dates', { ...dates, dernier_jour: '25 mai 2023' }).expect(422)
  const last = site.db.prepare("SELECT count(*) FROM agenda_entries WHERE day = '2023-05-26'").pluck().get()
  expect(last).toBe(1)
  expect(messagesOf(shorter.text)).toEqual([
    expect.stringMatching(/^Dernier jour.*1\u00a0créneau publié.*26\u00a0mai$/),
  ])
  const [gone] = site.db
    .prepare<[], { reference: string; title: string }>(
      "SELECT reference, events.title FROM agenda_entries JOIN events ON events.id = eventId WHERE day = '2023-05-26'",
    )
    .all()
  expect(textOf(shorter.text)).toContain(`href="/moderation/evenements/${gone?.reference}">${gone?.title}</a>`)
})

test('another time zone is asked about when events are online, and moves their calendars', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const file = '/agenda/ecrire-une-clause-d-insertion-qui-fonctionne.ics'
  expect((await site.visitor.get(file)).text).toContain('TZID=Europe/Paris')
  const asked = await desk.post('/moderation/edition/dates', { ...dates, fuseau: 'Indian/Reunion' }).expect(422)
  expect(asked.text).toContain('value="fuseau"')
  expect((await site.visitor.get(file)).text).toContain('SEQUENCE:0')

  await desk.post('/moderation/edition/dates', { ...dates, fuseau: 'Indian/Reunion', confirmer: 'fuseau' }).expect(303)
  const moved = (await site.visitor.get(file)).text
  expect(moved).toContain('TZID=Indian/Reunion')
  expect(moved).toContain('SEQUENCE:1')
})

test('the home page follows the dates, unless the coordinator chooses its moment; she alone previews the others', async () => {
  const site = openSite()
  const desk = site.coordinator()
  expect(await publicText(site)).toContain('Inscrivez vos événements')
  expect(await publicText(site, '/?apercu=semaine')).not.toContain('Aujourd’hui')
  const preview = await desk.get('/?apercu=semaine').expect(200)
  expect(textOf(preview.text)).toContain('Aujourd’hui')
  expect(preview.text).toContain('Aperçu, pour vous seulement')
  expect(preview.headers['cache-control']).toBe('no-store')

  await desk.post('/moderation/edition/accueil', { ...home, moment: 'apres', texte_apres: 'Merci à toutes et tous.' })
  expect(await publicText(site)).toContain('Merci à toutes et tous.')
  await desk.post('/moderation/edition/accueil', { ...home, texte_apres: 'Merci à toutes et tous.' })
  expect(await publicText(site)).not.toContain('Merci à toutes et tous.')
  site.clock.advance({ hours: 24 * 20 })
  expect(await publicText(site)).toContain('Merci à toutes et tous.')
})

test('an event is put forward on the home page, and back', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const page = '/moderation/edition/mis-en-avant'
  const found = (await desk.get(`${page}?q=clause`).expect(200)).text
  const evenement =
    /name="evenement" value="(\w+)">\s*<input type="hidden" name="etat" value="oui"/.exec(found)?.[1] ?? ''
  const title = String(site.db.prepare('SELECT title FROM events WHERE reference = ?').pluck().get(evenement))
  expect(title.toLowerCase()).toContain('clause')
  expect(await publicText(site)).not.toContain(title)

  await desk.post(page, { evenement, etat: 'oui' }).expect(303)
  expect(await publicText(site)).toContain(title)
  await desk.post(page, { evenement, etat: 'non' }).expect(303)
  expect(await publicText(site)).not.toContain(title)
  await desk.post(page, { evenement: 'ZZZZZZ', etat: 'oui' }).expect(422)
})

test('put forward from its own page or from the list, it is noted once; cancelled or past, it is not, and no page says it is', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const list = '/moderation/edition/mis-en-avant'
  const own = '/moderation/evenements/ASERAB'
  const title = String(site.db.prepare("SELECT title FROM events WHERE reference = 'ASERAB'").pluck().get())
  const current = async () => (await desk.get(list)).text.split('En ajouter un')[0]
  await desk.post(`${own}/avant`).expect(303)
  await desk.post(list, { evenement: 'ASERAB', etat: 'oui' }).expect(303)
  expect(lines(site, 'featured')).toHaveLength(1)
  expect(await current()).toContain(title)

  await desk.post(`${own}/annonce`, { etat: 'annule' }).expect(303)
  expect(await publicText(site)).not.toContain(title)
  expect(await current()).not.toContain(title)
  expect((await desk.get('/moderation/edition')).text).not.toContain(title)
  expect((await desk.get(own)).text).not.toContain('mettre en avant')
  await desk.post(`${own}/avant`).expect(409)
  await desk.post(list, { evenement: 'ASERAB', etat: 'oui' }).expect(422)

  await openNext(desk)
  expect((await desk.get('/moderation/evenements/ASERAA')).text).not.toContain('Mettre en avant')
  await desk.post('/moderation/evenements/ASERAA/avant').expect(409)
})

test('the next edition opens from the last one; what was there stays at its address and is still decided', async () => {
  const site = openSite()
  let desk = site.coordinator()
  const follow = await propose(site, { titre: 'Un atelier encore à décider' })
  await desk.post('/moderation/edition/accueil', { ...home, 'texte_entre-deux': 'À bientôt.' })

  const page = (await desk.get('/moderation/edition/nouvelle').expect(200)).text.replaceAll('\u00a0', ' ')
  const typed = Object.fromEntries(
    ['nom', 'numero', 'premier_jour', 'dernier_jour', 'vu'].map((name) => [
      name,
      new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(page)?.[1] ?? '',
    ]),
  )
  expect(typed).toMatchObject({ numero: '4', premier_jour: '20 mai 2024', dernier_jour: '24 mai 2024' })

  const early = await desk.post('/moderation/edition/nouvelle', typed).expect(422)
  expect(early.text).toContain('value="en-cours"')
  site.clock.advance({ hours: 24 * 30 })
  desk = site.coordinator()
  await desk.post('/moderation/edition/nouvelle', { ...typed, numero: '3' }).expect(422)
  await desk.post('/moderation/edition/nouvelle', typed).expect(303)
  await desk.post('/moderation/edition/nouvelle', typed).expect(409)
  expect(site.db.prepare('SELECT count(*) FROM editions WHERE year >= 2023').pluck().get()).toBe(2)

  const opened = await publicText(site)
  expect(opened).toContain('20 – 24 mai 2024')
  expect(opened).toContain('À bientôt.')
  expect(opened).toContain('/editions/2023')
  expect((await site.visitor.get('/proposer/evenement').expect(403)).text).toContain('pas encore ouvertes')
  expect(await publicText(site, '/proposer')).toContain('pas encore ouvertes')
  expect(await publicText(site, '/agenda/petit-dejeuner-consommation-responsable')).toContain('Édition terminée')
  expect(await publicText(site, follow)).toContain('Édition terminée')

  // its correction is read with the dates that were its own
  const editing = await site.visitor.post(`${follow}/modification`).expect(303)
  const changed = { ...completeForm, titre: 'Un atelier encore à décider', lieu: 'Salle verte' }
  const checked = await site.visitor.submit(String(editing.headers.location), changed).expect(303)
  expect(await publicText(site, String(checked.headers.location))).toContain('Jeudi 25 mai 2023')
  await site.visitor.post(String(checked.headers.location), { confirmer: 'passe' }).expect(303)

  const queue = (await desk.get('/moderation').expect(200)).text
  const left = /href="(\/moderation\/evenements\/\w+)">Un atelier encore à décider/.exec(queue)?.[1] ?? ''
  await desk.post(`${left}/publication`).expect(303)
  expect(await publicText(site, '/editions/2023')).toContain('Un atelier encore à décider')
})

test('the pages of the edition ask as much of the database for one event as for a thousand', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const urls = [
    '/',
    '/moderation/edition',
    '/moderation/edition/mis-en-avant',
    '/moderation/edition/nouvelle',
    '/editions',
  ]
  const count = async () => {
    const counts: number[] = []
    for (const url of urls) counts.push(await countQueries(site.db, () => desk.get(url).expect(200)))
    return counts
  }
  const few = await count()
  const reference = site.db
    .prepare("SELECT reference FROM events WHERE featured = 1 AND status = 'published'")
    .pluck()
    .get()
  multiply(site.db, String(reference), 1000)
  expect(await count()).toEqual(few)
})

test('once the deadline has passed, the edition says the same thing above and in its table', async () => {
  const site = openSite()
  expect((await site.coordinator().get('/moderation/edition').expect(200)).text).toContain('<dd>Ouvertes</dd>')
  site.clock.advance({ hours: 24 * 12 })
  const { text } = await site.coordinator().get('/moderation/edition').expect(200)
  expect(textOf(text)).toContain('les propositions sont closes pour le public')
  expect(text).toContain('<dd>Closes : la date limite est passée</dd>')
  expect(text).not.toContain('<dd>Ouvertes</dd>')
})

test('last year’s organisers are invited only where there are some, and the page says why there are none', async () => {
  const site = openSite()
  const invitations = '/moderation/edition/invitations'
  const none = await textAtDesk(site, '/moderation/edition')
  expect(none).toContain('Aucun événement de 2022 n’a été publié sur ce site')
  expect(none).not.toContain(`href="${invitations}"`)
  expect(await textAtDesk(site, invitations)).toContain('Aucun événement de 2022 n’a été publié sur ce site')

  site.clock.advance({ hours: 24 * 30 })
  await openNext(site.coordinator())
  expect(await textAtDesk(site, '/moderation/edition')).toContain(
    `href="${invitations}">Inviter les organisateurs de 2023`,
  )
  site.db.exec('UPDATE events SET private_email = NULL')
  const lost = await textAtDesk(site, '/moderation/edition')
  expect(lost).toContain('de 2023 n’ont plus d’adresse où écrire')
  expect(lost).not.toContain(`href="${invitations}"`)
})

const textAtDesk = async (site: TestSite, url: string) =>
  textOf((await site.coordinator().get(url).expect(200)).text).replaceAll('\u00a0', ' ')
