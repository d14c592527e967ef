import { expect, test } from 'vitest'
import { messagesOf } from './support/send.ts'
import { openSite } from './support/site.ts'

const firstEdition = {
  nom: 'La Semaine des achats responsables',
  numero: '8',
  premier_jour: '24/05/2027',
  dernier_jour: '28 mai 2027',
  objet: 'Rencontrer les entreprises de l’ESS.',
  propositions: 'ouvertes',
  date_limite: '10 mai 2027',
  coordination: 'Une CRESS Exemple',
  contact_nom: '',
  contact_courriel: 'contact@example.org',
  contact_telephone: '',
  webinaire: '',
}

test('on an empty site the coordinator makes the first edition, and the site opens', async () => {
  const site = openSite({ demonstration: false })
  expect((await site.visitor.get('/').expect(200)).text).toContain('Le site se prépare')
  const desk = site.coordinator()
  expect((await desk.get('/moderation').expect(200)).text).toContain('href="/moderation/edition"')

  await desk.post('/moderation/edition', firstEdition).expect(303)
  const home = await site.visitor.get('/').expect(200)
  expect(home.text).toContain('La Semaine des achats responsables')
  expect(home.text.replaceAll('\u00a0', ' ')).toContain('24 – 28 mai 2027')
  expect(home.text).not.toContain('Démonstration')
  await site.visitor.get('/proposer/evenement').expect(200)
})

test('closing the propositions or changing a name is seen on the next request', async () => {
  const site = openSite()
  const desk = site.coordinator()
  const page = await desk.get('/moderation/edition').expect(200)
  expect(page.text).toContain('22\u00a0mai\u00a02023')
  const thisYear = { ...firstEdition, premier_jour: '22 mai 2023', dernier_jour: '26 mai 2023', date_limite: '' }
  await desk.post('/moderation/edition', { ...thisYear, propositions: 'closes' }).expect(303)

  await site.visitor.get('/proposer/evenement').expect(403)
  expect((await site.visitor.get('/')).text).toContain('La Semaine des achats responsables')
})

test('dates that would leave published events outside the week are refused', async () => {
  const site = openSite()
  const page = await site.coordinator().post('/moderation/edition', firstEdition).expect(422)
  expect(messagesOf(page.text)).toEqual([expect.stringContaining('22\u00a0créneaux publiés')])
  expect((await site.visitor.get('/agenda')).text).toContain('Lundi\u00a022\u00a0mai')
})

test('what cannot be is refused, named and kept', async () => {
  const desk = openSite().coordinator()
  const page = await desk
    .post('/moderation/edition', {
      ...firstEdition,
      numero: 'huit',
      dernier_jour: '20/05/2027',
      date_limite: '31 février',
      nom: '',
    })
    .expect(422)
  expect(messagesOf(page.text).map((message) => message.split('\u00a0')[0]?.split(' :')[0])).toEqual(
    expect.arrayContaining(['Nom de la Semaine', 'Numéro de l’édition', 'Dernier jour', 'Date limite']),
  )
  expect(page.text).toContain('value="huit"')
})
