import { expect, test } from 'vitest'
import { addCoordinator } from '../src/coordinators/queries.ts'
import { listDraftDocuments } from '../src/documents/queries.ts'
import { findDraft } from '../src/drafts/queries.ts'
import { findEvent } from '../src/events/queries.ts'
import { openedAt } from '../src/submissions/suspicion.ts'
import { linkIn, messagesOf, textOf } from './support/send.ts'
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
  expect(said).toContain('Ligne 3, colonne D « Thèmes » : « Bâtiments » n’est pas dans la liste')
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
  const said = textOf(refused.text).replaceAll('\u00a0', ' ')
  expect(said).toContain('Ligne 2, « Un atelier hors de la Semaine ». Le 1er juin 2023 : hors de la Semaine')
  expect(said).toContain('que « Ligne 3 »')
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
