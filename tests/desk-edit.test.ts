import { describe, expect, test } from 'vitest'
import { listHistory } from '../src/journal/queries.ts'
import { findAnyProposition } from '../src/propositions/proposition.ts'
import { deskOf, openNext, startOf } from './support/desk.ts'
import { pdf } from './support/files.ts'
import { completeForm } from './support/forms.ts'
import { htmlErrors } from './support/html.ts'
import { linkIn, messagesOf, propose, textOf } from './support/send.ts'
import { openSite, type TestSite } from './support/site.ts'

/** A published event, its follow page and its page at the desk. */
async function published(site: TestSite, form: Record<string, string> = {}) {
  const follow = await propose(site, form)
  const address = deskOf(follow)
  const desk = site.coordinator()
  await desk.post(`${address}/publication`).expect(303)
  await site.mails()
  site.clock.advance({ minutes: 5 })
  return { follow, address, desk, reference: address.split('/').at(-1) ?? '' }
}

/** A change that its organiser proposes. */
async function change({ visitor }: TestSite, follow: string, form: Record<string, string>) {
  const editing = await visitor.post(`${follow}/modification`).expect(303)
  const checked = await visitor.submit(String(editing.headers.location), { ...completeForm, ...form }).expect(303)
  await visitor.post(String(checked.headers.location), { confirmer: ['doublon', 'hors_semaine'] }).expect(303)
}

const ics = async ({ visitor }: TestSite, slug: string) => (await visitor.get(`/agenda/${slug}.ics`).expect(200)).text

/** When an event of a calendar was changed; the zone has such a line of its own. */
const changedAt = (calendar: string) => /LAST-MODIFIED:(\S+)/.exec(calendar.split('BEGIN:VEVENT')[1] ?? '')?.[1]

describe('the coordination writes a text itself', () => {
  test('what is to be looked at twice follows the text, written or accepted', async () => {
    const site = openSite()
    await propose(site)
    const { follow, address, desk, reference } = await published(site, { jour: '8 juin' })
    const flags = () => findAnyProposition(site.db, reference)?.flags
    const write = async (room: 'saisie' | 'modification', form: Record<string, string>) => {
      const start = await startOf(desk, `${address}/${room}`)
      await desk.post(`${address}/${room}`, { ...completeForm, ...start, ...form }).expect(303)
    }
    expect(flags()).toEqual(['hors_semaine'])
    await write('saisie', {})
    expect(flags()).toEqual(['doublon'])
    await write('saisie', { jour: '24 mai' })
    expect(flags()).toEqual([])

    await change(site, follow, { jour: '8 juin' })
    await write('modification', { jour: '9 juin' })
    expect(flags()).toEqual(['hors_semaine'])
    await change(site, follow, { jour: '23 mai' })
    await desk.post(`${address}/acceptation`).expect(303)
    expect(flags()).toEqual([])
    await desk.post(`${address}/annulation`).expect(303)
    expect(flags()).toEqual(['hors_semaine'])
  })

  test('a day that is over is looked at twice until it is another one', async () => {
    const site = openSite()
    const follow = await propose(site, { jour: '12 mai' })
    const address = deskOf(follow)
    const flags = () => findAnyProposition(site.db, address.split('/').at(-1) ?? '')?.flags
    expect(flags()).toEqual(['hors_semaine'])
    site.clock.advance({ hours: 4 * 24 })
    const desk = site.coordinator()
    const edit = async (jour: string) =>
      desk
        .post(`${address}/saisie`, { ...completeForm, ...(await startOf(desk, `${address}/saisie`)), jour })
        .expect(303)
    await edit('11 mai')
    expect(flags()).toEqual(['hors_semaine', 'passe'])
    await edit('23 mai')
    expect(flags()).toEqual([])
  })

  test('a day of the last edition keeps its year, in a text of its own as in a change that is accepted', async () => {
    const site = openSite()
    const { follow, address, desk, reference } = await published(site)
    await openNext(desk)
    const days = () =>
      site.db
        .prepare('SELECT day FROM event_slots JOIN events ON events.id = event_id WHERE reference = ?')
        .pluck()
        .all(reference)
    const write = async (room: 'saisie' | 'modification', jour: string) =>
      desk.post(`${address}/${room}`, { ...completeForm, ...(await startOf(desk, `${address}/${room}`)), jour })
    await write('saisie', '24 mai').then(({ status }) => expect(status).toBe(303))
    expect(days()).toEqual(['2023-05-24'])

    await change(site, follow, { jour: '23 mai' })
    await write('modification', '22 mai').then(({ status }) => expect(status).toBe(303))
    expect(days()).toEqual(['2023-05-22'])
  })

  test('online at once, in the history with what it was, in one mail that lists it; calendars follow', async () => {
    const site = openSite()
    const { follow, address, desk, reference } = await published(site)
    const before = await ics(site, 'atelier-de-sourcage-inclusif')
    expect(before).toContain('SEQUENCE:0')

    const form = { ...completeForm, ...(await startOf(desk, `${address}/saisie`)) }
    const saved = await desk.post(`${address}/saisie`, {
      ...form,
      lieu: 'Salle des fêtes',
      contact_telephone: '02 31 00 00 09',
    })
    expect(saved.headers.location).toBe(`${address}?fait=saisie#statut`)

    const page = (await site.visitor.get('/agenda/atelier-de-sourcage-inclusif')).text
    expect(page).toContain('Salle des fêtes')
    expect(page).not.toContain('Maison des associations')
    const after = await ics(site, 'atelier-de-sourcage-inclusif')
    expect(after).toContain('SEQUENCE:1')
    expect(after).toContain('LOCATION:Salle des fêtes')
    expect(changedAt(before)).toBe('20230509T070000Z')
    expect(changedAt(after)).toBe('20230509T070500Z')

    expect(listHistory(site.db, reference).at(-1)).toMatchObject({
      act: 'edited',
      before: { 'Nom du lieu': 'Maison des associations Exemple' },
      after: { 'Nom du lieu': 'Salle des fêtes' },
    })
    expect(JSON.stringify(listHistory(site.db, reference))).not.toContain('31 00 00 09')
    const history = textOf((await desk.get(address)).text)
    expect(history).toMatch(/Texte modifié par coordination@/)

    const told = await site.mails()
    expect(told).toHaveLength(1)
    expect(told[0]?.to).toMatchObject({ address: 'camille@example.org' })
    expect(told[0]?.text).toMatch(
      /– Nom du lieu\s+avant : Maison des associations Exemple\s+maintenant : Salle des fêtes/,
    )
    expect(told[0]?.text).toContain('Vos coordonnées (non publiées) ont aussi été mises à jour.')
    expect(told[0]?.text).not.toContain('31 00 00 09')
    expect(linkIn(told[0]?.text, '/suivi/')).toBe(follow)
    expect(findAnyProposition(site.db, reference)?.event?.privatePhone).toBe('02 31 00 00 09')
  })

  test('of one that waits: it still waits, and is decided of as it is now', async () => {
    const site = openSite()
    const address = deskOf(await propose(site))
    const desk = site.coordinator()
    await site.mails()
    const form = { ...completeForm, ...(await startOf(desk, `${address}/saisie`)) }
    await desk.post(`${address}/saisie`, { ...form, titre: 'Un titre plus clair', creneaux: '1' }).expect(303)
    expect((await desk.get(address)).text).toContain('En attente de décision')
    await desk.post(`${address}/publication`).expect(303)
    await site.visitor.get('/agenda/un-titre-plus-clair').expect(200)
  })

  test('« Ne pas prévenir » tells nobody, and nothing is written where nothing changes', async () => {
    const site = openSite()
    const { address, desk, reference } = await published(site)
    const form = { ...completeForm, ...(await startOf(desk, `${address}/saisie`)) }
    await desk.post(`${address}/saisie`, form).expect(303)
    expect(listHistory(site.db, reference).map(({ act }) => act)).toEqual(['submitted', 'published'])

    await desk
      .post(`${address}/saisie`, { ...form, titre: 'Atelier de sourçage inclusif !', discret: 'oui' })
      .expect(303)
    expect(listHistory(site.db, reference).at(-1)?.act).toBe('edited')
    expect(await site.mails()).toEqual([])
  })

  test('what is wrong comes back with what was typed, and the slots with one more', async () => {
    const site = openSite()
    const { address, desk } = await published(site)
    const form = { ...completeForm, ...(await startOf(desk, `${address}/saisie`)) }
    const wrong = await desk
      .post(`${address}/saisie`, { ...form, titre: 'Court', lieu: 'Une salle <neuve>' })
      .expect(422)
    expect(messagesOf(wrong.text)).toEqual([expect.stringContaining('10 caractères au moins')])
    expect(textOf(wrong.text)).toContain('value="Une salle <neuve>"')
    expect(htmlErrors(wrong.text)).toEqual([])

    const more = await desk
      .post(`${address}/saisie`, { ...form, lieu: 'Une autre salle', ajouter: 'creneau' })
      .expect(200)
    expect(more.text).toContain('name="jour_2"')
    expect(more.text).toContain('value="Une autre salle"')
    expect((await site.visitor.get('/agenda/atelier-de-sourcage-inclusif')).text).not.toContain('Une autre salle')
  })

  test('what changed meanwhile is not written over unread: 409, with what was typed and what it says now', async () => {
    const site = openSite()
    const { address, desk } = await published(site)
    const form = { ...completeForm, ...(await startOf(desk, `${address}/saisie`)) }
    await desk
      .post(`${address}/saisie`, { ...form, lieu: 'La salle d’une collègue', adresse: '9 rue d’une collègue' })
      .expect(303)

    const late = await desk.post(`${address}/saisie`, { ...form, lieu: 'Ma salle à moi' }).expect(409)
    expect(textOf(late.text)).toContain('value="Ma salle à moi"')
    expect(late.text).toMatch(/<dt>Nom du lieu<\/dt><dd>La salle d’une collègue/)
    expect(late.text).toContain('value="9 rue d’une collègue"')
    expect(late.text).not.toContain('<dt>Adresse</dt>')
    expect(htmlErrors(late.text)).toEqual([])
    expect((await site.visitor.get('/agenda/atelier-de-sourcage-inclusif')).text).toContain('La salle d’une collègue')

    const vu = /name="vu" value="([^"]*)"/.exec(late.text)?.[1] ?? ''
    await desk.post(`${address}/saisie`, { ...form, vu, lieu: 'Ma salle à moi' }).expect(303)
    expect((await site.visitor.get('/agenda/atelier-de-sourcage-inclusif')).text).toContain('Ma salle à moi')
  })

  test('one that was refused meanwhile keeps what was typed, and is never written again', async () => {
    const site = openSite()
    const address = deskOf(await propose(site))
    const desk = site.coordinator()
    const form = { ...completeForm, ...(await startOf(desk, `${address}/saisie`)) }
    await desk.post(`${address}/refus`, { motif: 'Sans lien avec la Semaine.' }).expect(303)
    const late = await desk.post(`${address}/saisie`, { ...form, titre: 'Un titre bien pesé' }).expect(409)
    expect(late.text).toContain('value="Un titre bien pesé"')
    expect(late.text).toContain('Refusé')
    const vu = /name="vu" value="([^"]*)"/.exec(late.text)?.[1] ?? ''
    await desk.post(`${address}/saisie`, { ...form, vu, titre: 'Un titre bien pesé' }).expect(409)
    await desk.get(`${address}/saisie`).expect(409)
  })

  test('with a file: it stays while the form comes back, and goes online with the text', async () => {
    const site = openSite()
    const { address, desk } = await published(site)
    const page = await desk.get(`${address}/saisie`)
    const action = textOf(/action="([^"]+\/saisie[^"]*)"/.exec(page.text)?.[1] ?? '')
    const { vu, cle } = await startOf(desk, `${address}/saisie`)
    const files = { programme: ['Programme.pdf', pdf()] as [string, Buffer] }
    const wrong = await site.visitor
      .submit(action, { ...completeForm, vu, cle, titre: 'Court' }, files)
      .set('Cookie', desk.cookie)
      .expect(422)
    expect(wrong.text).toContain('Programme.pdf')
    const unseen = await site.visitor
      .submit(action, { ...completeForm, vu, cle })
      .set('Cookie', desk.cookie)
      .expect(422)
    expect(messagesOf(unseen.text)).toEqual([expect.stringContaining('à regarder')])
    await site.visitor
      .submit(action, { ...completeForm, vu, cle, confirmer: 'oui' })
      .set('Cookie', desk.cookie)
      .expect(303)
    expect((await site.visitor.get('/agenda/atelier-de-sourcage-inclusif')).text).toContain('Programme.pdf')
    expect((await site.mails())[0]?.text).toContain('Avec 1\u00a0nouveau fichier.')

    await site.visitor
      .submit(action.replace(/jeton=.*/, 'jeton=autre'), completeForm)
      .set('Cookie', desk.cookie)
      .expect(403)
    const stranger = await site.visitor.submit(action, completeForm).expect(403)
    expect(stranger.text).toContain('ce que vous avez écrit y est')
  })

  test('a typed sheet, whose agreement cannot be taken away so', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const address = '/moderation/rex/REXAA2'
    const page = (await desk.get(`${address}/saisie`).expect(200)).text
    expect(htmlErrors(page)).toEqual([])
    const typed = fieldsIn(page)
    const denied = await desk.post(`${address}/saisie`, { ...typed, accord_publication: 'non' }).expect(422)
    expect(messagesOf(denied.text)).toEqual([expect.stringContaining('accord de son auteur')])
    await desk.post(`${address}/saisie`, { ...typed, titre: 'Un titre revu par la coordination' }).expect(303)
    expect((await site.visitor.get('/rex')).text).toContain('Un titre revu par la coordination')
  })
})

describe('the private address, in the coordination’s hand', () => {
  test('is not taken away by leaving it blank: neither in a text, nor in a change that is accepted', async () => {
    const site = openSite()
    const { follow, address, desk, reference } = await published(site)
    const form = { ...completeForm, ...(await startOf(desk, `${address}/saisie`)) }
    const blank = await desk.post(`${address}/saisie`, { ...form, contact_courriel: ' ' }).expect(422)
    expect(messagesOf(blank.text)).toEqual([expect.stringContaining('ne s’efface pas')])

    await change(site, follow, { lieu: 'Salle verte' })
    const start = { ...completeForm, lieu: 'Salle verte', ...(await startOf(desk, `${address}/modification`)) }
    await desk.post(`${address}/modification`, { ...start, contact_courriel: '' }).expect(422)
    expect(findAnyProposition(site.db, reference)?.privateEmail).toBe('camille@example.org')
    await site.visitor.get(follow).expect(200)
  })

  test('replaced, the new one is told, even quietly, and what came with it and waits goes along', async () => {
    const site = openSite()
    const follow = await propose(site, { accord: 'oui' }, { fiche_rex: ['fiche.pdf', pdf()] })
    const address = deskOf(follow)
    const desk = site.coordinator()
    const subject = address.split('/').at(-1) ?? ''
    await site.mails()
    const { visitor, db } = site
    const contact_courriel = 'camille.juste@example.org'
    const page = (await desk.get(`${address}/saisie`)).text
    expect(textOf(page)).toContain('en reçoit un nouveau, et l’ancien ne sert plus')

    await desk.post(`${address}/message`, { reponse: 'Qui accueille le public ?' }).expect(303)
    const form = { ...completeForm, contact_courriel, discret: 'oui', ...(await startOf(desk, `${address}/saisie`)) }
    const saved = await desk.post(`${address}/saisie`, form).expect(303)
    expect((await desk.get(String(saved.headers.location))).text).toContain(
      'un lien personnel part à la nouvelle adresse',
    )
    const told = await site.mails()
    expect(told.map(({ to, subject }) => [(to as { address: string }).address, subject])).toEqual([
      [contact_courriel, expect.stringContaining('message')],
      [contact_courriel, expect.stringContaining('La coordination a modifié')],
    ])
    const edited = told.find(({ text }) => String(text).includes('désormais à cette adresse'))
    await visitor.get(linkIn(edited?.text, '/suivi/')).expect(200)
    await visitor.get(follow).expect(410)
    expect(listHistory(db, subject).map(({ act }) => act)).toContain('address-corrected')
    expect(findAnyProposition(db, subject)?.sheets.map(({ privateEmail }) => privateEmail)).toEqual([contact_courriel])
    expect(JSON.stringify(listHistory(db, subject))).not.toContain(contact_courriel)
  })
})

describe('a proposed change, edited before it is accepted', () => {
  test('goes online in the coordination’s words, and its author reads them', async () => {
    const site = openSite()
    const { follow, address, desk, reference } = await published(site)
    await change(site, follow, { lieu: 'Salle verte', titre: 'ATELIER de sourçage inclusif' })
    await site.mails()
    expect((await desk.get(address)).text).toContain(`${address}/modification`)

    const form = { ...completeForm, ...(await startOf(desk, `${address}/modification`)) }
    await desk.post(`${address}/modification`, { ...form, lieu: 'Salle verte, 2e étage' }).expect(303)
    expect((await site.visitor.get('/agenda/atelier-de-sourcage-inclusif')).text).toContain('Salle verte, 2e étage')
    const [told] = await site.mails()
    expect(told?.text).toMatch(/Nom du lieu\s+avant : Salle verte\s+maintenant : Salle verte, 2e étage/)
    expect(told?.text).toMatch(/avant : ATELIER/)
    expect(listHistory(site.db, reference).at(-1)).toMatchObject({
      act: 'revision-accepted',
      before: { 'Nom du lieu': 'Maison des associations Exemple' },
      after: { 'Nom du lieu': 'Salle verte, 2e étage' },
    })
    await desk.get(`${address}/modification`).expect(404)
  })

  test('an answer changed on both sides is there to be settled', async () => {
    const site = openSite()
    const { follow, address, desk } = await published(site)
    await change(site, follow, { lieu: 'Salle verte' })
    const form = { ...completeForm, ...(await startOf(desk, `${address}/saisie`)) }
    await desk.post(`${address}/saisie`, { ...form, lieu: 'Salle bleue' }).expect(303)

    const page = await desk.get(`${address}/modification`).expect(200)
    expect(page.text).toContain('value="Salle verte"')
    expect(textOf(page.text)).toMatch(/En ligne aujourd’hui\s: Salle bleue/)
    const start = await startOf(desk, `${address}/modification`)
    await desk.post(`${address}/modification`, { ...completeForm, ...start, lieu: 'Salle bleue' }).expect(303)
    expect((await site.visitor.get('/agenda/atelier-de-sourcage-inclusif')).text).toContain('Salle bleue')
  })

  test('taken back meanwhile: what was written is still there', async () => {
    const site = openSite()
    const { follow, address, desk } = await published(site)
    await change(site, follow, { lieu: 'Salle verte' })
    const form = { ...completeForm, ...(await startOf(desk, `${address}/modification`)) }
    await site.visitor.post(`${follow}/modification/retrait`, { confirme: 'oui' }).expect(303)
    const late = await desk.post(`${address}/modification`, { ...form, lieu: 'Salle verte, au fond' }).expect(409)
    expect(late.text).toContain('value="Salle verte, au fond"')
  })

  test('refused, the organiser’s own telephone changes all the same', async () => {
    const site = openSite()
    const { follow, address, desk, reference } = await published(site)
    await change(site, follow, { lieu: 'Salle verte', contact_telephone: '02 31 00 00 07' })
    await desk.post(`${address}/rejet`, { motif: 'La salle verte est fermée.' }).expect(303)
    const { event } = findAnyProposition(site.db, reference) ?? {}
    expect(event).toMatchObject({ privatePhone: '02 31 00 00 07', placeName: 'Maison des associations Exemple' })
  })
})

test('what a correction changed is in the mail, and beside the demand on the page', async () => {
  const site = openSite()
  const follow = await propose(site)
  const address = deskOf(follow)
  const desk = site.coordinator()
  await desk.post(`${address}/correction`, { message: 'Précisez le nom de la salle.' }).expect(303)
  await site.mails()
  await change(site, follow, { lieu: 'Salle 12, bâtiment B', contact_telephone: '02 31 00 00 07' })
  const toDesk = (await site.mails()).find(({ text }) => linkIn(text, '/decision/'))
  expect(toDesk?.text).toMatch(
    /Ce qui a changé\s+– Nom du lieu\s+avant : Maison des associations Exemple\s+maintenant : Salle 12/,
  )
  const page = (await desk.get(address)).text
  expect(page).toContain('Ce qui a changé depuis votre demande')
  expect(page.split('id="corrections"')[1]?.split('</section>')[0]).toContain('Salle 12, bâtiment B')
})

/** The answers of a form, as its page shows them. */
function fieldsIn(html: string) {
  const form = /<form class="form proposal"[\s\S]*<\/form>/.exec(html)?.[0] ?? ''
  const typed: Record<string, string | string[]> = {}
  const add = (name: string, value: string) => {
    const known = typed[name]
    typed[name] = known === undefined ? value : [known, value].flat()
  }
  for (const [, name = '', value = ''] of form.matchAll(
    /<input (?![^>]*type="(?:radio|checkbox|file)")[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"/g,
  ))
    add(name, textOf(value))
  for (const [, name = '', value = ''] of form.matchAll(
    /<input [^>]*?name="([^"]+)" type="(?:radio|checkbox)" value="([^"]*)" checked/g,
  ))
    add(name, textOf(value))
  for (const [, name = '', value = ''] of form.matchAll(/<textarea [^>]*?name="([^"]+)"[^>]*>\n?([^<]*)<\/textarea>/g))
    add(name, textOf(value))
  for (const [, name = '', options = ''] of form.matchAll(/<select [^>]*?name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g))
    add(name, /value="([^"]*)" selected/.exec(options)?.[1] ?? '')
  return typed
}
