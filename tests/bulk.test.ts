import { expect, test } from 'vitest'
import { addCoordinator } from '../src/coordinators/queries.ts'
import { listDraftDocuments } from '../src/documents/queries.ts'
import { redactDrafts } from '../src/drafts/erase.ts'
import { findDraft } from '../src/drafts/queries.ts'
import { findEvent } from '../src/events/queries.ts'
import { openedAt } from '../src/web/suspicion.ts'
import { linkIn, messagesOf, propose, textOf } from './support/send.ts'
import { openSite, type TestSite } from './support/site.ts'
import { completeRow, csv, download, filledTemplate, hand, sendTable, sharedContact } from './support/tables.ts'

const complete = completeRow as Record<string, string>
const titled = (titre: string, more: Record<string, string> = {}) => ({ ...complete, Titre: titre, ...more })

const proposed = ({ db }: TestSite) =>
  db
    .prepare<[], string>(`SELECT reference FROM events WHERE private_email = 'camille@example.org' ORDER BY id`)
    .pluck()
    .all()
    .flatMap((reference) => findEvent(db, reference) ?? [])

const linksIn = (text: unknown, start: string) =>
  [...String(text).matchAll(new RegExp(`https?://[^/\\s"]+(${start}[^\\s"<]+)`, 'g'))].map(([, link = '']) => link)

/** What a page says, without its marks. */
const saidOn = (html: string) =>
  textOf(html.replaceAll(/<[^>]*>/g, '\n'))
    .replaceAll('\u00a0', ' ')
    .replaceAll(/\s*\n\s*/g, '\n')

const draftIn = (html: string) => /\/proposer\/evenement\/[\w-]{22}/.exec(html)?.[0] ?? ''

test('the template comes back filled in: its rows are sent, its example is not', async () => {
  const site = openSite()
  const file = await filledTemplate(site, [
    {
      ...completeRow,
      Jour: { value: new Date(Date.UTC(2023, 4, 24)), type: Date, format: 'dd/mm/yyyy' },
      'Heure de début': { value: 8.5 / 24, type: Number, format: 'hh:mm' },
      'Heure de fin': { value: 10 / 24, type: Number },
      Commune: 76000,
      'Nombre de places': 40,
      'L’événement est-il gratuit ?': true,
      'Téléphone pour s’inscrire': 231000000,
      Accès: 'sur inscription',
      'Mots-clés': 'mobilier ; seconde vie',
      'Jour du 2e créneau': '26 mai',
      'Pas encore d’horaire ? Le moment de la journée du 2e créneau': 'après-midi',
    },
    {
      ...completeRow,
      Titre: 'Une visioconférence du réseau',
      Participation: 'en ligne',
      Commune: null,
      'Lien de connexion': 'https://visio.example.org/reseau',
    },
  ])

  const handed = await hand(site, ['événements.xlsx', file])
  expect([handed.status, messagesOf(handed.text)]).toEqual([303, []])
  const check = await site.visitor.get(handed.headers.location ?? '').expect(200)
  expect(check.text).toContain('2\u00a0événements prêts.')
  expect(check.text).toContain('La ligne d’exemple est laissée de côté.')
  expect(check.text).toContain('<th scope="row">3</th>')
  expect(proposed(site)).toEqual([])

  const sent = await site.visitor.post(handed.headers.location ?? '').expect(303)
  const [onsite, online, ...more] = proposed(site)
  expect(more).toEqual([])
  expect(onsite).toMatchObject({
    title: 'Rencontre du réseau à Lisieux',
    type: 'atelier',
    themes: ['insertion', 'reemploi'],
    slots: [
      { day: '2023-05-24', startsAt: '08:30', endsAt: '10:00', moment: null },
      { day: '2023-05-26', startsAt: null, moment: 'afternoon' },
    ],
    communeName: 'Rouen',
    postalCode: '76000',
    registration: 'required',
    registrationPhone: '0231000000',
    seats: 40,
    freeOfCharge: 1,
    keywords: ['mobilier', 'seconde vie'],
    organiserType: 'reseau',
    privateEmail: 'camille@example.org',
    publicContactEmail: 'reseau@example.org',
    publicContactRole: 'Animation du réseau',
  })
  expect(online).toMatchObject({ mode: 'online', onlineLink: 'https://visio.example.org/reseau', communeCode: null })

  const outcome = await site.visitor.get(sent.headers.location ?? '').expect(200)
  expect(outcome.text).toContain('2\u00a0événements envoyés à la coordination.')
  for (const { reference } of [onsite, online].flatMap((event) => event ?? []))
    expect(outcome.text).toContain(reference)
})

test('one mail goes to the organiser and one to each coordinator, with a link for each event that opens it', async () => {
  const site = openSite()
  addCoordinator(site.db, site.clock, 'adjointe@example.org')
  const outcome = await sendTable(site, [
    'reseau.csv',
    csv([
      titled('Un premier atelier du réseau'),
      titled('Une visite de chantier', { Commune: '61000 Alençon' }),
      titled('Court'),
    ]),
  ])

  const [received, ...told] = await site.mails()
  expect(received).toMatchObject({
    to: { address: 'camille@example.org' },
    replyTo: { address: 'coordination@example.org' },
    subject: 'Bien reçus : 2\u00a0événements reçus, 1\u00a0événement à finir',
  })
  expect(told.map(({ to }) => (to as { address: string }).address)).toEqual([
    'coordination@example.org',
    'adjointe@example.org',
  ])
  expect(told).toMatchObject([
    { replyTo: { address: 'camille@example.org' }, subject: 'À décider : 2\u00a0événements (Réseau Exemple)' },
    { replyTo: { address: 'camille@example.org' } },
  ])

  const follow = linksIn(received?.text, '/suivi/')
  const drafts = linksIn(received?.text, '/proposer/evenement/')
  expect([follow.length, drafts.length]).toEqual([2, 1])
  expect(linksIn(received?.html, '/suivi/')).toEqual(follow)
  expect(linksIn(received?.html, '/proposer/evenement/')).toEqual(drafts)
  expect((await site.visitor.get(follow[1] ?? '').expect(200)).text).toContain('Une visite de chantier')
  for (const { text, html } of told) {
    const decisions = linksIn(text, '/decision/')
    expect(decisions).toHaveLength(2)
    expect(linksIn(html, '/decision/')).toEqual(decisions)
    expect((await site.visitor.get(decisions[0] ?? '').expect(200)).text).toContain('Un premier atelier du réseau')
  }
  const page = await site.visitor.get(outcome).expect(200)
  for (const link of [...follow, ...drafts]) expect(page.text).toContain(`href="${link}"`)
})

test('a row with faults says where each one is, and becomes an ordinary draft to finish', async () => {
  const site = openSite()
  const rows = [
    titled('Un atelier sans défaut'),
    titled('Un atelier à finir', {
      Jour: '31 février',
      Thèmes: 'Insertion et clauses sociales ; Bâtiments',
      'Heure de fin': '7 h',
      Commune: '14100',
    }),
  ]
  const handed = await hand(site, ['reseau.csv', csv(rows)])
  const check = await site.visitor.get(handed.headers.location ?? '').expect(200)
  const said = textOf(check.text).replaceAll('\u00a0', ' ')
  expect(said).toContain('1 événement prêt, 1 à finir.')
  expect(said).toContain('Ligne 3, colonne F « Jour » : le 31 février n’existe pas dans le calendrier')
  expect(said).toContain('Ligne 3, colonne H « Heure de fin » : 7 h n’est pas après le début, 8 h 30')
  expect(said).toContain(
    'Ligne 3, colonne D « Thèmes » : « Bâtiments » n’est pas dans la liste ; séparez plusieurs réponses par un point-virgule',
  )
  expect(said).toContain(
    'Ligne 3, colonne J « Commune » : « 14100 » désigne plusieurs communes ; choisissez la vôtre : 14100 Beuvillers (Calvados), ',
  )
  expect(said).toMatch(/choisissez la vôtre : [^:]*14100 Lisieux \(Calvados\), [^:]*\)…/)
  expect(said).not.toContain('Ligne 2,')

  const sent = await site.visitor.post(handed.headers.location ?? '').expect(303)
  expect(proposed(site).map(({ title }) => title)).toEqual(['Un atelier sans défaut'])
  const outcome = await site.visitor.get(sent.headers.location ?? '').expect(200)
  expect(outcome.text).toContain('Finir : Un atelier à finir')

  const draft = /\/proposer\/evenement\/[\w-]{22}/.exec(outcome.text)?.[0] ?? ''
  const form = await site.visitor.get(draft).expect(200)
  expect(form.text).toContain('value="Un atelier à finir"')
  expect(form.text).toContain('value="31 février"')
  expect(form.text).toContain('value="camille@example.org"')

  const typed = { ...findDraft(site.db, draft.slice(-22))?.typed, jour: '23 mai', fin: '11 h', commune: 'Lisieux' }
  const finished = await site.visitor.submit(draft, typed).expect(303)
  await site.visitor.post(finished.headers.location ?? '').expect(303)
  expect(proposed(site).map(({ title }) => title)).toEqual(['Un atelier sans défaut', 'Un atelier à finir'])
  expect((await site.visitor.get(sent.headers.location ?? '')).text).toContain('2\u00a0événements envoyés')
})

const unreadable = {
  Participation: 'distanciel',
  'Publics visés': 'acheteurs publics, élus',
  'Heure de début': '9h-12h',
  'Heure de fin': '',
  'L’événement est-il gratuit ?': '',
}

test('a draft to finish says what is left, with the words that could not be read, until it is kept again', async () => {
  const site = openSite()
  const outcome = await sendTable(site, [
    'reseau.csv',
    csv([titled('Un atelier à finir', unreadable), titled('Court')]),
  ])
  const page = await site.visitor.get(outcome).expect(200)
  expect(saidOn(page.text)).toContain(
    'Finir : Un atelier à finir\nPublics visés, Heure de début, Participation, Gratuité',
  )
  expect(saidOn(page.text)).toContain('Finir : Court\nTitre\n')
  const [mail] = await site.mails()
  for (const text of [mail?.text, textOf(String(mail?.html))])
    expect(text).toContain('Publics visés, Heure de début, Participation, Gratuité')

  const address = draftIn(page.text)
  const form = await site.visitor.get(address).expect(200)
  const messages = [
    'Publics visés : « acheteurs publics, élus » n’est pas dans la liste',
    'Heure de début : « 9h-12h » n’est pas une heure ; écrivez-en une seule, comme 8 h 30',
    'Participation : « distanciel » n’est pas dans la liste',
    'Gratuité : répondez par oui ou par non',
  ]
  expect(messagesOf(form.text).map((message) => message.replaceAll('\u00a0', ' '))).toEqual(messages)
  expect(saidOn(form.text)).toMatch(/Participation \(obligatoire\)\nErreur :\nParticipation : « distanciel »/)
  expect(form.text).toContain('value="9h-12h"')

  const key = address.slice(-22)
  const kept = { ...findDraft(site.db, key)?.typed, participation: 'presentiel' }
  await site.visitor.submit(address, { ...kept, garder: 'oui' }).expect(303)
  expect(findDraft(site.db, key)?.faults).toBeNull()
  expect(messagesOf((await site.visitor.get(address).expect(200)).text)).toEqual([])
  expect(saidOn((await site.visitor.get(outcome)).text)).toContain('\nPublics visés, Heure de début, Gratuité\n')

  const whole = { ...kept, publics: 'elus', debut: '9 h', gratuit: 'oui' }
  const finished = await site.visitor.submit(address, whole).expect(303)
  expect(saidOn((await site.visitor.get(outcome)).text)).toContain('Finir : Un atelier à finir\nÀ relire et envoyer\n')
  await site.visitor.post(finished.headers.location ?? '').expect(303)
  expect(proposed(site)).toMatchObject([{ title: 'Un atelier à finir', audiences: ['elus'] }])
})

test('what could not be read opens the question that it was written for, and goes with its draft', async () => {
  const site = openSite()
  const faulty = titled('Un atelier au moment flou', {
    'Pas encore d’horaire ? Le moment de la journée du 2e créneau': 'vers midi',
    'Le lieu et l’accueil conviennent à': `écrire à ana@example.org`,
  })
  const address = draftIn((await site.visitor.get(await sendTable(site, ['reseau.csv', csv([faulty])]))).text)
  const form = await site.visitor.get(address).expect(200)
  expect(messagesOf(form.text)).toHaveLength(2)
  for (const name of ['moment_2', 'accessibilite']) expect(form.text).toContain(`id="${name}"`)

  redactDrafts(site.db, 'ana@example.org')
  const key = address.slice(-22)
  expect(findDraft(site.db, key)?.faults?.accessibilite).toContain('« écrire à … »')

  const typed = { ...findDraft(site.db, key)?.typed, jour_2: '26 mai', moment_2: 'journee' }
  const checked = await site.visitor.submit(address, typed).expect(303)
  await site.visitor.post(checked.headers.location ?? '').expect(303)
  expect(site.db.prepare('SELECT count(*) FROM drafts WHERE faults IS NOT NULL').pluck().get()).toBe(0)
})

test('a ready row is shown as it will be published: its slots, its type, its place, its themes', async () => {
  const site = openSite()
  const handed = await hand(site, [
    'reseau.csv',
    csv([
      titled('Un premier atelier du réseau', {
        'Nom du lieu': 'Maison Exemple',
        'Lien de connexion': '',
        'Jour du 2e créneau': '26 mai',
        'Pas encore d’horaire ? Le moment de la journée du 2e créneau': 'après-midi',
        'Jour du 3e créneau': '25 mai',
        'Heure de début du 3e créneau': '14 h',
      }),
      titled('Une visioconférence', { Participation: 'en ligne', 'Lien de connexion': 'https://visio.example.org' }),
    ]),
  ])
  const said = saidOn((await site.visitor.get(handed.headers.location ?? '').expect(200)).text)
  expect(said).toContain(
    'Un premier atelier du réseau\nPrêt\nJeudi 25 mai, de 8 h 30 à 10 h ; vendredi 26 mai, après-midi, horaire à confirmer ; jeudi 25 mai, à partir de 14 h\n' +
      'Atelier · Maison Exemple, Lisieux (14) · Insertion et clauses sociales ; Réemploi et économie circulaire',
  )
  expect(said).toContain('Une visioconférence\nPrêt\nJeudi 25 mai, de 8 h 30 à 10 h\nAtelier · En ligne · Insertion')
})

test('a file that comes back corrected sends only what was not sent', async () => {
  const site = openSite()
  const first = [titled('Un premier atelier du réseau'), titled('Une visite de chantier'), titled('Court')]
  const outcome = await sendTable(site, ['reseau.csv', csv(first)])
  await site.mails()
  const [atelier, visite] = proposed(site)
  const corrected = [
    titled('UN PREMIER ATELIER DU RÉSEAU', { 'Heure de début': '08:30', Commune: '14100 Lisieux' }),
    titled('Une visite de chantier', { Thèmes: 'Inconnu' }),
    titled('Un titre qui n’est plus court'),
    titled('Une visite de chantier', { Jour: '26 mai' }),
  ]
  const handed = await hand(site, ['reseau.csv', csv(corrected)], { contact_courriel: 'Camille@Example.org' })
  const page = await site.visitor.get(handed.headers.location ?? '').expect(200)
  const said = saidOn(page.text)
  expect(said).toContain('2 événements prêts, 2 déjà envoyés.')
  expect(said).toContain(`Déjà envoyé : ${atelier?.reference}`)
  expect(said).toContain(`Déjà envoyé : ${visite?.reference}`)
  expect(said).toContain('au même endroit, est laissé de côté. Pour suivre ou modifier ce que')
  expect(said).not.toContain('n’est pas dans la liste')
  expect(page.text).not.toContain('/suivi/')

  const sent = await site.visitor.post(handed.headers.location ?? '').expect(303)
  expect(sent.headers.location).not.toBe(outcome)
  expect(proposed(site)).toHaveLength(2)
  expect(
    site.db.prepare(`SELECT title FROM events WHERE private_email = 'Camille@Example.org' ORDER BY id`).pluck().all(),
  ).toEqual(['Un titre qui n’est plus court', 'Une visite de chantier'])
  expect((await site.visitor.get(sent.headers.location ?? '')).text).not.toContain('Finir')
})

test('another place or other hours make another event, which resembles what was sent: it leaves once that is confirmed', async () => {
  const site = openSite()
  const breakfast = (Commune: string, more: Record<string, string> = {}) =>
    titled('Petit déjeuner des achats', {
      Commune,
      'Nom de la structure organisatrice': `Réseau de ${Commune}`,
      'Lien de connexion': '',
      ...more,
    })
  await sendTable(site, ['un.csv', csv([breakfast('Lisieux'), breakfast('Rouen')])])
  const [lisieux] = proposed(site)
  const rows = [
    breakfast('Évreux'),
    breakfast('Le Havre', { 'Heure de début': '8 h' }),
    breakfast('Rouen'),
    breakfast('Lisieux', { Participation: 'Sur place et en ligne', 'Lien de connexion': 'https://visio.example.org' }),
  ]
  const handed = await hand(site, ['deux.csv', csv(rows)])
  const address = handed.headers.location ?? ''
  const refused = await site.visitor.post(address).expect(422)
  const said = saidOn(refused.text)
  expect(said).toContain('3 événements prêts, 1 déjà envoyé.')
  expect(said.split(`Même titre et mêmes jours que votre proposition ${lisieux?.reference} ;`)).toHaveLength(4)
  expect(said).toContain('3 événements à regarder avant l’envoi (lignes 2, 3 et 5)')
  expect(refused.text).toContain('href="/suivi"')

  await site.visitor.post(address, { confirmer: 'lignes' }).expect(303)
  expect(proposed(site).map(({ communeName, mode, flags }) => [communeName, mode, ...flags])).toEqual([
    ['Lisieux', 'onsite'],
    ['Rouen', 'onsite'],
    ['Évreux', 'onsite', 'doublon'],
    ['Le Havre', 'onsite', 'doublon'],
    ['Lisieux', 'hybrid', 'doublon'],
  ])
})

test('what was refused or withdrawn may come back, and nobody is told of what others have sent', async () => {
  const site = openSite()
  const file: [string, string] = ['reseau.csv', csv([titled('Un premier atelier du réseau')])]
  await sendTable(site, file)
  const said = async (form: Record<string, string> = {}) => {
    const handed = await hand(site, file, form)
    return saidOn((await site.visitor.get(handed.headers.location ?? '').expect(200)).text)
  }
  expect(await said()).toContain('Déjà envoyé')
  expect(await said({ contact_courriel: 'autre@example.org' })).not.toMatch(/Déjà envoyé|1 déjà/)
  for (const status of ['withdrawn', 'refused']) {
    site.db.prepare(`UPDATE events SET status = ? WHERE private_email = 'camille@example.org'`).run(status)
    expect(await said()).toContain('1 événement prêt.')
  }
})

test('a file whose events were all sent leads to what follows them, and sends nothing', async () => {
  const site = openSite()
  const rows = [titled('Un premier atelier du réseau'), titled('Une visite de chantier')]
  await sendTable(site, ['reseau.csv', csv(rows)])
  await site.mails()
  const handed = await hand(site, ['encore.csv', csv(rows)])
  const page = await site.visitor.get(handed.headers.location ?? '').expect(200)
  expect(saidOn(page.text)).toContain('2 événements déjà envoyés')
  expect(page.text).toContain('href="/suivi"')
  expect(page.text).not.toContain('data-once')
  await site.visitor.post(handed.headers.location ?? '', { confirmer: 'lignes' }).expect(200)
  expect([proposed(site).length, await site.mails()]).toEqual([2, []])
})

test('as many rows as were sent are left out: a second session of the day is a new event', async () => {
  const site = openSite()
  const at = (debut: string) => titled('Une visite de l’atelier', { 'Heure de début': debut, 'Heure de fin': '' })
  await sendTable(site, ['reseau.csv', csv([at('14 h')])])
  const handed = await hand(site, ['reseau.csv', csv([at('9 h'), at('14 h')])])
  const said = saidOn((await site.visitor.get(handed.headers.location ?? '').expect(200)).text)
  expect(said).toContain('1 événement prêt, 1 déjà envoyé.')
  await site.visitor.post(handed.headers.location ?? '', { confirmer: 'lignes' }).expect(303)
  expect(proposed(site).map(({ slots }) => slots[0]?.startsAt)).toEqual(['14:00', '09:00'])
})

test('look-alikes are shown once, two for a row, and those of the file itself are not', async () => {
  const site = openSite()
  for (const number of [1, 2, 3, 4]) await propose(site, { titre: `Atelier de sourçage inclusif ${number}` })
  const desk = site.coordinator()
  for (const { reference } of proposed(site))
    await desk.post(`/moderation/evenements/${reference}/publication`, { confirmer: 'oui' }).expect(303)
  const rows = [1, 2, 3].map((number) =>
    titled(`Atelier de sourçage inclusif numéro ${number}`, { Commune: '14100 Lisieux' }),
  )
  const handed = await hand(site, ['reseau.csv', csv(rows)])
  const check = await site.visitor.get(handed.headers.location ?? '').expect(200)
  const said = saidOn(check.text)
  expect(said).toContain(
    'déjà dans l’agenda : Atelier de sourçage inclusif 1, Association Exemple, le jeudi 25 mai à Lisieux ; ' +
      'Atelier de sourçage inclusif 2, Association Exemple, le jeudi 25 mai à Lisieux ; et 2 autres\n',
  )
  expect(said.split('inclusif 1,')).toHaveLength(4)
  expect(said).not.toContain('inclusif 3,')
  expect(said).toContain('3 événements à regarder avant l’envoi (lignes 2, 3 et 4)')
  await site.visitor.post(handed.headers.location ?? '', { confirmer: 'lignes' }).expect(303)

  const again = await hand(site, ['reseau.csv', csv([...rows, titled('Atelier de sourçage inclusif numéro 9')])])
  const left = saidOn((await site.visitor.get(again.headers.location ?? '').expect(200)).text)
  expect(left).toContain('1 événement prêt, 3 déjà envoyés.')
  expect(left).not.toContain('attend déjà une décision')
})

test('what came of a file says where each event stands, for as long as it is kept', async () => {
  const site = openSite()
  const outcome = await sendTable(site, [
    'reseau.csv',
    csv(['Un premier atelier du réseau', 'Une visite de chantier', 'Une table ronde'].map((titre) => titled(titre))),
  ])
  const before = saidOn((await site.visitor.get(outcome)).text)
  expect(before.split('En attente de décision')).toHaveLength(4)
  expect(before).toContain('Rien n’est publié d’ici là')

  const [first, second, third] = proposed(site).map(({ reference }) => `/moderation/evenements/${reference}`)
  const desk = site.coordinator()
  for (const address of [first, second]) await desk.post(`${address}/publication`, { confirmer: 'oui' }).expect(303)
  await desk.post(`${third}/refus`, { motif: 'Sans lien avec l’achat responsable.' }).expect(303)
  site.db.prepare(`UPDATE events SET occasion = 'cancelled' WHERE title = 'Une visite de chantier'`).run()
  const after = saidOn((await site.visitor.get(outcome)).text)
  expect(after).toMatch(/Un premier atelier du réseau\n\w{6}\nPublié\n/)
  expect(after).toMatch(/Une visite de chantier\n\w{6}\nPublié · Annulé\n/)
  expect(after).toMatch(/Une table ronde\n\w{6}\nRefusé\n/)
  expect(after).not.toContain('Rien n’est publié d’ici là')
})

test('a missing column is named without a letter, an unknown one is said to be left aside', async () => {
  const site = openSite()
  const { Résumé: _, ...row } = complete
  const handed = await hand(site, ['reseau.csv', csv([{ ...row, 'Notes internes': 'à rappeler' }])])
  const said = textOf((await site.visitor.get(handed.headers.location ?? '').expect(200)).text).replaceAll(
    '\u00a0',
    ' ',
  )
  expect(said).toContain('Ligne 2, « Résumé » : dites en une phrase')
  expect(said).toContain('1 colonne inconnue, laissée de côté : N « Notes internes ».')
  expect(said).toContain('Garder les brouillons à finir')
})

test('a table sent at once is not suspect of having been filled in fast; one whose trap was sprung is', async () => {
  const flagsOf = async (form: Record<string, string>) => {
    const site = openSite()
    const handed = await hand(site, ['reseau.csv', csv([titled('Un premier atelier du réseau')])], {
      ouvert: openedAt(site.clock),
      ...form,
    })
    await site.visitor.post(handed.headers.location ?? '').expect(303)
    return proposed(site).map(({ flags }) => flags)
  }
  expect(await flagsOf({})).toEqual([[]])
  expect(await flagsOf({ site_internet: 'https://spam.example.org' })).toEqual([['trap']])
})

test('ten sendings at once, a reload, and the same file again are one set of events', async () => {
  const site = openSite()
  const rows = [titled('Un premier atelier du réseau'), titled('Une visite de chantier'), titled('Court')]
  const form = { ...sharedContact, cle: 'A'.repeat(22), ouvert: '1' }
  const files: Record<string, [string, Buffer]> = { tableau: ['reseau.csv', Buffer.from(csv(rows))] }
  const handed = await site.visitor.submit('/proposer/plusieurs', form, files).expect(303)

  const address = handed.headers.location ?? ''
  const sent = await Promise.all(Array.from({ length: 10 }, () => site.visitor.post(address)))
  expect(new Set(sent.map(({ status, headers }) => `${status} ${headers.location}`))).toEqual(
    new Set([`303 /proposer/plusieurs/${form.cle}/envoi`]),
  )
  await site.visitor.post(address).expect(303)
  expect((await site.visitor.get(address).expect(303)).headers.location).toMatch(/\/envoi$/)
  expect((await site.visitor.get(address.replace('/verification', '')).expect(303)).headers.location).toMatch(
    /\/envoi$/,
  )
  const again = await site.visitor.submit('/proposer/plusieurs', form, files).expect(303)
  expect(again.headers.location).toMatch(/\/envoi$/)

  expect(proposed(site)).toHaveLength(2)
  expect(site.db.prepare('SELECT count(*) FROM drafts').pluck().get()).toBe(4)
  expect((await site.mails()).map(({ subject }) => String(subject).split(' :')[0])).toEqual(['Bien reçus', 'À décider'])

  const bulk = findDraft(site.db, form.cle)
  expect(bulk).toMatchObject({ typed: {}, sentAs: 'plusieurs' })
  expect(listDraftDocuments(site.db, bulk?.id ?? 0)).toEqual([])

  // Another file under the same form is another set.
  const other = {
    tableau: ['autre.csv', Buffer.from(csv([titled('Un autre atelier du réseau')]))] satisfies [string, Buffer],
  }
  const more = await site.visitor.submit('/proposer/plusieurs', form, other).expect(303)
  expect(more.headers.location).not.toContain(form.cle)
})

test('doubtful rows are sent once they are confirmed together, and say why to the coordinator', async () => {
  const site = openSite()
  const handed = await hand(site, [
    'reseau.csv',
    csv([
      titled('Un atelier hors de la Semaine', { Jour: '1er juin' }),
      titled('Un atelier du réseau'),
      titled('Un atelier du réseau'),
    ]),
  ])
  const address = handed.headers.location ?? ''
  const refused = await site.visitor.post(address).expect(422)
  expect(messagesOf(refused.text)).toEqual(['À confirmer\u00a0: cochez «\u00a0Oui, envoyez-les tels quels\u00a0»'])
  const said = saidOn(refused.text)
  expect(said).toContain('Le 1er juin 2023 : hors de la Semaine')
  expect(said).toContain('que « Ligne 3 »')
  expect(said).toContain('2 événements à regarder avant l’envoi (lignes 2 et 4)')
  expect(proposed(site)).toEqual([])

  await site.visitor.post(address, { confirmer: 'lignes' }).expect(303)
  expect(proposed(site).map(({ flags }) => flags)).toEqual([['hors_semaine'], [], ['doublon']])
  const [, told] = await site.mails()
  expect(told?.text).toContain('À regarder : hors de la Semaine')
  expect(told?.text).toContain('À regarder : doublon possible')
})

test('the contact is asked once and corrected before any row is read', async () => {
  const site = openSite()
  const file: [string, string] = ['reseau.csv', csv([complete])]
  const page = await hand(site, file, { contact_courriel: 'camille', contact_public_courriel: '' })
  expect(page.status).toBe(422)
  expect(messagesOf(page.text)).toEqual([
    'Adresse électronique\u00a0: écrivez une adresse complète, comme nom@exemple.fr',
    'Adresse électronique publiée\u00a0: donnez-en une, ou un téléphone, puisque la vôtre reste privée',
  ])
  expect(page.text).toContain('<b>reseau.csv</b>')

  const action = /action="(\/proposer\/plusieurs\/[\w-]{22})"/.exec(page.text)?.[1] ?? ''
  await site.visitor.get(`${action}/verification`).expect(422)
  const corrected = await site.visitor.submit(action, sharedContact).expect(303)
  await site.visitor.get(corrected.headers.location ?? '').expect(200)

  const kept = listDraftDocuments(site.db, findDraft(site.db, action.slice(-22))?.id ?? 0)
  await site.visitor.submit(action, { ...sharedContact, retirer: String(kept[0]?.id) }).expect(303)
  const without = await site.visitor.submit(action, sharedContact).expect(422)
  expect(messagesOf(without.text)).toEqual(['Tableau\u00a0: joignez le fichier de vos événements'])
})

test('a file from an older Excel keeps its accents, whatever separates its cells', async () => {
  const site = openSite()
  for (const [number, separator] of [';', ',', '\t'].entries()) {
    const text = csv(
      [titled(`Été, « œuvres » ; n° ${number}`, { Description: 'Une ligne\nune autre', Jour: '22/05/2023' })],
      { separator, end: '\n' },
    )
    const bytes = Buffer.from(text.replaceAll('œ', '\x9c').replaceAll('’', '\x92'), 'latin1')
    await sendTable(site, ['vieux.csv', bytes])
  }
  expect(proposed(site)).toMatchObject(
    [0, 1, 2].map((number) => ({ title: `Été, « œuvres » ; n° ${number}`, description: 'Une ligne\nune autre' })),
  )

  const template = (await download(site, 'csv')).toString('utf8')
  expect(template.startsWith('\ufeff"Titre (obligatoire)";')).toBe(true)
  const handed = await hand(site, ['modele.csv', template.replace('"Exemple : ', '"')])
  expect((await site.visitor.get(handed.headers.location ?? '')).text).toContain('1\u00a0événement prêt.')
})

test('a formula is text in a CSV file, and its result in a workbook', async () => {
  const site = openSite()
  const formula = '=HYPERLINK("https://example.org";"Cliquez")'
  await sendTable(site, ['formules.csv', csv([titled(formula)])])
  await sendTable(site, [
    'formules.xlsx',
    await filledTemplate(site, [
      { ...completeRow, Titre: formula, Jour: '23 mai', Description: { value: '=1+1', type: 'Formula' } },
    ]),
  ])
  expect(proposed(site)).toMatchObject([
    { title: formula, description: null },
    { title: formula, description: null },
  ])
})

test('what is no table of events is refused with what to do, and kept out of nothing else', async () => {
  const site = openSite()
  const messages = async (name: string, content: Buffer | string) => {
    const page = await hand(site, [name, content])
    return [page.status, ...messagesOf(page.text).map((message) => message.replaceAll('\u00a0', ' '))]
  }
  const many = Array.from({ length: 101 }, (_, index) => titled(`Un atelier du réseau numéro ${index}`))
  expect(await messages('a.csv', csv(many))).toEqual([
    422,
    'Tableau : 100 événements au plus par fichier (le vôtre en a 101) ; partagez-le en plusieurs fichiers',
  ])
  expect(await messages('b.csv', 'Nom;Prénom\nUn;Deux\n')).toEqual([
    422,
    expect.stringContaining('la première ligne doit porter les titres'),
  ])
  expect(await messages('c.csv', csv([complete]).split('\r\n')[0] ?? '')).toEqual([
    422,
    expect.stringContaining('aucun événement'),
  ])
  expect(await messages('d.csv', `${csv([complete])}"Un titre`)).toEqual([
    422,
    expect.stringContaining('un guillemet (") ouvert'),
  ])
  expect(await messages('e.ics', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n')).toEqual([
    422,
    expect.stringContaining('aucun événement'),
  ])
  expect(await messages('f.txt', 'Titre')).toEqual([
    422,
    expect.stringContaining('doit être un fichier CSV, XLSX ou ICS'),
  ])
  expect(proposed(site)).toEqual([])
  expect(await messages('g.csv', csv(many.slice(1)))).toEqual([303])
})

test('nobody proposes several events when propositions are closed, nor reads a draft of another kind here', async () => {
  const site = openSite()
  const handed = await hand(site, ['reseau.csv', csv([complete])])
  const single = await site.visitor.submit('/proposer/evenement', {}).expect(422)
  const key = /\/proposer\/evenement\/([\w-]{22})/.exec(single.text)?.[1]
  await site.visitor.get(`/proposer/plusieurs/${key}`).expect(404)
  await site.visitor.get(`/proposer/plusieurs/${key}/envoi`).expect(404)
  await site.visitor.get('/proposer/plusieurs/introuvable/verification').expect(404)
  expect(
    (await site.visitor.get((handed.headers.location ?? '').replace('verification', 'envoi')).expect(303)).headers
      .location,
  ).toBe(handed.headers.location)

  site.clock.advance({ hours: 24 * 15 })
  await site.visitor.get('/proposer/plusieurs').expect(403)
  await site.visitor.post(handed.headers.location ?? '').expect(403)
  expect(proposed(site)).toEqual([])
  expect(linkIn((await site.mails())[0]?.text, '/suivi/')).toBe('')
})
