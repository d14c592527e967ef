import { describe, expect, test } from 'vitest'
import { deskOf, openNext, setRole } from './support/desk.ts'
import { pdf } from './support/files.ts'
import { completeForm } from './support/forms.ts'
import { htmlErrors } from './support/html.ts'
import { linkIn, propose, textOf } from './support/send.ts'
import { openSite } from './support/site.ts'

/** The points of the page, each as it reads. */
const pointsIn = (html: string) =>
  [
    ...[...html.matchAll(/<b class="checks__mark">([^<]+)<\/b>([\s\S]*?)<\/span>/g)].map(
      ([, mark, text = '']) => `${mark} ${text}`,
    ),
    ...(/<p class="checks__fine">([\s\S]*?)<\/p>/.exec(html)?.[1]?.split(' · ') ?? []).map(
      (text) => `En ordre ${text}`,
    ),
  ].map((text) =>
    textOf(text.replace(/<[^>]+>/g, ''))
      .replace(/\s+/g, ' ')
      .trim(),
  )

describe('what the site looks at by itself', () => {
  test('a proposition in order says so, point by point', async () => {
    const site = openSite()
    const page = (await site.coordinator().get(deskOf(await propose(site)))).text
    expect(page).toContain('Tout ce que le site sait vérifier est en ordre.')
    expect(pointsIn(page)).toEqual([
      'En ordre Doublon : rien de semblable ce jour-là',
      'En ordre Jours : dans la Semaine',
      'En ordre Heures : données',
      'En ordre Lieu : trouvé : Lisieux',
      'En ordre Inscription : on sait où s’inscrire',
      'En ordre Tarif : Gratuit',
      'En ordre Résumé : 69 caractères',
      'En ordre Accord de publication : enregistré',
      'En ordre Contact publié : une fonction, pas une personne',
    ])
    expect(htmlErrors(page)).toEqual([])
  })

  test('of an event of the last edition, its own week and what was proposed with it', async () => {
    const site = openSite()
    await propose(site)
    const second = deskOf(await propose(site))
    const desk = site.coordinator()
    await openNext(desk)
    const points = pointsIn((await desk.get(second)).text)
    expect(points).toContain('En ordre Jours : dans la Semaine')
    expect(points.find((point) => point.includes('Doublon'))).toContain('À regarder')
  })

  test('what is to be looked at leads to where it is', async () => {
    const site = openSite()
    const first = deskOf(await propose(site))
    const follow = await propose(
      site,
      {
        jour: '8 juin',
        debut: '',
        fin: '',
        moment: 'matin',
        lieu: '',
        contact_fonction: 'Mme Exemple',
        titre: 'Une autre visite',
      },
      { programme: ['Programme.pdf', pdf()] },
    )
    const page = (await site.coordinator().get(deskOf(follow))).text
    const toLookAt = pointsIn(page).filter((point) => point.startsWith('À regarder'))
    expect(toLookAt).toEqual([
      expect.stringContaining('Jours : Le 8 juin 2023 : hors de la Semaine'),
      'À regarder Heures : à confirmer pour 1 créneau',
      'À regarder Lieu : à Lisieux, sans nom du lieu',
      'À regarder Contact publié : ce semble être le nom d’une personne',
      expect.stringContaining('Documents analysés'),
      expect.stringContaining('Documents accessibles'),
    ])
    const ids = new Set([...page.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id))
    for (const [, id] of page.matchAll(/href="#(partie-[^"]+|fichiers)"/g)) expect(ids).toContain(id)

    const twin = (await site.coordinator().get(deskOf(await propose(site)))).text
    expect(pointsIn(twin)[0]).toBe('À regarder Doublon : 1 événement semblable')
    expect(twin).toContain(`href="${first}"`)
  })

  test('of a sheet: the agreements', async () => {
    const site = openSite()
    const page = (await site.coordinator().get('/moderation/rex/REXAA7')).text
    expect(pointsIn(page)).toEqual(expect.arrayContaining([expect.stringContaining('Accord de publication')]))
    expect(htmlErrors(page)).toEqual([])
  })
})

describe('the page as the public will see it', () => {
  test('before it is published, beside what stays private, for accounts only', async () => {
    const site = openSite()
    const address = deskOf(await propose(site))
    const page = (await site.coordinator().get(`${address}/apercu`).expect(200)).text
    expect(page).toContain('Elle n’est pas publiée.')
    expect(page).toContain('8 boulevard de l’Exemple')
    expect(page.split('Ce que le public ne voit pas')[1]).toContain('camille@example.org')
    expect(page.split('Ce que le public ne voit pas')[0]).not.toContain('camille@example.org')
    expect(htmlErrors(page)).toEqual([])
    await site.visitor.get(`${address}/apercu`).expect(303)
  })

  test('with the change that waits', async () => {
    const site = openSite()
    const follow = await propose(site)
    const desk = site.coordinator()
    await desk.post(`${deskOf(follow)}/publication`).expect(303)
    const editing = await site.visitor.post(`${follow}/modification`).expect(303)
    const checked = await site.visitor.submit(String(editing.headers.location), {
      ...completeForm,
      lieu: 'Salle verte',
    })
    await site.visitor.post(String(checked.headers.location)).expect(303)
    expect((await desk.get(`${deskOf(follow)}/apercu`)).text).toContain('Salle verte')
    expect((await site.visitor.get('/agenda/atelier-de-sourcage-inclusif')).text).not.toContain('Salle verte')
  })

  test.each(['/moderation/rex/REXAA7', '/moderation/cartes-blanches/CARTA5'])('of a sheet: %s', async (address) => {
    const site = openSite()
    const page = (await site.coordinator().get(`${address}/apercu`).expect(200)).text
    expect(page).toContain('class="prose reading"')
    expect(htmlErrors(page)).toEqual([])
  })
})

describe('notes of the desk', () => {
  test('are hers to add and to take away, and nobody else’s to read', async () => {
    const site = openSite()
    const follow = await propose(site)
    const address = deskOf(follow)
    const desk = site.coordinator()
    await desk.post(`${address}/notes`, { texte_note: '' }).expect(422)
    await desk.post(`${address}/notes`, { texte_note: 'Rappeler au 02, elle hésite.' }).expect(303)
    await desk.post(`${address}/notes`, { texte_note: 'Rappeler au 02, elle hésite.' }).expect(303)
    const page = (await desk.get(address)).text
    expect(page.match(/elle hésite/g)).toHaveLength(1)
    expect((await site.visitor.get(follow)).text).not.toContain('elle hésite')
    const exported = await site.visitor.get(`${follow}/donnees.zip`).expect(200)
    expect(String(exported.body)).not.toContain('hésite')

    const colleague = site.coordinator('collegue@example.org')
    const removal = /action="([^"]+\/notes\/\d+\/retrait)"/.exec(page)?.[1] ?? ''
    expect((await colleague.get(address)).text).toContain('elle hésite')
    expect((await colleague.get(address)).text).not.toContain('/retrait"')
    await colleague.post(removal).expect(404)
    expect((await desk.get(address)).text).toContain('elle hésite')

    setRole(site, 'collegue@example.org', 'reader')
    const read = (await colleague.get(address).expect(200)).text
    expect(read).toContain('Atelier de sourçage inclusif')
    for (const hidden of ['elle hésite', 'camille@example.org', 'Modifier moi-même', 'Vérifications'])
      expect(read).not.toContain(hidden)
    await colleague.get(`${address}/saisie`).expect(403)
    await colleague.post(`${address}/notes`, { texte_note: 'Moi aussi.' }).expect(403)
    expect((await colleague.get(`${address}/apercu`).expect(200)).text).not.toContain('camille@example.org')

    await desk.post(removal).expect(303)
    expect((await desk.get(address)).text).not.toContain('elle hésite')
  })

  test('go with what they are about, and lose the address of whoever asks to be forgotten', async () => {
    const site = openSite()
    const gone = await propose(site)
    const other = await propose(site, { titre: 'Une tout autre visite', contact_courriel: 'dominique@example.org' })
    const desk = site.coordinator()
    await desk.post(`${deskOf(gone)}/notes`, { texte_note: 'À relire.' }).expect(303)
    await desk.post(`${deskOf(other)}/notes`, { texte_note: 'Voir avec camille@example.org.' }).expect(303)
    await site.mails()
    await site.visitor.post('/suivi', { courriel: 'camille@example.org' }).expect(303)
    const mine = linkIn((await site.mails())[0]?.text, '/mes-propositions/')
    await site.visitor.post(`${mine}/effacement`, { effacer: 'oui' }).expect(303)
    const left = site.db.prepare('SELECT text FROM notes').pluck().all()
    expect(left).toEqual(['Voir avec ….'])
  })
})

test('featured on the home page, and no more', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const address = '/moderation/evenements/ASERAA'
  const home = async () =>
    (await site.visitor.get('/')).text.split('À noter dans votre agenda')[1]?.split('</section>')[0]
  expect(await home()).not.toContain('Acheter responsable')
  await desk.post(`${address}/avant`).expect(303)
  expect(await home()).toContain('Acheter responsable')
  const page = (await desk.get(address)).text
  expect(page).toContain('Ne plus mettre en avant')
  expect(page).toContain('Mise en avant à l’accueil')
  await desk.post(`${address}/avant/retrait`).expect(303)
  expect(await home()).not.toContain('Acheter responsable')
  await desk.post('/moderation/evenements/ASERBC/avant').expect(409)
})

test('an announcement shows everywhere at once, and so does its undoing; the history says which', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const follow = await propose(site)
  const address = deskOf(follow)
  await desk.post(`${address}/publication`).expect(303)
  site.clock.advance({ minutes: 5 })
  const everywhere = async () => ({
    page: (await site.visitor.get('/agenda/atelier-de-sourcage-inclusif')).text.includes('Complet'),
    list: /Atelier de sourçage inclusif[\s\S]{0,900}?Complet/.test(
      (await site.visitor.get('/agenda?jour=2023-05-25')).text,
    ),
    calendar: /SEQUENCE:(\d+)/.exec((await ics()).split('BEGIN:VEVENT')[1] ?? '')?.[1],
    title: (await ics()).includes('SUMMARY:[Complet] Atelier'),
    at: /LAST-MODIFIED:(\S+)/.exec((await ics()).split('BEGIN:VEVENT')[1] ?? '')?.[1],
  })
  const ics = async () => (await site.visitor.get('/agenda/atelier-de-sourcage-inclusif.ics')).text

  expect(await everywhere()).toMatchObject({ page: false, list: false, calendar: '0', title: false })
  await site.visitor.post(`${follow}/etat`, { etat: 'complet', confirme: 'oui' }).expect(303)
  expect(await everywhere()).toEqual({ page: true, list: true, calendar: '1', title: true, at: '20230509T070500Z' })
  site.clock.advance({ minutes: 5 })
  await desk.post(`${address}/retablissement`).expect(303)
  expect(await everywhere()).toEqual({ page: false, list: false, calendar: '2', title: false, at: '20230509T071000Z' })
  await desk.post(`${address}/annonce`, { etat: 'annule' }).expect(303)
  expect(await ics()).toMatch(/STATUS:CANCELLED/)
  const history = textOf((await desk.get(address)).text)
  expect(history).toMatch(/Changement annoncé\s: Complet,\s+par l’organisateur/)
  expect(history).toMatch(/Annonce annulée\s: Complet,\s+par coordination@/)
  expect(history).toMatch(/Changement annoncé\s: Annulé,\s+par coordination@/)
})

test('a sheet that was decided is no longer to be', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const follow = await propose(site, { accord: 'oui' }, { fiche_rex: ['Fiche.pdf', pdf()] })
  const page = (await desk.get(deskOf(follow))).text
  const sheet = /href="(\/moderation\/rex\/\w{6})">Décider de la fiche REX/.exec(page)?.[1] ?? ''
  await desk.post(`${sheet}/refus`, { motif: 'Elle ne dit rien du marché.' }).expect(303)
  const after = textOf((await desk.get(deskOf(follow))).text)
  expect(after).not.toContain('Décider de la fiche REX')
  expect(after).toMatch(/>Fiche REX<\/a>\s: refusé/)
})

test('a colleague is not told the main contact’s telephone', async () => {
  const site = openSite()
  const follow = await propose(site, { contact_telephone: '02 31 00 00 07' })
  await site.visitor
    .post(`${follow}/collegues`, { collegue_nom: 'Dominique Exemple', collegue_courriel: 'dominique@example.org' })
    .expect(303)
  const invited = (await site.mails()).find(({ to }) => JSON.stringify(to).includes('dominique'))
  const link = /https?:\/\/[^/\s]+(\/suivi\/\S+)/.exec(String(invited?.text))?.[1] ?? ''
  expect((await site.visitor.get(follow)).text).toContain('02 31 00 00 07')
  expect((await site.visitor.get(link).expect(200)).text).not.toContain('02 31 00 00 07')
  const editing = await site.visitor.post(`${link}/modification`).expect(303)
  expect((await site.visitor.get(String(editing.headers.location)).expect(200)).text).not.toContain('02 31 00 00 07')
})
