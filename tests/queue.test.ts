import { describe, expect, test } from 'vitest'
import { closeAccount } from '../src/coordinators/accounts.ts'
import { addCoordinator, findCoordinatorByEmail } from '../src/coordinators/queries.ts'
import { reasonsOf } from '../src/propositions/waiting.ts'
import { deskOf, openNext } from './support/desk.ts'
import { pdf } from './support/files.ts'
import { completeForm } from './support/forms.ts'
import { htmlErrors } from './support/html.ts'
import { countQueries, multiply } from './support/queries.ts'
import { propose, textOf } from './support/send.ts'
import { coordinatorEmail, openSite, type TestSite } from './support/site.ts'

type Desk = ReturnType<TestSite['coordinator']>

describe('what waits', () => {
  test('an announcement of the organiser, once it is online, until somebody has seen it', async () => {
    const site = openSite()
    const one = await publish(site)
    expect(await titles(one.desk)).not.toContain(one.title)

    site.clock.advance({ hours: 50 })
    await one.announce({ etat: 'complet', note: 'Une liste est ouverte.' })
    site.clock.advance({ hours: 24 })
    const row = await rowOf(one)
    expect(row).toMatch(/tag">Annonce : Complet<[\s\S]*attend depuis hier/)
    expect(row).not.toContain('Nouvelle')

    const page = (await one.desk.get(one.address)).text
    expect(page).toContain('tag">Annonce : Complet<')
    await one.press('lecture', 'Marquer comme lu')
    expect(await titles(one.desk)).not.toContain(one.title)
    expect((await site.visitor.get(one.public)).text).toContain('<strong>Complet</strong>')
    expect((await one.desk.get(one.address)).text).toMatch(/Marquée comme lue\s+par coordination@example\.org/)

    await one.announce({ etat: 'prevu' })
    expect(await rowOf(one)).toContain('tag">Annonce : comme prévu<')
    await one.desk.post(`${one.address}/annonce`, { etat: 'annule' }).expect(303)
    expect(await titles(one.desk)).not.toContain(one.title)
  })

  test('an announcement that takes the place of the one that was read is still to be read', async () => {
    const site = openSite()
    const one = await publish(site)
    await one.announce({ etat: 'complet' })
    const annonce = /name="annonce" value="([^"]+)"/.exec((await one.desk.get(one.address)).text)?.[1] ?? ''
    site.clock.advance({ minutes: 5 })
    await one.announce({ etat: 'annule' })
    await one.desk.post(`${one.address}/lecture`, { annonce }).expect(303)
    expect(await rowOf(one)).toContain('tag">Annonce : Annulé<')
    await one.desk.post(`${one.address}/lecture`).expect(303)
    expect(await titles(one.desk)).not.toContain(one.title)
  })

  test('a new date that a coordinator accepts waits for nobody', async () => {
    const site = openSite()
    const one = await publish(site)
    await one.announce({ etat: 'reporte' })
    await one.press('lecture', 'Marquer comme lu')
    await one.correct({ jour: '26 mai' })
    expect(await rowOf(one)).toContain('tag">Modification<')
    await one.desk.post(`${one.address}/acceptation`).expect(303)
    expect(await titles(one.desk)).not.toContain(one.title)
    expect(await rowOf(one, '/moderation?statut=published')).toContain('tag--alert">Nouvelle date<')
  })

  test('a message, whatever is decided, until it is answered or marked as read', async () => {
    const site = openSite()
    const one = await proposed(site)
    await one.write('Peut-on venir à vélo ?')
    expect(await rowOf(one)).toMatch(/tag">Nouvelle<[\s\S]*tag">Message</)
    await one.desk.post(`${one.address}/publication`).expect(303)
    expect(await rowOf(one)).toContain('tag">Message<')
    expect(await rowOf(one)).not.toContain('Nouvelle')

    const page = (await one.desk.get(one.address)).text
    expect(page).toContain('<span class="tag">À lire</span>')
    await one.write('Et en train ?')
    await one.desk.post(`${one.address}/message`, { reponse: 'Oui, un abri est ouvert.', lu: readIn(page) }).expect(303)
    expect(await rowOf(one)).toContain('tag">Message<')
    await one.press('lecture', 'Marquer comme lu')
    expect(await titles(one.desk)).not.toContain(one.title)

    await one.write('Merci !')
    await one.desk.post(`${one.address}/message`, { reponse: 'Avec plaisir.' }).expect(303)
    expect(await titles(one.desk)).not.toContain(one.title)
    expect((await one.desk.get(one.address)).text).not.toContain('À lire</span>')
  })

  test('what a mailed link shows is marked as read from there, and nothing that came since', async () => {
    const site = openSite()
    const one = await proposed(site)
    const [decision = ''] = (await site.mails()).flatMap(({ text }) => /\/decision\/\S+/.exec(String(text))?.[0] ?? [])
    await one.write('Peut-on venir à vélo ?')
    const page = (await site.visitor.get(decision)).text
    expect(htmlErrors(page)).toEqual([])
    expect(page).toContain(`action="${decision}/lecture"`)
    await one.write('Et en train ?')
    await site.visitor.post(`${decision}/lecture`, { lu: readIn(page) }).expect(303)
    expect((await one.desk.get(one.address)).text.match(/À lire<\/span>/g)).toHaveLength(1)
    await site.visitor.post(`${decision}/lecture`).expect(303)
    expect(await rowOf(one)).not.toContain('Message')
    expect(await rowOf(one)).toContain('Nouvelle')
    await site.visitor.post(`${decision}/refus`, { motif: 'Sans lien avec la Semaine.' }).expect(303)
    await site.visitor.post(`${decision}/lecture`).expect(409)
  })

  test('what came back corrected says so, and waits since then', async () => {
    const site = openSite()
    const one = await proposed(site)
    site.clock.advance({ hours: 72 })
    await one.desk.post(`${one.address}/correction`, { message: 'Précisez le nom de la salle.' }).expect(303)
    expect(await titles(one.desk)).not.toContain(one.title)
    await one.correct({ lieu: 'Salle bleue' })
    expect(await rowOf(one)).toMatch(/tag">Corrigée<[\s\S]*arrivée aujourd’hui/)

    const other = await proposed(site, { titre: 'Un atelier corrigé de lui-même' })
    await other.correct({ titre: 'Un atelier corrigé de lui-même', lieu: 'Salle verte' })
    expect(await rowOf(other)).toContain('tag">Nouvelle<')
  })

  test('is one row with all its reasons, counted once, in the mails too', async () => {
    const site = openSite()
    const one = await publish(site)
    const before = await waiting(one.desk)
    await one.announce({ etat: 'complet' })
    await one.write('Nous ouvrons une liste d’attente.')
    await one.correct({ lieu: 'Salle bleue' })
    expect(await waiting(one.desk)).toBe(before + 1)
    expect((await rowOf(one)).match(/class="tag">/g)).toHaveLength(3)

    await site.mails()
    await propose(site, { titre: 'Une autre rencontre', jour: '24 mai' })
    const told = (await site.mails()).at(-1)
    expect(told?.text).toContain(`${before + 1}\u00a0autres propositions en attente`)
  })

  test('what is decided shows its occasion, and no suspicion any more; the documents’ flags are in the row', async () => {
    const site = openSite()
    const one = await proposed(site, { description: 'https://a.example '.repeat(7) }, { programme: ['P.pdf', pdf()] })
    expect(await rowOf(one)).toMatch(
      /À regarder\u00a0: envoi suspect : beaucoup de liens, PDF non accessible, document non analysé</,
    )
    expect(await titles(one.desk, '/moderation?drapeau=suspect')).toEqual([one.title])
    await one.desk.post(`${one.address}/publication`, { confirmer: 'oui' }).expect(303)
    await one.desk.post(`${one.address}/annonce`, { etat: 'complet' }).expect(303)
    expect(await titles(one.desk, '/moderation?statut=published&drapeau=suspect')).toEqual([])
    expect(await titles(one.desk, '/moderation?statut=published&drapeau=non-analyse')).toEqual([one.title])
    const row = await rowOf(one, '/moderation?statut=published')
    expect(row).toContain('tag--alert">Complet<')
    expect(row).toContain('document non analysé')
    expect(row).not.toContain('envoi suspect')
    const page = (await one.desk.get(one.address)).text
    expect(page).toContain('Complet')
    expect(page).not.toContain('envoi suspect')
  })

  test('nothing waits: it is said', async () => {
    const site = openSite()
    site.db.prepare(`UPDATE events SET status = 'refused' WHERE status = 'pending'`).run()
    site.db.prepare(`UPDATE sheets SET status = 'refused' WHERE status = 'pending'`).run()
    const page = (await site.coordinator().get('/moderation').expect(200)).text
    expect(page).toContain('Tout est à jour')
    expect(htmlErrors(page)).toEqual([])
  })
})

describe('« je m’en occupe »', () => {
  test('the first of two has it, the other is told who; everybody sees it until nothing waits', async () => {
    const { site, other } = await two()
    const one = await proposed(site)
    await one.press('prise-en-charge', 'Je m’en occupe')
    const late = await other.post(`${one.address}/prise-en-charge`).expect(409)
    expect(textOf(late.text)).toContain(`${coordinatorEmail} s’en occupe depuis le 9\u00a0mai\u00a02023`)
    await one.desk.post(`${one.address}/prise-en-charge`).expect(303)

    expect(await rowOf(one)).toContain('Vous vous en occupez')
    const row = await rowOf({ ...one, desk: other })
    expect(row).toContain(`Prise en charge par ${coordinatorEmail}`)
    expect(row).not.toContain('/prise-en-charge')
    expect((await other.get(one.address)).text).toContain(`Prise en charge par ${coordinatorEmail}`)
    site.db.prepare(`UPDATE coordinators SET name = 'Claire Martin' WHERE email = ?`).run(coordinatorEmail)
    for (const url of [one.address, '/moderation'])
      expect((await other.get(url)).text).toContain('Prise en charge par Claire Martin')
    expect(textOf((await other.post(`${one.address}/prise-en-charge`).expect(409)).text)).toContain(
      'Claire Martin s’en',
    )
    const [mailed] = (await site.mails()).flatMap(({ text }) => /\/decision\/\S+/.exec(String(text))?.[0] ?? [])
    const page = (await site.visitor.get(mailed ?? '')).text
    expect(page).toContain('ous en occupez')
    expect(page).not.toContain('/prise-en-charge')

    await other.post(`${one.address}/prise-en-charge/retrait`).expect(303)
    expect(await rowOf(one)).toContain('Vous vous en occupez')
    await one.press('prise-en-charge/retrait', 'Ne plus m’en occuper')
    await other.post(`${one.address}/prise-en-charge`).expect(303)
    expect(await rowOf(one)).toContain('Prise en charge par dominique@example.org')

    await one.desk.post(`${one.address}/publication`).expect(303)
    expect(site.db.prepare('SELECT count(*) FROM assignments').pluck().get()).toBe(0)
    expect((await other.post(`${one.address}/prise-en-charge`).expect(409)).text).toContain('Rien n’attend plus')
  })

  test('is taken over on purpose, from whoever is said to have it', async () => {
    const { site, other } = await two()
    const one = await proposed(site)
    await one.press('prise-en-charge', 'Je m’en occupe')
    const page = (await other.get(one.address)).text
    expect(htmlErrors(page)).toEqual([])
    expect(page).toContain('M’en occuper à sa place')
    const de = /name="de" value="(\d+)"/.exec(page)?.[1] ?? ''
    await other.post(`${one.address}/prise-en-charge`, { de }).expect(303)
    expect(await rowOf(one)).toContain('Prise en charge par dominique@example.org')
    await site.coordinator('troisieme@example.org').post(`${one.address}/prise-en-charge`, { de }).expect(409)
  })

  test('nobody has any more what its organiser takes back', async () => {
    const site = openSite()
    const one = await proposed(site)
    await one.desk.post(`${one.address}/prise-en-charge`).expect(303)
    const held = site.db.prepare('SELECT count(*) FROM assignments').pluck()
    expect(held.get()).toBe(1)
    await one.withdraw()
    expect(held.get()).toBe(0)
  })

  test('a closed account has nothing any more', async () => {
    const { site, other } = await two()
    const one = await proposed(site)
    await other.post(`${one.address}/prise-en-charge`).expect(303)
    closeAccount(site.db, site.clock, 'system', findCoordinatorByEmail(site.db, 'dominique@example.org')?.id ?? 0)
    expect(await rowOf(one)).not.toContain('dominique@example.org')
    await one.desk.post(`${one.address}/prise-en-charge`).expect(303)
    expect(await rowOf(one)).toContain('Vous vous en occupez')
  })

  test('from the list, one comes back to the same list', async () => {
    const site = openSite()
    const one = await proposed(site)
    const list = (await one.desk.get('/moderation?departement=14&q=sourcage')).text
    const here = textOf(/name="liste" value="([^"]*)"/.exec(list)?.[1] ?? '')
    const back = await one.desk.post(`${one.address}/prise-en-charge`, { liste: here, retour: 'liste' }).expect(303)
    expect(back.headers.location).toBe(`/moderation?departement=14&q=sourcage#proposition-${one.reference}`)
    expect(list).toContain(`formaction="${one.address}/prise-en-charge"`)
  })

  test('a reader sees who has it, and can neither take nor mark anything', async () => {
    const { site, other } = await two()
    const one = await proposed(site)
    await one.write('Une question.')
    await one.desk.post(`${one.address}/prise-en-charge`).expect(303)
    site.db.prepare(`UPDATE coordinators SET role = 'reader' WHERE email = 'dominique@example.org'`).run()
    const row = await rowOf({ ...one, desk: other })
    expect(row).toContain(`Prise en charge par ${coordinatorEmail}`)
    expect(row).toMatch(/Nouvelle[\s\S]*Message/)
    expect((await other.get('/moderation')).text).not.toContain('prise-en-charge"')
    const page = (await other.get(one.address)).text
    expect(page).toContain(`Prise en charge par ${coordinatorEmail}`)
    expect(page).not.toContain(`action="${one.address}`)
    for (const act of ['prise-en-charge', 'prise-en-charge/retrait', 'lecture'])
      await other.post(`${one.address}/${act}`).expect(403)
  })
})

describe('filters', () => {
  test.each([
    ['genre=evenement', ['Une visite', 'Une autre salle']],
    ['genre=rex', ['Fiche.pdf']],
    ['raison=nouvelle', ['Fiche.pdf', 'Une visite']],
    ['raison=message', ['Une autre salle']],
    ['raison=message&raison=modification', ['Une autre salle']],
    ['departement=61', ['Une visite']],
    ['jour=2023-05-22', ['Une visite']],
    ['jour=hors-semaine', ['Une autre salle']],
    ['drapeau=hors-semaine', []],
    ['drapeau=non-analyse', ['Fiche.pdf']],
    ['drapeau=pdf-actif', []],
    ['charge=moi', ['Une visite']],
    ['charge=personne', ['Fiche.pdf', 'Une autre salle']],
    ['q=VISITÉ', ['Une visite']],
    ['q=oree', ['Une visite']],
    ['q=camille%40example.org', ['Fiche.pdf', 'Une autre salle']],
    ['q=camille%40example.org&departement=61', []],
    ['genre=inconnu', ['Fiche.pdf', 'Une autre salle', 'Une visite']],
  ])('%s', async (query, expected) => {
    const { desk } = await sifted
    const found = (await titles(desk, `/moderation?${query}`)).toSorted()
    expect(found).toEqual(expected.toSorted())
  })

  test('are said, counted and removable one by one, and kept by the tabs and the rows', async () => {
    const { desk } = await sifted
    const page = (await desk.get('/moderation?departement=61&q=visite').expect(200)).text
    expect(htmlErrors(page)).toEqual([])
    expect(page).toContain('<b>1\u00a0proposition trouvée</b>')
    expect(page).toMatch(/href="\/moderation\?q=visite"><span[^>]*>Retirer le filtre <\/span>Orne/)
    expect(page).toMatch(/href="\/moderation\?departement=61"><span[^>]*>Retirer le filtre <\/span>« visite »/)
    expect(page).toContain('<option value="61" selected>')
    expect(page).toMatch(/href="\/moderation\/evenements\/\w{6}\?departement=61&amp;q=visite"/)

    const nothing = (await desk.get('/moderation?departement=76&q=visite').expect(200)).text
    expect(htmlErrors(nothing)).toEqual([])
    expect(nothing).toContain('Aucune proposition ne correspond')
    expect(nothing).toContain('Retirer tous les filtres')
    const elsewhere = (await desk.get('/moderation?q=forum')).text
    expect(elsewhere).toMatch(/href="\/moderation\?statut=published&amp;q=forum">Voir /)
    expect(await titles(desk, '/moderation?statut=published&q=forum')).toContain('Forum des fournisseurs inclusifs')
  })

  test('a reader finds nobody by a private address', async () => {
    const { site, other } = await two()
    site.db.prepare(`UPDATE coordinators SET role = 'reader' WHERE email = 'dominique@example.org'`).run()
    await proposed(site)
    expect(await titles(other, '/moderation?q=camille')).toEqual([])
    expect(await titles(other, '/moderation?q=sourcage')).toEqual([completeForm.titre])
    expect(await titles(site.coordinator(), '/moderation?q=camille')).toEqual([completeForm.titre])
    expect((await other.get('/moderation')).text).not.toContain('value="moi"')
  })
})

test('once the next edition is open, what waits of the last one still does, and all of it is found, or set aside', async () => {
  const site = openSite()
  const one = await proposed(site, { titre: 'Une visite de 2023' })
  const { desk } = one
  const before = { waiting: await waiting(desk), published: await titles(desk, '/moderation?statut=published&q=forum') }
  expect(before.published).toContain('Forum des fournisseurs inclusifs')
  await openNext(desk)

  expect(await waiting(desk)).toBe(before.waiting)
  expect(await rowOf(one)).toContain('Édition 2023')
  expect(await titles(desk, '/moderation?statut=published&q=forum')).toEqual(before.published)
  const page = (await desk.get('/moderation?edition=2023&q=visite').expect(200)).text
  expect(page).toContain('<option value="2023" selected>')
  expect(page).toContain('value="2023-05-25"')
  expect(htmlErrors(page)).toEqual([])
  expect(await titles(desk, '/moderation?edition=2023')).toContain('Une visite de 2023')
  expect(await titles(desk, '/moderation?edition=2024')).toEqual([])
  expect(await titles(desk, '/moderation?edition=2023&jour=hors-semaine')).not.toContain('Une visite de 2023')
  const shown = (await desk.get(`${one.address}?edition=2023`)).text
  expect(linkTo(shown, 'À décider')).toContain('/moderation?edition=2023')
  expect(textOf(shown)).toContain(`${before.waiting - 1}\u00a0autre`)
})

describe('deciding one after the other', () => {
  test('next and previous follow the list that the page was opened from, after a decision too', async () => {
    const site = openSite()
    const desk = site.coordinator()
    for (const titre of ['Série : un', 'Série : deux', 'Série : trois']) {
      await propose(site, { titre, debut: `${8 + titre.length} h`, fin: '23 h' })
      site.clock.advance({ minutes: 1 })
    }
    await propose(site, { titre: 'Hors série' })
    const [first = '', second = '', third = ''] = await hrefs(
      desk,
      '/moderation?departement=14&q=serie&jour=2023-05-25',
    )
    const page = (await desk.get(second)).text
    expect(page).toContain(' : 2 sur 4')
    expect(linkTo(page, 'Précédente : Série : un')).toBe(first)
    expect(linkTo(page, 'Suivante : Série : trois')).toBe(third)
    const decided = await desk
      .post(`${second.split('?')[0]}/publication`, { liste: listIn(page), vu: versionIn(page) })
      .expect(303)
    const after = (await desk.get(String(decided.headers.location)).expect(200)).text
    expect(htmlErrors(after)).toEqual([])
    expect(after).toContain('Annuler l’envoi')
    expect(linkTo(after, 'Précédente : Série : un')).toBe(first)
    expect(after).toContain(`href="${third.replaceAll('&', '&amp;')}">Proposition suivante`)
    expect(linkTo(after, 'À décider')).toContain('/moderation?departement=14&jour=2023-05-25&q=serie')

    const empty = await desk.post(`${first.split('?')[0]}/refus`, { liste: listIn(page), motif: 'court' }).expect(422)
    expect(linkTo(empty.text, 'Suivante : Série : trois')).toBe(third)
  })

  test('what the coordination writes leads back to the list as well: a note, the address of the page, the text', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const follow = await propose(site, { titre: 'Série : un' })
    await propose(site, { titre: 'Série : deux', debut: '8 h' })
    const [here = ''] = (await hrefs(desk, '/moderation?q=serie')).filter((href) => href.includes(deskOf(follow)))
    const opened = (await desk.get(here)).text
    const [base, list = ''] = [deskOf(follow), listIn(opened)]
    const leadsBack = (location: unknown) =>
      expect(new URL(String(location), 'http://x').searchParams.get('q'), String(location)).toBe('serie')

    const noted = await desk.post(`${base}/notes`, { texte_note: 'À relire.', liste: list }).expect(303)
    leadsBack(noted.headers.location)

    const form = await desk.get(linkTo(opened, 'Modifier moi-même')).expect(200)
    expect(htmlErrors(form.text)).toEqual([])
    leadsBack(linkTo(form.text, 'Revenir à la proposition'))
    const typed = { ...completeForm, titre: 'Série : un', vu: versionIn(form.text), liste: listIn(form.text) }
    const wrong = await desk.post(`${base}/saisie`, { ...typed, titre: 'Court' }).expect(422)
    expect(listIn(wrong.text)).toBe(listIn(form.text))
    const saved = await desk.post(`${base}/saisie`, { ...typed, lieu: 'Une autre salle' }).expect(303)
    leadsBack(saved.headers.location)
    expect(String(saved.headers.location)).toMatch(/fait=saisie&(?!.*fait=).*#statut$/)
    const action = textOf(/action="([^"]+\/saisie[^"]*)"/.exec(form.text)?.[1] ?? '')
    const sent = await site.visitor.submit(action, { ...typed, titre: 'Série : un' }).set('Cookie', desk.cookie)
    expect(sent.status).toBe(409)
    expect(listIn(sent.text)).toBe(listIn(form.text))

    const vu = versionIn((await desk.get(here)).text)
    const decided = await desk.post(`${base}/publication`, { liste: list, vu }).expect(303)
    expect(new URL(String(decided.headers.location), 'http://x').searchParams.getAll('q')).toEqual(['serie'])
    const page = (await desk.get(base)).text
    const moved = await desk
      .post(`${base}/adresse`, { adresse_page: 'une-serie', liste: list, vu: versionIn(page) })
      .expect(303)
    leadsBack(moved.headers.location)
  })

  test('without a list, what waits is the list; a list of what is decided goes on as well', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const [first = '', second = ''] = await hrefs(desk)
    const page = (await desk.get(first)).text
    expect(page).toMatch(/ : 1 sur \d+</)
    expect(page).toContain(`href="${second}">Suivante`)
    expect(page).not.toContain('Précédente')

    const online = await hrefs(desk, '/moderation?statut=published')
    const shown = (await desk.get(online[1] ?? '')).text
    expect(linkTo(shown, 'Publié')).toBe('/moderation?statut=published')
    expect(shown).toContain(`href="${online[2]}"`)
    expect(shown).toContain(`href="${online[0]}"`)
  })

  test('the last one leads back to those that were left aside, and nowhere once there are none', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const list = await hrefs(desk)
    const last = list.at(-1) ?? ''
    const page = (await desk.get(last)).text
    expect(page).not.toContain('Suivante')
    await desk.post(`${last}/refus`, { motif: 'Sans lien avec la Semaine.', liste: listIn(page) }).expect(303)
    expect((await desk.get(`${last}?${listIn(page)}`)).text).toContain(`href="${list[0]}">Proposition suivante`)
  })
})

test('no page of the desk asks more questions for a thousand propositions than for one', async () => {
  const site = openSite()
  const one = await proposed(site)
  const pages = ['/moderation', '/moderation?departement=14&q=sourcage&drapeau=doublon&charge=personne', one.address]
  const ask = async () => {
    const asked = []
    for (const page of pages) asked.push(await countQueries(site.db, () => one.desk.get(page).expect(200)))
    return asked
  }
  const few = await ask()
  multiply(site.db, one.reference, 1000)
  expect(await ask()).toEqual(few)
  expect((await one.desk.get('/moderation?q=sourcage')).text).toContain('<b>1\u202f001\u00a0propositions trouvées</b>')
})

/** A second coordinator beside the first. */
async function two() {
  const site = openSite()
  addCoordinator(site.db, site.clock, 'dominique@example.org')
  return { site, other: site.coordinator('dominique@example.org') }
}

/** An event that waits, with what its organiser and a coordinator may do. */
async function proposed(
  site: TestSite,
  form: Record<string, string> = {},
  files: Record<string, [string, Buffer]> = {},
) {
  const follow = await propose(site, form, files)
  const reference = follow.slice('/suivi/'.length).split('.')[0] ?? ''
  const address = `/moderation/evenements/${reference}`
  return {
    /** a session lasts a working day, and these tests wait for longer */
    get desk() {
      return site.coordinator()
    },
    reference,
    address,
    title: form.titre ?? completeForm.titre,
    public: '/agenda/atelier-de-sourcage-inclusif',
    write: (message: string) => site.visitor.post(`${follow}/message`, { message }).expect(303),
    announce: (answers: Record<string, string>) =>
      site.visitor.post(`${follow}/etat`, { ...answers, confirme: 'oui' }).expect(303),
    withdraw: () => site.visitor.post(`${follow}/retrait`, { confirme: 'oui' }).expect(303),
    async correct(answers: Record<string, string>) {
      const editing = await site.visitor.post(`${follow}/modification`).expect(303)
      const kept = await site.visitor
        .submit(String(editing.headers.location), { ...completeForm, ...answers })
        .expect(303)
      await site.visitor.post(String(kept.headers.location), { confirmer: ['doublon'] }).expect(303)
    },
    /** Presses a button of its page: with what that form holds. */
    async press(act: string, button: string) {
      const desk = site.coordinator()
      const page = (await desk.get(address).expect(200)).text
      expect(htmlErrors(page)).toEqual([])
      const form = /<form class="desk"[\s\S]*<\/form>/.exec(page)?.[0] ?? ''
      expect(form).toMatch(new RegExp(`formaction="${address}/${act}"[^>]*>${button}<`))
      const hidden = [...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value = '']) => [
        name,
        textOf(value),
      ])
      await desk.post(`${address}/${act}`, Object.fromEntries(hidden)).expect(303)
    },
  }
}

async function publish(site: TestSite) {
  const one = await proposed(site)
  await one.desk.post(`${one.address}/publication`).expect(303)
  await site.mails()
  return one
}

/** Three that wait, one for each kind of reason, and whatever the demonstration has decided. */
const sifted = (async () => {
  const site = openSite()
  const desk = site.coordinator()
  const { db } = site
  db.prepare(`UPDATE events SET status = 'refused' WHERE status = 'pending'`).run()
  db.prepare(`UPDATE sheets SET status = 'refused' WHERE status = 'pending'`).run()
  const visit = await proposed(site, {
    titre: 'Une visite',
    commune: 'Alençon',
    jour: '22 mai',
    organisateur: 'L’Orée',
  })
  db.prepare(`UPDATE events SET private_email = 'ana@example.org' WHERE reference = ?`).run(visit.reference)
  await desk.post(`${visit.address}/prise-en-charge`).expect(303)
  const hall = await proposed(site, { titre: 'Une autre salle', accord: 'oui' }, { fiche_rex: ['Fiche.pdf', pdf()] })
  await desk.post(`${hall.address}/publication`).expect(303)
  await hall.write('Une question.')
  db.prepare(
    `UPDATE event_slots SET day = '2023-06-02' WHERE event_id = (SELECT id FROM events WHERE reference = ?)`,
  ).run(hall.reference)
  return { site, desk }
})()

const rowsIn = (page: string) => page.match(/<li id="proposition-[\s\S]*?<\/li>/g) ?? []

async function rowOf({ desk, reference }: { desk: Desk; reference: string }, url = '/moderation') {
  const rows = rowsIn((await desk.get(url).expect(200)).text)
  return rows.find((row) => row.includes(`id="proposition-${reference}"`)) ?? ''
}

const titles = async (desk: Desk, url = '/moderation') =>
  rowsIn((await desk.get(url).expect(200)).text).map((row) => textOf(/<h2><a[^>]*>([^<]*)/.exec(row)?.[1] ?? ''))

const hrefs = async (desk: Desk, url = '/moderation') =>
  rowsIn((await desk.get(url).expect(200)).text).map((row) => textOf(/<h2><a href="([^"]*)/.exec(row)?.[1] ?? ''))

const waiting = async (desk: Desk) => Number(/À décider <b>(\d+)/.exec((await desk.get('/moderation')).text)?.[1])

const linkTo = (page: string, words: string) => {
  const links = [...page.matchAll(/<a (?:class="\w+" )?href="([^"]*)">([^<]*)/g)]
  return textOf(links.find(([, , said = '']) => textOf(said) === words)?.[1] ?? '')
}

const listIn = (page: string) => textOf(/name="liste" value="([^"]*)"/.exec(page)?.[1] ?? '')
const readIn = (page: string) => /name="lu" value="(\d+)"/.exec(page)?.[1] ?? ''
const versionIn = (page: string) => textOf(/name="vu" value="([^"]*)"/.exec(page)?.[1] ?? '')

test('why one proposition waits is found by its reference, without reading all that waits', () => {
  const { db } = openSite()
  const plan = (sql: string) =>
    db
      .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(({ detail }) => detail)
      .filter((line) => /^(SCAN|SEARCH) (events|sheets|revisions|messages)\b/.test(line))
  const found = plan(`SELECT reason FROM waiting_reasons WHERE reference = 'ASERAA'`)
  expect(found.length).toBeGreaterThan(6)
  expect(found.filter((line) => line.startsWith('SCAN'))).toEqual([])

  const waits = db.prepare<[], { reference: string; reasons: string }>('SELECT reference, reasons FROM waiting').all()
  expect(waits.length).toBeGreaterThan(2)
  for (const { reference, reasons } of waits)
    expect(reasonsOf(db, reference).sort()).toEqual(JSON.parse(reasons).sort())
})
