import sharp from 'sharp'
import { expect, test } from 'vitest'
import { findEvent } from '../src/events/queries.ts'
import { openRevision } from '../src/revisions/queries.ts'
import { docx, pdf } from './support/files.ts'
import { completeForm, completeRex } from './support/forms.ts'
import { htmlErrors } from './support/html.ts'
import { linkIn, messagesOf, propose, textOf } from './support/send.ts'
import { coordinatorEmail, openSite, type TestSite } from './support/site.ts'

const pendingDesk = '/moderation/evenements/ASERBC'

test('the queue shows what waits, the oldest first, and what was decided in its own tab', async () => {
  const site = openSite()
  await propose(site, { titre: 'Une proposition toute fraîche' })
  const queue = await site.coordinator().get('/moderation').expect(200)

  const titles = [...queue.text.matchAll(/href="\/moderation\/[^"]+\/\w{6}">([^<]+)/g)].map((match) => match[1])
  expect(titles[0]).toContain('Cuisine centrale')
  expect(titles.at(-1)).toBe('Une proposition toute fraîche')
  expect(queue.text).not.toContain('Écrire une clause')
  expect((await site.coordinator().get('/moderation?statut=published')).text).toContain(
    'Forum des fournisseurs inclusifs',
  )
})

test('an organiser’s event is refused with a reason: it stays out of the agenda, and its author is told why', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const follow = await propose(site)
  await site.mails()
  const reference = referenceIn(follow)

  await desk
    .post(`/moderation/evenements/${reference}/refus`, { motif: 'Sans lien avec l’achat responsable.' })
    .expect(303)

  const agenda = await site.visitor.get('/agenda')
  expect(agenda.text).toContain('Écrire une clause')
  expect(agenda.text).not.toContain('Atelier de sourçage')
  const [told] = await site.mails()
  expect(told).toMatchObject({ to: { address: 'camille@example.org' } })
  expect(told?.text).toContain('Sans lien avec l’achat responsable.')
  expect((await site.visitor.get(follow)).text).toContain('Sans lien avec l’achat responsable.')
  const page = await desk.get(`/moderation/evenements/${reference}`)
  expect(page.text).toContain(`par ${coordinatorEmail}`)
})

test.each([
  ['correction', 'message'],
  ['refus', 'motif'],
])('a decision without its text comes back: %s', async (decision, field) => {
  const site = openSite()
  const page = await site
    .coordinator()
    .post(`${pendingDesk}/${decision}`, { [field]: 'court' })
    .expect(422)
  expect(messagesOf(page.text)).toEqual([expect.stringContaining('10 caractères au moins')])
  expect(page.text).toContain('court</textarea>')
  expect(await site.mails()).toEqual([])
})

test('two coordinators on one proposition: one wins, the other is told what happened and keeps what was typed', async () => {
  const site = openSite()
  const [first, second] = [site.coordinator(), site.coordinator()]
  await first.post(`${pendingDesk}/publication`).expect(303)

  const late = await second.post(`${pendingDesk}/refus`, { motif: 'Je n’avais pas vu, pardon.' }).expect(409)
  expect(late.text).toContain('Publié')
  expect(late.text).toContain('Je n’avais pas vu, pardon.')
  expect((await site.visitor.get('/agenda')).text).toContain('Cuisine centrale')
  expect(await site.mails()).toHaveLength(1)
})

test('what changed after the page was opened is not published unread', async () => {
  const site = openSite()
  const follow = await propose(site)
  const decision = linkIn((await site.mails())[1]?.text, '/decision/')
  const vu = /name="vu" value="([^"]+)"/.exec((await site.visitor.get(decision)).text)?.[1] ?? ''
  site.clock.advance({ minutes: 5 })
  const editing = await site.visitor.post(`${follow}/modification`)
  const checked = await site.visitor.submit(editing.headers.location ?? '', {
    ...completeForm,
    titre: 'Un tout autre titre',
  })
  await site.visitor.post(checked.headers.location ?? '').expect(303)

  await site.visitor.post(`${decision}/publication`, { vu }).expect(409)
  expect((await site.visitor.get('/agenda')).text).not.toContain('Un tout autre titre')
  const seen = /name="vu" value="([^"]+)"/.exec((await site.visitor.get(decision)).text)?.[1] ?? ''
  await site.visitor.post(`${decision}/publication`, { vu: seen }).expect(303)
  expect((await site.visitor.get('/agenda')).text).toContain('Un tout autre titre')
})

test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty', 'archivage'])(
  '« %s » is no decision',
  async (noun) => {
    const site = openSite()
    await site.coordinator().post(`${pendingDesk}/${noun}`).expect(404)
    expect((await site.coordinator().get(pendingDesk)).text).toContain('En attente de décision')
  },
)

test('a session that ends while a text is written gives it back as it was, and the way to sign in', async () => {
  const site = openSite()
  const desk = site.coordinator()
  site.clock.advance({ hours: 13 })
  const texte = '## Titre\n\nPremier <b>paragraphe</b>.\n\n- point un\n- point deux'
  const typed = { vu: '0', texte, a_jour: '9 mai 2023', etape: 'enregistrer' }
  const page = (await desk.post('/moderation/pages/glossaire', typed).expect(403)).text
  expect(page).toContain(`readonly>\n${texte.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</textarea>`)
  expect(page).toMatch(/<label for="garde-0">Texte<\/label>/)
  expect(page).toMatch(/<label for="garde-1">À jour au<\/label>[^>]*>\n9 mai 2023</)
  expect(page).toContain(
    '<a class="button" href="/connexion?vers=%2Fmoderation%2Fpages%2Fglossaire">Me reconnecter</a>',
  )
  expect(page).not.toContain('enregistrer')
  expect(htmlErrors(page)).toEqual([])

  const refusal = { raison_refus: 'Hors sujet', motif: 'Une longue raison bien pesée.', liste: 'statut=en-ligne' }
  const refused = (await desk.post(`${pendingDesk}/refus`, refusal).expect(403)).text
  expect(refused).toMatch(/Ce que vous voulez ajouter<\/label>[^>]*>\nUne longue raison bien pesée\.</)
  expect(refused.match(/<textarea/g)).toHaveLength(1)
  // nothing was written: nothing to give back
  await desk.post(`${pendingDesk}/publication`, { vu: 'pending 2023' }).expect(303)

  // a form with files is not read: it is a page back, and the way to sign in is here
  for (const address of ['/moderation/ressources', '/moderation/edition/webinaire']) {
    const late = (await desk.submit(address, { titre: 'Un kit' }).expect(403)).text
    expect(late).toContain('Revenez à la page précédente')
    expect(late).toContain(`<a class="button" href="/connexion?vers=${encodeURIComponent(address)}">Me reconnecter</a>`)
  }

  const again = site.coordinator()
  const other = await again.post(`${pendingDesk}/notes`, { jeton: 'autre', texte_note: 'Une\nnote.' }).expect(403)
  expect(other.text).toContain('readonly>\nUne\nnote.</textarea>')
})

test('a mailed link decides of its proposition only, shows nothing private once decided, and ends after thirty days', async () => {
  const site = openSite()
  await propose(site)
  const decision = linkIn((await site.mails())[1]?.text, '/decision/')
  const open = await site.visitor.get(decision).expect(200)
  expect(open.text).toContain('camille@example.org')
  expect(open.text).toMatch(/2\u00a0autres|3\u00a0autres|4\u00a0autres/)

  site.clock.advance({ hours: 24 * 31 })
  await site.visitor.get(decision).expect(410)
  await site.visitor.post(`${decision}/publication`).expect(410)
  site.clock.advance({ hours: -24 * 31 })

  await site.visitor.post(`${decision}/publication`).expect(303)
  const decided = await site.visitor.get(decision).expect(200)
  expect(decided.text).toContain('Publié')
  expect(decided.text).not.toContain('camille@example.org')
})

test('a link kept for registered people is read by nobody else, from a mailed decision nor from a preview', async () => {
  const site = openSite()
  const form = {
    ...completeForm,
    lien_en_ligne: 'https://visio.example.org/cle',
    lien_reserve: 'oui',
    participation: 'mixte',
  }
  const checked = (await site.visitor.submit('/proposer/evenement', form).expect(303)).headers.location ?? ''
  const preview = /href="(\/proposer\/apercu\/[^"]+)"/.exec((await site.visitor.get(checked)).text)?.[1] ?? ''
  await site.visitor.post(checked).expect(303)
  const decision = linkIn((await site.mails())[1]?.text, '/decision/')
  expect((await site.visitor.get(decision).expect(200)).text).toContain('visio.example.org')
  await site.visitor.post(`${decision}/publication`).expect(303)

  for (const page of [decision, preview]) {
    const { text } = await site.visitor.get(page).expect(200)
    expect(text).toContain('Envoyé aux personnes inscrites')
    expect(text).not.toMatch(/visio\.example\.org|camille@example\.org/)
  }
})

test('a fiche REX handed in as a file is decided on its own: completed, published, and its document can be read by all', async () => {
  const site = openSite()
  const desk = site.coordinator()
  await propose(site, { accord: 'oui' }, { fiche_rex: ['Notre fiche.pdf', pdf()] })
  const queue = await desk.get('/moderation')
  const sheet = /href="(\/moderation\/rex\/\w+)">Notre fiche\.pdf/.exec(queue.text)?.[1] ?? ''
  const file = /href="(\/documents\/[^"]+)"/.exec((await desk.get(sheet)).text)?.[1] ?? ''

  await site.visitor.get(file).expect(404)
  await desk.get(file).expect(200)
  await desk.post(`${sheet}/publication`).expect(409)
  const identity = {
    titre: 'Un lot réservé',
    organisation: 'Commune Exemple',
    type: 'commune',
    commune: '14100 Lisieux',
    segment: 'espaces-verts',
    accord_acheteur: 'oui',
  }
  await desk.post(`${sheet}/fiche`, { ...identity, segment: '' }).expect(422)
  const unasked = await desk.post(`${sheet}/fiche`, { ...identity, accord_acheteur: '' }).expect(422)
  expect(messagesOf(unasked.text)).toEqual([expect.stringContaining('Accord de l’acheteur')])
  const vu = versionIn((await desk.get(sheet)).text)
  site.clock.advance({ minutes: 1 })
  await desk.post(`${sheet}/fiche`, { ...identity, accord_acheteur: 'non', vu }).expect(303)
  const stale = await desk.post(`${sheet}/fiche`, { ...identity, titre: 'Un titre d’avant', vu }).expect(409)
  expect(stale.text).toContain('Un titre d’avant')
  await desk.post(`${sheet}/publication`, { confirmer: 'oui' }).expect(409)
  await desk.post(`${sheet}/fiche`, identity).expect(303)
  const unread = await desk.post(`${sheet}/publication`).expect(422)
  expect(messagesOf(unread.text)).toEqual([expect.stringContaining('Document à regarder')])
  expect(htmlErrors(unread.text)).toEqual([])
  await site.visitor.get(file).expect(404)
  await desk.post(`${sheet}/publication`, { confirmer: 'oui' }).expect(303)

  expect((await site.visitor.get('/rex/un-lot-reserve').expect(200)).text).toContain('Commune Exemple')
  const download = await site.visitor.get(file).expect(200)
  expect(download.headers['content-disposition']).toContain('attachment; filename="Notre fiche.pdf"')
  expect(download.headers['content-security-policy']).toContain('sandbox')
  expect(download.body.equals(pdf())).toBe(true)
})

test('a sheet whose author keeps it for the coordination cannot be published', async () => {
  const site = openSite()
  const desk = site.coordinator()
  await propose(site, { accord: 'non' }, { fiche_rex: ['Notre fiche.pdf', pdf()] })
  const sheet = /href="(\/moderation\/rex\/\w+)">Notre fiche\.pdf/.exec((await desk.get('/moderation')).text)?.[1] ?? ''
  await desk
    .post(`${sheet}/fiche`, {
      titre: 'Un lot',
      organisation: 'Commune',
      type: 'commune',
      commune: '14100 Lisieux',
      segment: 'autre',
      accord_acheteur: 'oui',
    })
    .expect(303)
  await desk.post(`${sheet}/publication`).expect(409)
  await site.visitor.get('/rex/un-lot').expect(404)
  await site.visitor.get('/rex/un-lot-d-espaces-verts-reserve-a-l-insertion').expect(200)
})

test('a sheet is completed with a commune chosen among those that its text may mean', async () => {
  const site = openSite()
  const desk = site.coordinator()
  await propose(site, { accord: 'oui' }, { carte_blanche: ['Notre page.docx', docx()] })
  const sheet =
    /href="(\/moderation\/cartes-blanches\/\w+)">Notre page/.exec((await desk.get('/moderation')).text)?.[1] ?? ''
  const identity = {
    titre: 'Une page',
    organisation: 'Atelier Exemple',
    type: 'structure-ess',
    segment: 'autre',
    accord_acheteur: 'oui',
  }

  const asked = await desk.post(`${sheet}/fiche`, { ...identity, commune: 'Saint-Aubin' }).expect(422)
  expect(messagesOf(asked.text)).toEqual([expect.stringContaining('choisissez la vôtre')])
  expect(asked.text).toContain('value="Une page"')
  const offered = [...asked.text.matchAll(/name="commune_choix" value="([^"]+)"/g)].map((match) =>
    textOf(match[1] ?? ''),
  )
  expect(offered.length).toBeGreaterThan(1)
  const chosen = { ...identity, commune: 'Saint-Aubin', commune_choix: offered[1] ?? '' }
  await desk.post(`${sheet}/fiche`, chosen).expect(303)
  expect(textOf((await desk.get(sheet)).text)).toContain(`value="${offered[1]?.replace(/ \(.*/, '')}"`)
})

test('a fiche REX handed in for somebody else shows each consent, and is not published without the buyer’s', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const agreed = await proposeRex(site, {})
  const page = textOf((await desk.get(agreed.desk)).text)
  expect(page).toMatch(/Accord de l’acheteur<\/dt><dd>Oui/)
  expect(page).toMatch(/Accord de l’entreprise titulaire<\/dt><dd>Oui/)
  await desk.post(`${agreed.desk}/publication`).expect(303)

  const { desk: address } = await proposeRex(site, { titre: 'Un marché sans accord', accord_acheteur: 'non' })
  const refused = textOf((await desk.get(address)).text)
  expect(refused).toContain('l’acheteur n’est pas d’accord')
  expect(refused).not.toContain(`${address}/publication`)
  const answer = await desk.post(`${address}/publication`).expect(409)
  expect(textOf(answer.text)).toContain('l’acheteur n’est pas d’accord')
  await site.visitor.get('/rex/un-marche-sans-accord').expect(404)
})

test('the mails about a sheet carry its own link, whether it came alone or with an event', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const alone = await proposeRex(site, {})
  await site.mails()
  await desk.post(`${alone.desk}/correction`, { message: 'Précisez la durée du marché.' }).expect(303)
  const [asked] = await site.mails()
  expect(linkIn(asked?.text, '/suivi/')).toBe(alone.follow)
  expect((await site.visitor.get(alone.follow)).text).toContain('Précisez la durée du marché.')

  const event = await propose(site, { accord: 'oui' }, { fiche_rex: ['Notre fiche.pdf', pdf()] })
  await site.mails()
  const sheet = /href="(\/moderation\/rex\/\w+)">Notre fiche\.pdf/.exec((await desk.get('/moderation')).text)?.[1] ?? ''
  await desk.post(`${sheet}/refus`, { motif: 'Le document est vide.' }).expect(303)
  const link = linkIn((await site.mails())[0]?.text, '/suivi/')
  expect(link).not.toBe(event)
  expect((await site.visitor.get(link).expect(200)).text).toContain('Le document est vide.')
})

test('the mail of an announcement opens its page with the buttons, a change decided before or not, until it is settled', async () => {
  const site = openSite()
  const { desk, address, follow } = await publishedEvent(site)
  const editing = await site.visitor.post(`${follow}/modification`).expect(303)
  const checked = await site.visitor.submit(String(editing.headers.location), { ...completeForm, lieu: 'Salle verte' })
  await site.visitor.post(String(checked.headers.location), { confirmer: ['doublon', 'hors_semaine'] }).expect(303)
  await site.mails()
  await site.visitor.post(`${follow}/etat`, { etat: 'annule', note: 'Inondation.', confirme: 'oui' }).expect(303)
  const [mail] = await site.mails()
  const link = linkIn(mail?.text, '/decision/')
  expect(String(mail?.html)).toContain(link)
  expect(mail?.text).toContain('sans vous connecter')

  await site.visitor.post(`${link}/acceptation`).expect(303)
  const page = (await site.visitor.get(link)).text
  expect(page).toContain('Marquer comme lu')
  expect(page).toContain('Retirer cette annonce')
  await site.visitor.post(`${link}/retablissement`, { vu: versionIn(page) }).expect(303)
  expect((await site.visitor.get(`/agenda/${slug}`)).text).not.toContain('Inondation.')
  const after = (await site.visitor.get(link)).text
  expect(after).not.toContain('<form')
  expect((await desk.get(address)).text).not.toContain('Marquer comme lu')
})

test('whoever is late finds again their own words, and nothing that the form brought along', async () => {
  const site = openSite()
  const { desk, address } = await publishedEvent(site)
  const typed = { message: 'Précisez la salle.', vu: 'avant', lu: '0', liste: 'rang=2023-05-09T07%3A02%3A39Z' }
  const late = textOf((await desk.post(`${address}/correction`, typed).expect(409)).text)
  expect(/<textarea id="texte-garde"[^>]*>\n([^<]*)</.exec(late)?.[1]).toBe('Précisez la salle.')
})

test('what the organiser announced is on the page, with its words, and is taken back in one press', async () => {
  const site = openSite()
  const { desk, address, follow } = await publishedEvent(site)
  const said = { etat: 'annule', note: 'La salle est inondée.', confirme: 'oui' }
  await site.visitor.post(`${follow}/etat`, said).expect(303)
  await site.mails()

  const page = (await desk.get(address)).text
  expect(htmlErrors(page)).toEqual([])
  expect(textOf(page)).toMatch(/Annoncé par l’organisateur le 9\smai\s2023 à 9\sh : <b>Annulé/)
  expect(page).toContain('La salle est inondée.')
  expect((await site.visitor.get(`/agenda/${slug}`)).text).toContain('La salle est inondée.')

  await desk.post(`${address}/retablissement`, { vu: 'autre chose' }).expect(409)
  await desk.post(`${address}/retablissement`, { vu: versionIn(page) }).expect(303)
  expect((await site.visitor.get(`/agenda/${slug}`)).text).not.toContain('Annulé')
  const after = (await desk.get(`${address}?fait=retablissement`)).text
  expect(after).not.toContain('Annoncé par')
  expect(after).toContain('L’annonce est retirée : un courriel part à l’organisateur.')
  expect(after).toMatch(/Annonce annulée\s: [^<]+,\s+par coordination/)
  const [told, ...more] = await site.mails()
  expect(more).toEqual([])
  expect(told).toMatchObject({ to: { address: 'camille@example.org' }, replyTo: { address: coordinatorEmail } })
  expect(told?.subject).toContain('A lieu comme prévu')
  expect(told?.text).toContain('a retiré l’annonce')
  expect(linkIn(told?.text, '/suivi/')).toBe(follow)
})

test('a coordinator announces what she was told by telephone, with the same questions as the organiser', async () => {
  const site = openSite()
  const { desk, address } = await publishedEvent(site)
  const none = await desk.post(`${address}/annonce`).expect(422)
  expect(messagesOf(none.text)).toEqual([expect.stringContaining('Ce que vous annoncez')])
  const linkless = await desk.post(`${address}/annonce`, { etat: 'en-ligne', note: 'Par grand vent.' }).expect(422)
  expect(messagesOf(linkless.text)).toEqual([expect.stringContaining('Lien de connexion')])
  expect(linkless.text).toContain('Par grand vent.</textarea>')
  expect(htmlErrors(linkless.text)).toEqual([])

  await desk.post(`${address}/annonce`, { etat: 'en-ligne', lien: 'https://visio.example.org/vent' }).expect(303)
  expect((await site.visitor.get(`/agenda/${slug}`)).text).toContain('href="https://visio.example.org/vent"')
  const full = await desk.post(`${address}/annonce`, { etat: 'complet' }).expect(422)
  expect(messagesOf(full.text)).toEqual([expect.stringContaining('l’événement est passé en ligne')])
  expect((await desk.get(address)).text).toContain(
    'Lien de connexion publié : <a href="https://visio.example.org/vent"',
  )

  await desk.post(`${address}/annonce`, { etat: 'reporte', note: 'À la rentrée.' }).expect(303)
  const shown = (await site.visitor.get(`/agenda/${slug}`)).text
  expect(shown).toContain('Reporté')
  expect(shown).toContain('À la rentrée.')
  const page = (await desk.get(address)).text
  expect(page).toContain('Annoncé par la coordination')
  expect(page).not.toContain('visio.example.org/vent')
  const told = (await site.mails()).at(-1)
  expect(told).toMatchObject({ to: { address: 'camille@example.org' } })
  expect(told?.text).toContain('Reporté')
  expect(told?.text).toContain('À la rentrée.')

  await desk.post('/moderation/evenements/ASERBC/annonce', { etat: 'annule' }).expect(409)
  expect((await desk.get('/moderation/evenements/ASERBC')).text).not.toContain('/annonce"')
})

test('the thread: what was asked, what the organiser answers, what the coordinator writes back', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const follow = await propose(site)
  const address = `/moderation/evenements/${referenceIn(follow)}`
  await desk.post(`${address}/correction`, { message: 'Précisez le nom de la salle.' }).expect(303)
  await site.visitor.post(`${follow}/message`, { message: 'La salle B, au premier.' }).expect(303)
  await site.mails()

  const empty = await desk.post(`${address}/message`, { reponse: ' ' }).expect(422)
  expect(messagesOf(empty.text)).toEqual([expect.stringContaining('Votre message')])
  for (const _ of [1, 2]) await desk.post(`${address}/message`, { reponse: 'Merci, c’est noté.' }).expect(303)
  const [told, ...more] = await site.mails()
  expect(more).toEqual([])
  expect(told).toMatchObject({ to: { address: 'camille@example.org' }, replyTo: { address: coordinatorEmail } })
  expect(told?.text).toContain('Merci, c’est noté.')
  expect(linkIn(told?.text, '/suivi/')).toBe(follow)

  const page = (await desk.get(address)).text
  const said = [...page.matchAll(/class="thread__text"><p>([^<]*)/g)].map(([, text]) => text)
  expect(said).toEqual(['Précisez le nom de la salle.', 'La salle B, au premier.', 'Merci, c’est noté.'])
  expect((await site.visitor.get(follow)).text).toContain('Merci, c’est noté.')
  expect(page).toMatch(/Message envoyé\s+par l’organisateur/)
})

test('nobody is written to who left no address', async () => {
  const site = openSite()
  const desk = site.coordinator()
  site.db.prepare(`UPDATE events SET private_email = NULL WHERE reference = 'ASERBC'`).run()
  expect((await desk.get(pendingDesk)).text).not.toContain(`${pendingDesk}/message`)
  const answer = await desk.post(`${pendingDesk}/message`, { reponse: 'Bonjour, une question.' }).expect(409)
  expect(answer.text).toContain('Bonjour, une question.')
})

test('what to look at twice is a tag, in the queue and on the page; an image is seen, in words and in small', async () => {
  const site = openSite()
  const desk = site.coordinator()
  await propose(site)
  const files = {
    programme: ['Programme.pdf', pdf()],
    visuel: [
      'Affiche.png',
      await sharp({ create: { width: 640, height: 360, channels: 3, background: '#0e5b47' } })
        .png()
        .toBuffer(),
    ],
  } satisfies Record<string, [string, Buffer]>
  const follow = await propose(site, { visuel_alt: 'L’affiche de l’atelier', visuel_droits: 'oui' }, files)
  const decision = linkIn((await site.mails()).at(-1)?.text, '/decision/')
  const address = `/moderation/evenements/${referenceIn(follow)}`

  const queue = (await desk.get('/moderation')).text
  expect(queue.match(/À regarder\u00a0: doublon possible/g)).toHaveLength(1)
  const page = (await desk.get(address)).text
  expect(htmlErrors(page)).toEqual([])
  expect(page).toContain('tag--flag">doublon possible')
  expect(page).toMatch(/Programme\.pdf<\/a>[\s\S]*?À savoir : [^<]*non analysé par un antivirus/)
  for (const [where, reader] of [
    [page, desk],
    [(await site.visitor.get(decision)).text, site.visitor],
  ] as const) {
    const image = /<img class="files__image" src="([^"]+)" alt="L’affiche de l’atelier" width="480" height="270"/.exec(
      where,
    )?.[1]
    expect((await reader.get(image ?? '').expect(200)).headers['content-type']).toBe('image/webp')
  }

  const unread = await site.visitor.post(`${decision}/publication`).expect(422)
  expect(unread.text).toMatch(/<li><a href="[^"]+">Programme\.pdf<\/a> <small[^>]*>[^<]*non analysé/)
  expect(unread.text).not.toMatch(/<li>Affiche\.png<\/li>/)
  await site.visitor.post(`${decision}/publication`, { confirmer: 'oui' }).expect(303)
  await site.visitor.get(`${decision}/documents/1`).expect(404)
})

test('the desk runs the same number of queries for one proposition and for many', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const queries = countQueries(site)
  await desk.get('/moderation')
  const few = queries()
  for (const titre of ['Premier atelier ajouté', 'Deuxième atelier ajouté', 'Troisième atelier ajouté'])
    await propose(site, { titre })
  queries()
  await desk.get('/moderation')
  expect(queries()).toBe(few)

  for (const reference of ['ASERAA', 'ASERAB', 'ASERAC']) {
    const event = findEvent(site.db, reference)
    if (!event) throw new Error(`no event ${reference}`)
    const proposed = { ...event, title: `${event.title}, autrement` }
    openRevision(site.db, site.clock, { eventId: event.id, sheetId: null }, { base: event, proposed, flags: [] })
  }
  queries()
  const queue = await desk.get('/moderation')
  expect(queries()).toBe(few)
  expect(queue.text.match(/tag">Modification</g)).toHaveLength(3)
})

function countQueries({ db }: ReturnType<typeof openSite>) {
  let count = 0
  const prepare = db.prepare.bind(db)
  Object.assign(db, {
    prepare: (sql: string) => {
      count++
      return prepare(sql)
    },
  })
  return () => {
    const seen = count
    count = 0
    return seen
  }
}

const slug = 'atelier-de-sourcage-inclusif'

/** An event that is online; its mails are read. */
async function publishedEvent(site: TestSite) {
  const desk = site.coordinator()
  const follow = await propose(site)
  const address = `/moderation/evenements/${referenceIn(follow)}`
  await desk.post(`${address}/publication`).expect(303)
  await site.mails()
  return { desk, follow, address }
}

/** A fiche REX sent alone, and where it is decided. */
async function proposeRex({ visitor }: TestSite, form: Record<string, string>) {
  const checked = await visitor.submit('/proposer/rex', { ...completeRex, ...form }).expect(303)
  const sent = await visitor.post(checked.headers.location ?? '').expect(303)
  const [follow = ''] = sent.headers.location?.split('?') ?? []
  return { follow, desk: `/moderation/rex/${referenceIn(follow)}` }
}

const versionIn = (html: string) => textOf(/name="vu" value="([^"]+)"/.exec(html)?.[1] ?? '')

const referenceIn = (follow: string) => follow.slice('/suivi/'.length).split('.')[0]
