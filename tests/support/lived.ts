import { completeForm } from './forms.ts'
import { linkIn, propose } from './send.ts'
import type { fillSite } from './served.ts'

type Filled = Pick<
  Awaited<ReturnType<typeof fillSite>>,
  'visitor' | 'coordinator' | 'mails' | 'config' | 'letters' | 'db' | 'clock' | 'addresses'
>

const confirme = 'oui'

/** What happens to propositions after they are sent: changed, announced, talked of, shared, handed over, taken back. */
export async function liveOn(site: Parameters<typeof propose>[0] & Filled) {
  const { visitor } = site
  const desk = site.coordinator()
  const publish = async (titre: string) => {
    const follow = await propose(site, { titre })
    const letters = await site.mails()
    const decision = linkIn(letters.at(-1)?.text, '/decision/')
    await desk.post(`${decision}/publication`).expect(303)
    return { follow, decision, atDesk: `/moderation/evenements/${follow.slice('/suivi/'.length).split('.')[0]}` }
  }
  const change = async (follow: string, lieu: string) => {
    const editing = await visitor.post(`${follow}/modification`).expect(303)
    const { titre } = completeForm
    const checked = await visitor.submit(String(editing.headers.location), { ...completeForm, titre, lieu }).expect(303)
    await visitor.post(String(checked.headers.location), { confirmer: ['doublon'] }).expect(303)
    return (await site.mails()).at(-1)
  }

  const accepted = await publish('Un premier atelier changé')
  await change(accepted.follow, 'Salle verte')
  await desk.post(`${accepted.atDesk}/acceptation`).expect(303)
  await change(accepted.follow, 'Salle noire')
  await desk.post(`${accepted.atDesk}/rejet`, { motif: 'La salle noire est prise.' }).expect(303)
  const revised = await publish('Un deuxième atelier changé')
  await change(revised.follow, 'Salle bleue')

  const talked = await publish('Un atelier dont on parle')
  await visitor.post(`${talked.follow}/message`, { message: 'Peut-on venir à vélo ?' }).expect(303)
  await desk.post(`${talked.atDesk}/message`, { reponse: 'Oui, un abri est ouvert.' }).expect(303)
  await visitor.post(`${talked.follow}/etat`, { etat: 'complet' }).expect(200)
  await visitor.post(`${talked.follow}/etat`, { etat: 'complet', note: 'Une liste est ouverte.', confirme }).expect(303)
  await desk.post(`${talked.atDesk}/retablissement`).expect(303)
  await visitor
    .post(`${talked.follow}/collegues`, {
      collegue_nom: 'Dominique Exemple',
      collegue_courriel: 'dominique@example.org',
    })
    .expect(303)

  // a page of the desk that two people have open, then last year's event proposed again
  await desk.post('/moderation/edition/dates', { vu: 'autre' }).expect(409)
  const invitations = '/moderation/edition/invitations'
  const [, organisateur = ''] = /name="organisateur" value="(\w+)"/.exec((await desk.get(invitations)).text) ?? []
  const reading = await desk.post(invitations, { organisateur, texte: 'Revenez.' }).expect(200)
  const [, vu = ''] = /name="vu" value="(\w+)"/.exec(reading.text) ?? []
  await desk.post(invitations, { organisateur, texte: 'Revenez.', vu, etape: 'envoyer' }).expect(303)
  const earlier = await site.mails()
  const again = earlier.map(({ text }) => linkIn(text, '/proposer/reprise/')).find(Boolean) ?? ''
  await visitor.post(again, { confirmer: 'doublon' }).expect(303)
  await visitor.get(again).expect(200)

  const handed = await publish('Un atelier confié')
  const nouveau = { nouveau_nom: 'Claude Exemple', nouveau_courriel: 'claude@example.org' }
  await visitor.post(`${handed.follow}/transmission`, { ...nouveau, confirme })
  await visitor.get(handed.follow).expect(410)
  const withdrawn = await publish('Un atelier retiré')
  await visitor.post(`${withdrawn.follow}/retrait`, { confirme }).expect(303)
  await visitor
    .submit('/proposer/evenement', { ...completeForm, titre: 'À finir plus tard', garder: 'oui' })
    .expect(303)

  return { revised, talked, letters: [...earlier, ...(await site.mails())] }
}
