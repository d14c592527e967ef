import { expect, test } from 'vitest'
import { completeForm } from './support/forms.ts'
import { linkIn, messagesOf, textOf } from './support/send.ts'
import { openSite, type TestSite } from './support/site.ts'

const page = '/moderation/edition/retardataires'

/** A site whose propositions are closed. */
async function closedSite() {
  const site = openSite()
  const desk = site.coordinator()
  await desk.post('/moderation/edition/propositions', { propositions: 'closes', date_limite: '' }).expect(303)
  return { ...site, desk }
}

/** The address that the page gives to hand out, without its host. */
async function linkUntil(desk: ReturnType<TestSite['coordinator']>, day = '17 mai 2023') {
  const made = await desk.post(page, { jusqu_au: day }).expect(303)
  const shown = await desk.get(String(made.headers.location).replace('#lien', '')).expect(200)
  return linkIn(textOf(shown.text), '/proposer\\?retard=').replace(/<.*/, '')
}

const first = async ({ visitor }: TestSite, link: string, form = {}) => {
  const retard = new URL(link, 'http://ici').searchParams.get('retard') ?? ''
  return visitor.submit('/proposer/evenement', { ...completeForm, ...form, retard })
}

test('closed, the forms open with the link alone, all the way to the proposition', async () => {
  const site = await closedSite()
  const link = await linkUntil(site.desk)
  await site.visitor.get('/proposer/evenement').expect(403)
  await site.visitor.submit('/proposer/evenement', completeForm).expect(403)

  const ways = (await site.visitor.get(link).expect(200)).text
  const [way = ''] = /\/proposer\/evenement\?retard=[^"]+/.exec(ways) ?? []
  const form = await site.visitor.get(way).expect(200)
  expect(form.text).toContain('name="retard"')
  expect(textOf(form.text)).toContain('la vôtre est attendue')

  const kept = await first(site, link)
  expect(kept.status).toBe(303)
  const check = String(kept.headers.location)
  await site.visitor.get(check).expect(200)
  const sent = await site.visitor.post(check).expect(303)
  expect(sent.headers.location).toMatch(/^\/suivi\/.*envoye$/)
  expect((await site.mails()).map(({ subject }) => subject)).toHaveLength(2)
})

test('the link ends with its day, and no later than the week', async () => {
  const site = await closedSite()
  expect(messagesOf((await site.desk.post(page, { jusqu_au: '29 mai 2023' }).expect(422)).text)).toEqual([
    expect.stringContaining('après la fin de la Semaine'),
  ])
  await site.desk.post(page, { jusqu_au: '8 mai' }).expect(422)
  const link = await linkUntil(site.desk, '10 mai 2023')
  const kept = await first(site, link)
  site.clock.advance({ hours: 38 })
  await site.visitor.get(String(kept.headers.location)).expect(200)
  site.clock.advance({ hours: 10 })
  await site.visitor.get(String(kept.headers.location)).expect(403)
  expect((await site.visitor.get(link.replace('/proposer?', '/proposer/evenement?')).expect(403)).text).toContain(
    'ne sert plus',
  )
})

test('closing the links given leaves drafts begun with one, and ends the others', async () => {
  const site = await closedSite()
  const link = await linkUntil(site.desk)
  const begun = String((await first(site, link)).headers.location)
  await site.desk.post(page, { fermer: 'oui' }).expect(303)

  await site.visitor.get(link.replace('?', '/evenement?')).expect(403)
  await first(site, link, { titre: 'Un autre atelier' }).then(({ status }) => expect(status).toBe(403))
  await site.visitor.post(begun).expect(303)
  const fresh = await linkUntil(site.desk)
  await site.visitor.get(fresh.replace('?', '/evenement?')).expect(200)
})

test('a draft begun in time takes the link that is pasted on its page', async () => {
  const site = openSite()
  const draft = String((await site.visitor.submit('/proposer/evenement', completeForm)).headers.location).replace(
    /\/verification$/,
    '',
  )
  const desk = site.coordinator()
  await desk.post('/moderation/edition/propositions', { propositions: 'closes', date_limite: '' }).expect(303)
  const link = await linkUntil(desk)
  expect((await site.visitor.get(draft).expect(403)).text).toContain(`action="${draft}/retard"`)

  const refused = await site.visitor.post(`${draft}/retard`, { lien: `${link}x` }).expect(422)
  expect(refused.text).toContain('id="lien"')
  await site.visitor.get(draft).expect(403)
  await site.visitor.post(`${draft}/retard`, { lien: `http://127.0.0.1:3000${link}` }).expect(303)
  await site.visitor.get(draft).expect(200)
  await site.visitor.post(`${draft}/verification`).expect(303)
})

test('a table of events goes the same way, and what is left of it too', async () => {
  const site = await closedSite()
  const retard = new URL(await linkUntil(site.desk), 'http://ici').searchParams.get('retard') ?? ''
  await site.visitor.get('/proposer/plusieurs').expect(403)
  expect((await site.visitor.get(`/proposer/plusieurs?retard=${retard}`).expect(200)).text).toContain('name="retard"')

  const table = Buffer.from(
    'Titre;Résumé;Type d’événement;Thèmes;Publics visés;Jour;Heure de début;Participation;Commune;Accès;L’événement est-il gratuit ?;Nom de la structure organisatrice;Vous êtes\nUne conférence tardive;Une heure pour comprendre.;Conférence;Insertion et clauses sociales;Acheteurs publics;23 mai;9 h;Sur place;Bayeux;Entrée libre;Oui;Réseau Exemple;Association\nÀ finir plus tard;;;;;;;;;;;;\n',
  )
  const { contact_nom, contact_courriel, contact_fonction, publier, contact_public_courriel } = completeForm
  const organiser = { contact_nom, contact_courriel, contact_fonction, publier, contact_public_courriel }
  const kept = await site.visitor
    .submit('/proposer/plusieurs', { ...organiser, retard }, { tableau: ['deux.csv', table] })
    .expect(303)
  const sent = await site.visitor.post(String(kept.headers.location), { confirmer: 'lignes' }).expect(303)
  const outcome = (await site.visitor.get(String(sent.headers.location)).expect(200)).text
  const left = /\/proposer\/evenement\/[\w-]{22}/.exec(outcome)?.[0] ?? ''
  await site.visitor.get(left).expect(200)
})
