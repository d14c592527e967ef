import { describe, expect, test } from 'vitest'
import { listHistory } from '../src/journal/queries.ts'
import { findAnyProposition } from '../src/propositions/proposition.ts'
import { startOf } from './support/desk.ts'
import { pdf } from './support/files.ts'
import { completeForm, completeRex } from './support/forms.ts'
import { htmlErrors } from './support/html.ts'
import { linkIn, messagesOf, propose, textOf } from './support/send.ts'
import { openSite } from './support/site.ts'

const unknown = {
  contact_nom: '',
  contact_courriel: '',
  contact_fonction: '',
  publier: '',
  contact_public_courriel: '',
}
const addition = '/moderation/saisie/evenement'
const referenceIn = (location: unknown) => /\/(\w{6})\?/.exec(String(location))?.[1] ?? ''

describe('an event that reached the coordination by telephone', () => {
  test('without any address: online at once, said to be hers, and nobody is written to', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const page = await desk.get(addition).expect(200)
    expect(htmlErrors(page.text)).toEqual([])
    const added = await desk.post(addition, { ...completeForm, ...unknown, acte: 'publication' }).expect(303)

    const reference = referenceIn(added.headers.location)
    expect((await site.visitor.get('/agenda/atelier-de-sourcage-inclusif').expect(200)).text).toContain(
      'Maison des associations',
    )
    expect((await site.visitor.get('/agenda')).text).toContain('Atelier de sourçage inclusif')
    expect(listHistory(site.db, reference).map(({ act }) => act)).toEqual(['entered', 'published'])
    const { event } = findAnyProposition(site.db, reference) ?? {}
    expect(event).toMatchObject({ privateName: null, privateEmail: null, publicContactEmail: null })
    expect(await site.mails()).toEqual([])
    const there = await desk.get(String(added.headers.location).replace('#statut', ''))
    expect(there.text).toContain('Saisie par la coordination')
    expect(there.text).toContain('L’organisateur n’a pas laissé d’adresse')
  })

  test('kept to be decided of, its organiser gets a personal link', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const added = await desk.post(addition, { ...completeForm, acte: 'attente' }).expect(303)
    const [told] = await site.mails()
    expect(told?.to).toMatchObject({ address: 'camille@example.org' })
    expect(told?.text).toContain('Rien n’est encore publié')
    const follow = await site.visitor.get(linkIn(told?.text, '/suivi/')).expect(200)
    expect(follow.text).toContain('En attente de décision')
    await site.visitor.get('/agenda/atelier-de-sourcage-inclusif').expect(404)
    await desk.post(`/moderation/evenements/${referenceIn(added.headers.location)}/publication`).expect(303)
    await site.visitor.get('/agenda/atelier-de-sourcage-inclusif').expect(200)
  })

  test('what is missing is named as it is asked', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const event = await desk.post(addition, { ...completeForm, organisateur_type: '', acte: 'attente' }).expect(422)
    expect(event.text).toContain('La structure est')
    expect(messagesOf(event.text)).toEqual(['La structure est\u00a0: choisissez dans la liste'])
    const story = (await desk.post('/moderation/saisie/carte-blanche', { acte: 'attente' }).expect(422)).text
    expect(messagesOf(story)).toEqual(
      expect.arrayContaining([
        'Nom de la structure\u00a0: dites qui signe la carte blanche',
        'La structure est\u00a0: choisissez dans la liste',
      ]),
    )
    expect(story).not.toMatch(/Vous êtes|votre structure|votre secteur/)
  })

  test('a button that works on the form leads back to where it was pressed', async () => {
    const desk = openSite().coordinator()
    const { text } = await desk.get(addition).expect(200)
    expect(htmlErrors(text)).toEqual([])
    expect(text).toMatch(
      /name="ajouter" value="creneau" formaction="\/moderation\/saisie\/evenement\?jeton=[\w.-]+#creneau-2"/,
    )
    expect(text).toMatch(
      /name="ouvrir" value="ou" formaction="\/moderation\/saisie\/evenement\?jeton=[\w.-]+#section-ou"/,
    )
    expect(text).toContain('id="section-ou"')
  })

  test('the same form pressed twice is one event', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const form = { ...completeForm, ...(await startOf(desk, addition)), acte: 'publication' }
    const pressed = await Promise.all([desk.post(addition, form), desk.post(addition, form)])
    const places = [...pressed, await desk.post(addition, form)].map(({ headers }) =>
      String(headers.location).replace(/\?.*/, ''),
    )
    expect(places[0]).toMatch(/^\/moderation\/evenements\/\w{6}$/)
    expect(new Set(places).size).toBe(1)
    expect(await site.mails()).toHaveLength(1)
  })

  test('what is wrong comes back with what was typed; an address to publish must be given', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const wrong = await desk
      .post(addition, { ...completeForm, ...unknown, publier: 'oui', commune: '', titre: 'Été', acte: 'publication' })
      .expect(422)
    expect(messagesOf(wrong.text)).toEqual([
      expect.stringContaining('Titre'),
      expect.stringContaining('Commune'),
      expect.stringContaining('doit être publiée'),
    ])
    expect(wrong.text).toContain('value="8 boulevard de l’Exemple"')
    expect(htmlErrors(wrong.text)).toEqual([])
  })

  test('what looks alike is shown with a link before it is added', async () => {
    const site = openSite()
    await propose(site)
    const desk = site.coordinator()
    const doubt = await desk.post(addition, { ...completeForm, acte: 'publication' }).expect(422)
    expect(doubt.text).toMatch(/href="\/moderation\/evenements\/\w{6}">Atelier de sourçage inclusif/)
    expect(htmlErrors(doubt.text)).toEqual([])
    await site.visitor.get('/agenda/atelier-de-sourcage-inclusif').expect(404)
    await desk.post(addition, { ...completeForm, acte: 'publication', confirmer: 'doublon' }).expect(303)
    await site.visitor.get('/agenda/atelier-de-sourcage-inclusif').expect(200)
  })
})

describe('a sheet added by hand', () => {
  test('typed, it is published with its author’s agreement only', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const form = { ...completeRex, ...unknown, contact_public_courriel: 'marches@example.org', publier: 'non' }
    const denied = await desk
      .post('/moderation/saisie/rex', { ...form, accord_publication: 'non', acte: 'publication' })
      .expect(422)
    expect(messagesOf(denied.text)).toEqual([expect.stringContaining('accord de son auteur')])
    const added = await desk.post('/moderation/saisie/rex', { ...form, acte: 'publication' }).expect(303)
    await site.visitor.get('/rex/un-lot-de-nettoyage-confie-a-une-entreprise-adaptee').expect(200)
    expect(findAnyProposition(site.db, referenceIn(added.headers.location))?.sheet).toMatchObject({
      privateEmail: null,
      privateName: null,
    })
  })

  test('as a file, which nobody has looked at before it is confirmed', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const { text } = await desk.post('/moderation/saisie/carte-blanche', { remettre: 'fichier' }).expect(200)
    const action = textOf(/action="([^"]+jeton[^"]*)"/.exec(text)?.[1] ?? '')
    const { cle } = { cle: /name="cle" value="([^"]+)"/.exec(text)?.[1] ?? '' }
    const form = {
      cle,
      remise: 'fichier',
      acte: 'publication',
      titre: 'Nos plateaux-repas viennent d’à côté',
      auteur: 'Entreprise Exemple',
      auteur_type: 'entreprise-conventionnelle',
      commune: '61000 Alençon',
      segment: 'restauration',
      accord_publication: 'oui',
      accord_reseaux: 'non',
    }
    const send = (more: Record<string, string>, files = {}) =>
      site.visitor.submit(action, { ...form, ...more }, files).set('Cookie', desk.cookie)
    const unseen = await send({}, { fiche: ['Notre page.pdf', pdf()] }).expect(422)
    expect(unseen.text).toContain('Notre page.pdf')
    await send({ confirmer: 'oui' }).expect(303)
    const page = await site.visitor.get('/cartes-blanches/nos-plateaux-repas-viennent-d-a-cote').expect(200)
    expect(page.text).toContain('Notre page.pdf')
  })
})

describe('management, handed over later', () => {
  test('whoever answers for it gets a link; the desk asks no more', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const added = await desk.post(addition, { ...completeForm, ...unknown, acte: 'publication' }).expect(303)
    const address = String(added.headers.location).replace(/\?.*/, '')
    expect((await desk.get(address)).text).toContain('Confier la gestion')
    const wrong = await desk
      .post(`${address}/gestion`, { gestion_nom: 'Camille Exemple', gestion_courriel: 'camille' })
      .expect(422)
    expect(wrong.text).toContain('value="Camille Exemple"')

    await desk
      .post(`${address}/gestion`, { gestion_nom: 'Camille Exemple', gestion_courriel: 'camille@example.org' })
      .expect(303)
    const [told] = await site.mails()
    expect(told?.to).toMatchObject({ address: 'camille@example.org' })
    expect(told?.text).toContain('La coordination vous confie')
    await site.visitor.get(linkIn(told?.text, '/suivi/')).expect(200)
    expect((await desk.get(address)).text).not.toContain('Confier la gestion')
    const again = await desk
      .post(`${address}/gestion`, { gestion_nom: 'Dominique Exemple', gestion_courriel: 'd@example.org' })
      .expect(409)
    expect(again.text).toContain('Dominique Exemple')
  })
})
