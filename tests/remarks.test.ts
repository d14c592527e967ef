import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { gatherPerson } from '../src/follow/export-person.ts'
import { goRound } from '../src/letters/rounds.ts'
import { purge } from '../src/purge.ts'
import { defaultLimits } from '../src/web/limits.ts'
import { openedAt } from '../src/web/suspicion.ts'
import { accountOn } from './support/accounts.ts'
import { deskOf } from './support/desk.ts'
import { htmlErrors } from './support/html.ts'
import { countQueries } from './support/queries.ts'
import { messagesOf, propose } from './support/send.ts'
import { coordinatorEmail, openSite, type TestSite } from './support/site.ts'

const message = 'Peut-on venir en groupe ? Mon numéro : 02 31 47 11 08.'
const sender = { nom: 'Camille Canari', courriel: 'camille.canari@example.org' }

describe('writing to the coordination', () => {
  test('from the contact page: it arrives, says what happens next, and reaches the queue and the coordinators', async () => {
    const site = openSite()
    const page = await site.visitor.get('/contact').expect(200)
    expect(page.text).toContain('action="/contact"')
    expect(htmlErrors(page.text)).toEqual([])

    const sent = await site.visitor.post('/contact', { message, ...sender }).expect(303)
    const [thanksPage, ...more] = String(sent.headers.location).split('?recu=')
    expect(thanksPage).toBe('/contact/merci')
    expect(more).toHaveLength(1)
    const thanks = (await site.visitor.get(String(sent.headers.location)).expect(200)).text
    expect(thanks).toContain('Merci, votre message est arrivé')
    // whoever erred sees it; nobody else can ask for it
    expect(thanks).toContain(sender.courriel)
    expect(String(sent.headers.location)).not.toContain('camille')
    for (const address of ['/contact/merci', '/contact/merci?recu=1.abcdefghijklmnopqrstuv'])
      expect((await site.visitor.get(address).expect(200)).text).not.toContain(sender.courriel)
    expect(htmlErrors(thanks)).toEqual([])

    const [told] = await site.mails()
    expect(told?.to).toMatchObject({ address: coordinatorEmail })
    expect(told?.subject).toBe('Message d’un visiteur : Peut-on venir en groupe\u00a0? Mon numéro\u00a0: ….')
    expect(told?.text).toContain(message)
    expect(told?.text).toContain(sender.nom)
    expect(told?.replyTo).toMatchObject({ address: sender.courriel })
    expect(await queue(site)).toContain('tag">Contact<')
  })

  test.each([
    ['', {}, ['Votre message\u00a0: écrivez-le avant de l’envoyer']],
    [
      message,
      { courriel: 'camille' },
      ['Votre adresse électronique\u00a0: écrivez une adresse complète, comme nom@exemple.fr'],
    ],
  ])('what is to be corrected comes back with what was typed: « %s »', async (words, more, faults) => {
    const site = openSite()
    for (const url of ['/contact', `/signalement/${referenceOf(site)}`]) {
      const back = await site.visitor.post(url, { message: words, nom: 'Camille Exemple', ...more }).expect(422)
      expect(messagesOf(back.text)).toEqual(faults)
      expect(back.text).toContain('value="Camille Exemple"')
      expect(back.text).toContain(words)
      expect(htmlErrors(back.text)).toEqual([])
    }
    expect(count(site)).toBe(0)
    await site.visitor.post('/contact', { message: words || 'Bonjour.', nom: 'Camille Exemple' }).expect(303)
    expect(count(site)).toBe(1)
  })

  test('an address with a slip in it is asked about before anything is sent', async () => {
    const site = openSite()
    for (const url of ['/contact', `/signalement/${referenceOf(site)}`]) {
      const slip = { message: `Pour ${url}`, courriel: 'lea@gmial.com' }
      const back = await site.visitor.post(url, slip).expect(422)
      expect(back.text).toContain('Vouliez-vous dire lea@gmail.com')
      expect(back.text).toContain('value="lea@gmial.com"')
      expect(htmlErrors(back.text)).toEqual([])
      const before = Number(count(site))
      expect(messagesOf(back.text)).toEqual(['Vouliez-vous dire lea@gmail.com\u00a0? Choisissez votre adresse'])
      expect(back.text).toMatch(/type="radio" name="confirmer" value="adresse-proposee"> Utiliser lea@gmail\.com</)
      const sent = await site.visitor.post(url, { ...slip, confirmer: 'adresse' }).expect(303)
      expect(count(site)).toBe(before + 1)
      expect((await site.visitor.get(String(sent.headers.location)).expect(200)).text).toContain('lea@gmial.com')
    }
    await site.visitor.post('/contact', { message: 'Sans faute.', courriel: 'lea@gmail.com' }).expect(303)
    expect(count(site)).toBe(3)
    const meant = { message: 'Avec une faute.', courriel: 'lea@gmial.com', confirmer: 'adresse-proposee' }
    const taken = await site.visitor.post('/contact', meant).expect(303)
    expect((await site.visitor.get(String(taken.headers.location)).expect(200)).text).toContain('lea@gmail.com')
  })

  test('sent twice it is one message; the same words from somebody else are another', async () => {
    const site = openSite()
    for (let time = 0; time < 2; time++) await site.visitor.post('/contact', { message, ...sender }).expect(303)
    expect(count(site)).toBe(1)
    expect(await site.mails()).toHaveLength(1)
    await site.visitor.post('/contact', { message }).expect(303)
    expect(count(site)).toBe(2)
  })

  test('what may come from a program is marked, not refused', async () => {
    const site = openSite()
    const form = { message, site_internet: 'https://x.example', ouvert: openedAt(site.clock) }
    await site.visitor.post('/contact', form).expect(303)
    expect(await queue(site)).toContain('envoi suspect : une question invisible a reçu une réponse')
    expect(await queue(site, '?drapeau=suspect')).toContain('Peut-on venir en groupe')
    expect((await site.mails())[0]?.text).toContain('rempli en quelques secondes')
  })

  test('two links, or what is sold to everybody, mark it with its reason; one link and plain words do not', async () => {
    const site = openSite()
    const words = async (message: string) => {
      await site.visitor.post('/contact', { message }).expect(303)
      const flags = site.db.prepare('SELECT flags FROM remarks ORDER BY id DESC').pluck().get()
      return JSON.parse(String(flags))
    }
    expect(await words('Voyez https://a.example et http://b.example.')).toEqual(['links'])
    expect(await words('Cheap VIAGRA, www.a.example https://b.example')).toEqual(['links', 'words'])
    expect(await words('Notre page : https://asso.example/achats')).toEqual([])
    expect(await words('Le pôle social du Casino de Trouville peut-il venir ?')).toEqual([])
    expect(await queue(site, '?drapeau=suspect')).toContain('envoi suspect : des mots d’envois indésirables')
  })

  test('several are settled at once, from the queue or their own list; what is unwanted is said to be', async () => {
    const site = openSite()
    for (const message of ['Un.', 'Deux.', 'Trois.', 'Quatre.']) await site.visitor.post('/contact', { message })
    await site.visitor.post(`/signalement/${referenceOf(site)}`, { message: 'Cinq.' }).expect(303)
    const desk = site.coordinator()
    const whole = async () => (await desk.get('/moderation').expect(200)).text
    const list = await whole()
    expect(list).toContain('<b>5 à traiter</b>')
    expect(list).toMatch(/name="choix" form="charge-form" value="courrier-1"/)
    expect(list).toContain('form="charge-form" formaction="/moderation/courrier/traitement"')
    expect(htmlErrors(list)).toEqual([])
    const fromList = { choix: ['courrier-1', 'courrier-2', 'EVT000'], retour: 'liste' }
    expect((await desk.post('/moderation/courrier/traitement', fromList).expect(303)).headers.location).toBe(
      '/moderation',
    )
    expect(await whole()).toContain('<b>3 à traiter</b>')

    const page = (await desk.get('/moderation/courrier')).text
    expect(page.match(/name="choix"/g)).toHaveLength(3)
    expect(htmlErrors(page)).toEqual([])
    const chosen = { choix: ['courrier-3', 'courrier-5'] }
    const { headers } = await desk.post('/moderation/courrier/indesirable', chosen).expect(303)
    const done = (await desk.get(String(headers.location))).text
    expect(done).toContain('C’est classé indésirable')
    expect(done.match(/indésirable, classé le/g)).toHaveLength(2)
    expect(await queue(site, '?raison=signalement')).not.toContain(referenceOf(site))
    await desk.post('/moderation/courrier/4/indesirable').expect(303)
    expect((await desk.get('/moderation/courrier/4')).text).toContain('state__name">Indésirable')
    expect(lines(site, 'remark-unwanted')).toBe(3)
    expect(await whole()).not.toContain('à traiter</b>')
    expect((await desk.post('/moderation/courrier/traitement').expect(422)).text).toContain('Cochez d’abord')
  })

  test('what was classed as unwanted, or settled too early, is put back among what waits', async () => {
    const site = openSite()
    await site.visitor.post('/contact', { message: 'Voyez https://a.example et http://b.example.' }).expect(303)
    const desk = site.coordinator()
    const page = async () => (await desk.get('/moderation/courrier/1').expect(200)).text
    expect(await page()).not.toContain('Remettre à traiter')
    for (const noun of ['indesirable', 'traitement']) {
      await desk.post(`/moderation/courrier/1/${noun}`).expect(303)
      expect(await page()).toContain('Remettre à traiter')
      const { headers } = await desk.post('/moderation/courrier/1/reprise').expect(303)
      const back = (await desk.get(String(headers.location))).text
      expect(back).toContain('state__name">À traiter')
      expect(back).toContain('Il attend de nouveau')
      expect(back).toContain('envoi suspect')
      expect(back).not.toContain('traité par')
      expect(htmlErrors(back)).toEqual([])
      expect(await queue(site, '?drapeau=suspect')).toContain('envoi suspect')
    }
    await desk.post('/moderation/courrier/1/reprise').expect(303)
    expect(lines(site, 'remark-reopened')).toBe(2)
  })

  test('too many from one address are told to wait, and the other forms are not', async () => {
    const site = openSite({ limits: { ...defaultLimits, signIn: 2 } })
    await site.visitor.post('/contact', { message: 'Un.' }).expect(303)
    await site.visitor.post(`/signalement/${referenceOf(site)}`, { message: 'Deux.' }).expect(303)
    expect((await site.visitor.post('/contact', { message: 'Trois.' }).expect(429)).text).toContain('Un instant')
    expect(count(site)).toBe(2)
    await site.visitor.post('/suivi', { courriel: 'personne@example.org' }).expect(303)
  })
})

describe('saying what is wrong on a page', () => {
  test('every event and sheet leads to a form that tells which page it is about', async () => {
    const site = openSite()
    for (const url of [
      '/agenda/petit-dejeuner-consommation-responsable',
      '/rex/un-lot-d-espaces-verts-reserve-a-l-insertion',
      '/cartes-blanches/nos-reunions-ont-change-de-gout',
    ]) {
      const { text } = await site.visitor.get(url).expect(200)
      const [, form = ''] = /href="(\/signalement\/\w{6})"/.exec(text) ?? []
      const page = await site.visitor.get(form).expect(200)
      expect(page.text).toContain(`href="${url}"`)
      expect(page.text).toContain(/<h1>([^<]+)/.exec(text)?.[1])
      expect(htmlErrors(page.text)).toEqual([])
      expect(page.headers['x-robots-tag']).toBe('noindex')
      const sent = await site.visitor.post(form, { message: 'La salle a changé de nom.' }).expect(303)
      const thanks = (await site.visitor.get(String(sent.headers.location)).expect(200)).text
      expect(thanks).toContain(`href="${url}"`)
      expect(thanks).toContain(`auprès de ${url.startsWith('/agenda') ? 'l’organisateur' : 'l’auteur'} s’il`)
    }
  })

  test('what is not online has none', async () => {
    const site = openSite()
    const follow = await propose(site)
    const reference = deskOf(follow).split('/').at(-1)
    await site.visitor.get(`/signalement/${reference}`).expect(404)
    await site.visitor.post(`/signalement/${reference}`, { message }).expect(404)
    expect(count(site)).toBe(0)
    await site
      .coordinator()
      .post(`${deskOf(follow)}/publication`)
      .expect(303)
    await site.visitor.get(`/signalement/${reference}`).expect(200)
  })

  test('is a reason of the proposition’s own row, until it is marked as handled on its page', async () => {
    const site = openSite()
    const { desk, address, reference, title } = await published(site)
    expect(await queue(site, '?raison=signalement')).not.toContain(title)
    await site.visitor.post(`/signalement/${reference}`, { message: 'La date est fausse.', ...sender }).expect(303)
    await site.visitor.post(`/signalement/${reference}`, { message: 'Le lien ne s’ouvre pas.' }).expect(303)
    const row = await queue(site, '?raison=signalement')
    expect(row.match(/tag">Signalement</g)).toHaveLength(1)
    expect(row).toContain(title)
    const told = (await site.mails()).find(({ subject }) => subject?.startsWith('Erreur signalée'))
    expect(told?.text).toContain(`${address}#signalements`)

    const page = (await desk.get(address).expect(200)).text
    expect(htmlErrors(page)).toEqual([])
    expect(page).toMatch(/Camille Canari<\/b>, le[\s\S]*La date est fausse/)
    expect(page).toContain('Message d’un visiteur reçu')
    const [first = '', second = ''] = [...page.matchAll(/name="signalement" value="(\d+)"/g)].map(([, id]) => id)
    await desk.post(`${address}/traitement`, { signalement: first }).expect(303)
    expect(await queue(site, '?raison=signalement')).toContain(title)
    await desk.post(`${address}/traitement`, { signalement: second }).expect(303)
    expect(await queue(site, '?raison=signalement')).not.toContain(title)
    const after = (await desk.get(`${address}?fait=traite`).expect(200)).text
    expect(after).toContain('Le signalement est marqué comme traité.')
    expect(after).toContain('traité par coordination@example.org')
    expect(after).toContain('Message d’un visiteur traité')
    // one about something else is not handled from here
    await site.visitor.post('/contact', { message }).expect(303)
    await desk.post(`${address}/traitement`, { signalement: '3' }).expect(303)
    expect(await queue(site)).toContain('tag">Contact<')
  })

  test('does not make a decision late', async () => {
    const site = openSite()
    const { desk, address, reference } = await published(site)
    const vu = /name="vu" value="([^"]+)"/.exec((await desk.get(address)).text)?.[1] ?? ''
    await site.visitor.post(`/signalement/${reference}`, { message: 'La date est fausse.' }).expect(303)
    await desk.post(`${address}/annonce`, { etat: 'complet', vu }).expect(303)
  })
})

describe('at the desk', () => {
  test('a contact message is read, answered by mail with the coordinator’s words, and waits no longer', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const page = await received(site)
    const [address = ''] = /\/moderation\/courrier\/\d+/.exec(await queue(site)) ?? []
    expect(page).toContain(message)
    expect(page).toContain(`mailto:${sender.courriel}`)
    expect(htmlErrors(page)).toEqual([])

    expect((await desk.post(`${address}/reponse`, { reponse: '' }).expect(422)).text).toContain(
      '1\u00a0point à corriger',
    )
    const reponse = 'Oui, jusqu’à dix personnes.'
    for (let time = 0; time < 2; time++) await desk.post(`${address}/reponse`, { reponse, lu: '0' }).expect(303)
    const letters = await site.mails()
    expect(letters).toHaveLength(1)
    expect(letters[0]).toMatchObject({
      to: { address: sender.courriel },
      subject: 'Réponse à votre message',
      replyTo: { address: coordinatorEmail },
    })
    expect(letters[0]?.text).toContain(reponse)
    expect(letters[0]?.text).toContain(message)
    const after = (await desk.get(address).expect(200)).text
    expect(after).toContain('Réponses envoyées')
    expect(after).toContain('state__name">Traité<')
    expect(await queue(site)).not.toContain(address)
    expect((await desk.get('/moderation/courrier')).text).toContain(address)
    expect((await desk.get('/moderation/historique')).text).toMatch(
      /Réponse à un visiteur[\s\S]*Peut-on venir en groupe/,
    )
  })

  test('marked as handled it waits no longer, and can be taken in charge before', async () => {
    const site = openSite()
    await received(site)
    const desk = site.coordinator()
    await desk.post('/moderation/courrier/1/prise-en-charge', { retour: 'liste' }).expect(303)
    expect(await queue(site)).toContain('Vous vous en occupez')
    const other = site.coordinator('lou@example.org')
    await other.post('/moderation/courrier/1/prise-en-charge').expect(409)
    await desk.post('/moderation/courrier/1/traitement').expect(303)
    await desk.post('/moderation/courrier/1/traitement').expect(303)
    expect(await queue(site)).not.toContain('courrier/1')
    expect(lines(site, 'remark-handled')).toBe(1)
  })

  test('whoever answers after somebody else is told, and keeps their words', async () => {
    const site = openSite()
    await received(site)
    const other = site.coordinator('lou@example.org')
    await site.coordinator().post('/moderation/courrier/1/reponse', { reponse: 'Oui.', lu: '0' }).expect(303)
    const late = await other.post('/moderation/courrier/1/reponse', { reponse: 'Non.', lu: '0' }).expect(409)
    expect(late.text).toContain('Une réponse est partie pendant que vous écriviez')
    expect(late.text).toContain('Non.</textarea>')
    expect((await site.mails()).map(({ text }) => text).join()).not.toContain('Non.')
  })

  test('who only reads sees what is said, without who says it', async () => {
    const site = openSite()
    const { address, reference } = await published(site)
    const said = `${message} Camille Canari, ${sender.courriel}`
    await site.visitor.post('/contact', { message: said, ...sender }).expect(303)
    await site.visitor.post(`/signalement/${reference}`, { message: said, ...sender }).expect(303)
    const reader = accountOn(site, 'lecture@example.org', 'reader')
    for (const url of [
      '/moderation',
      '/moderation?q=canari',
      '/moderation/courrier',
      '/moderation/courrier/1',
      '/moderation/courrier/2',
      address,
    ]) {
      const { text } = await reader.get(url).expect(200)
      expect.soft(text.replaceAll(/(value|href)="[^"]*"|« canari »/g, ''), url).not.toMatch(/canari|47 11 08/i)
    }
    expect((await reader.get('/moderation/courrier/2')).text).toContain('Peut-on venir en groupe')
    expect((await reader.get(address)).text).toContain('Peut-on venir en groupe')
    expect((await site.coordinator().get(address)).text).toContain('Camille Canari')
    await reader.post('/moderation/courrier/1/traitement').expect(403)
    await reader.post('/moderation/courrier/1/reponse', { reponse: 'Oui.' }).expect(403)
  })

  test('the lists ask the database as much for three messages as for one', async () => {
    const site = openSite()
    const { desk, address, reference } = await published(site)
    const ask = async () => {
      const numbers = []
      for (const url of ['/moderation', '/moderation/courrier', address])
        numbers.push(await countQueries(site.db, () => desk.get(url).expect(200)))
      return numbers
    }
    const write = async (words: string) => {
      await site.visitor.post('/contact', { message: words }).expect(303)
      await site.visitor.post(`/signalement/${reference}`, { message: words }).expect(303)
    }
    await write('Un.')
    const one = await ask()
    await write('Deux.')
    await write('Trois.')
    expect(await ask()).toEqual(one)
    expect((await desk.get('/moderation/courrier')).text.match(/<li>/g)?.length).toBeGreaterThan(5)
  })
})

describe('told and recalled', () => {
  test('in the mail that gathers news, without a word of theirs held, and no more once it is handled', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const { reference } = await published(site)
    await desk.post('/moderation/courriels/reception', { rythme: 'par-heure' }).expect(303)
    await site.visitor.post('/contact', { message, ...sender }).expect(303)
    await site.visitor.post('/contact', { message: 'Un autre.' }).expect(303)
    await site.visitor.post(`/signalement/${reference}`, { message }).expect(303)
    const held = site.db.prepare<[], string>('SELECT data FROM notices').pluck().all()
    expect(held).toHaveLength(3)
    expect(held.join()).not.toMatch(/groupe|canari/i)
    await desk.post('/moderation/courrier/2/traitement').expect(303)
    site.db.prepare(`UPDATE notices SET created_at = strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '-1 hour')`).run()
    goRound(site)
    const [digest] = await site.mails()
    expect(digest?.subject).toBe('À lire : 1\u00a0proposition et 1\u00a0message')
    expect(digest?.text).toContain('Erreur signalée par un visiteur')
    expect(digest?.text).toMatch(/Message d’un visiteur\n\S+\/moderation\/courrier\/1\n/)
    expect(digest?.text).not.toContain('courrier/2')
  })

  test('among what has waited too long', async () => {
    const site = openSite()
    site.db.prepare(`UPDATE events SET status = 'refused' WHERE status = 'pending'`).run()
    site.db.prepare(`UPDATE sheets SET status = 'refused' WHERE status = 'pending'`).run()
    await site.visitor.post('/contact', { message, ...sender }).expect(303)
    await site.mails()
    site.clock.advance({ hours: 24 * 7 })
    goRound(site)
    const [reminder] = await site.mails()
    expect(reminder?.subject).toBe('Rappel : 1\u00a0message attend depuis plus de trois jours ouvrés')
    expect(reminder?.text).toContain('/moderation/courrier/1')
  })
})

describe('given back and forgotten', () => {
  test('the operator’s export of an address holds what was written from it, with what was answered', async () => {
    const site = openSite()
    await received(site)
    await site.coordinator().post('/moderation/courrier/1/reponse', { reponse: 'Oui.' }).expect(303)
    const { data } = gatherPerson(site.db, sender.courriel, { withRemarks: true })
    expect(data.messages_a_la_coordination).toMatchObject([
      { a_propos_de: null, nom: sender.nom, message, reponses: [{ texte: 'Oui.' }] },
    ])
    expect(JSON.stringify(gatherPerson(site.db, sender.courriel, { withRemarks: false }))).not.toContain(message)
  })

  test('six months after it was handled, with its answers', async () => {
    const site = openSite()
    await received(site)
    await site.visitor.post('/contact', { message: 'Un autre, qui attend.' }).expect(303)
    await site.coordinator().post('/moderation/courrier/1/reponse', { reponse: 'Oui.' }).expect(303)
    const rows = () => [count(site), site.db.prepare('SELECT count(*) FROM messages').pluck().get()]
    const house = { ...site, log: pino({ level: 'silent' }) }
    site.clock.advance({ hours: 24 * 182 })
    await purge(house)
    expect(rows()).toEqual([2, 1])
    site.clock.advance({ hours: 24 * 2 })
    await purge(house)
    expect(rows()).toEqual([1, 0])
    site.clock.advance({ hours: 24 * 366 * 3 })
    await purge(house)
    expect(rows()).toEqual([0, 0])
  })
})

/** An event that is online, and a coordinator. */
async function published(site: TestSite) {
  const title = 'Une rencontre signalée'
  const address = deskOf(await propose(site, { titre: title }))
  const desk = site.coordinator()
  await desk.post(`${address}/publication`).expect(303)
  await site.mails()
  return { desk, address, title, reference: address.split('/').at(-1) ?? '' }
}

/** A contact message that has come, as its page at the desk shows it. */
async function received(site: TestSite) {
  await site.visitor.post('/contact', { message, ...sender }).expect(303)
  await site.mails()
  return (await site.coordinator().get('/moderation/courrier/1').expect(200)).text
}

const queue = async (site: TestSite, query = '') => {
  const { text } = await site.coordinator().get(`/moderation${query}`).expect(200)
  return /<ol class="ruled queue">[\s\S]*<\/ol>/.exec(text)?.[0] ?? ''
}

const referenceOf = ({ db }: TestSite) =>
  db.prepare<[], string>(`SELECT reference FROM events WHERE status = 'published' LIMIT 1`).pluck().get() ?? ''

const count = ({ db }: TestSite) => db.prepare('SELECT count(*) FROM remarks').pluck().get()

const lines = ({ db }: TestSite, act: string) =>
  db.prepare('SELECT count(*) FROM journal WHERE act = ?').pluck().get(act)
