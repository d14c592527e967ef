import { askFeedback } from '../../src/feedback/ask.ts'
import { goRound } from '../../src/letters/rounds.ts'
import { deskOf, startOf } from './desk.ts'
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

  const hesitant = await propose(site, { titre: 'Un atelier refusé, puis rouvert' })
  const reopened = `/moderation/evenements/${hesitant.slice('/suivi/'.length).split('.')[0]}`
  await desk.post(`${reopened}/refus`, { raison_refus: 'Hors de la région' }).expect(303)
  const held = await desk.get(`${reopened}?fait=refus`).expect(200)
  await site.mails()
  const refused = await desk.get(reopened).expect(200)
  const late = await desk.post(`${reopened}/correction`, { message: 'Trop tard, hélas.' }).expect(409)
  await desk.post(`${reopened}/reouverture`).expect(303)
  const choix = [reopened.slice(-6), accepted.atDesk.slice(-6)]
  const group = await desk
    .post('/moderation/groupe', { decision: 'refus', choix, motif: 'Une autre année.' })
    .expect(422)
  const lists = { motifs_refus: 'Un motif', motifs_correction: 'Un autre', vu: 'celle d’hier' }
  const reasons = await desk.post('/moderation/motifs', lists).expect(409)

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
  const takenDown = await publish('Un atelier sans salle')
  await desk.post(`${takenDown.atDesk}/retrait`, { motif_retrait: 'La salle est fermée.' }).expect(303)
  await visitor
    .submit('/proposer/evenement', { ...completeForm, titre: 'À finir plus tard', garder: 'oui' })
    .expect(303)

  await desk.post(`${talked.atDesk}/notes`, { texte_note: 'Rappeler lundi.' }).expect(303)
  const editing = await startOf(desk, `${talked.atDesk}/saisie`)
  await desk.post(`${talked.atDesk}/saisie`, { ...completeForm, ...editing, titre: 'Un atelier mieux dit' }).expect(303)
  await desk
    .post('/moderation/saisie/evenement', { ...completeForm, acte: 'publication', confirmer: 'doublon' })
    .expect(303)
  const asked = await propose(site, { titre: 'Un atelier à préciser' })
  await desk.post(`${deskOf(asked)}/correction`, { message: 'Précisez le nom de la salle.' }).expect(303)
  await change(asked, 'Salle précise')

  const question = { message: 'Peut-on venir à plusieurs ?', courriel: 'camille@example.org' }
  await visitor.post('/contact', question).expect(303)
  await visitor
    .post(`/signalement/${talked.atDesk.slice(-6)}`, { ...question, message: 'La date est fausse.' })
    .expect(303)
  await desk.post('/moderation/courrier/3/reponse', { reponse: 'Oui, jusqu’à dix.' }).expect(303)
  await desk.post('/moderation/courrier/4/reponse', { reponse: 'Corrigé, merci.' }).expect(303)
  await desk.get('/moderation/courrier/3').expect(200)

  const ecrire = '/moderation/courriels/ecrire'
  const written = { cle: 'AAAAAAAAAAAAAAAAAAAAAA', objet: 'Votre accueil', message: 'Qui vous aide sur place ?' }
  const preview = await desk.post(`${ecrire}/apercu`, written).expect(200)
  const read = /name="vu" value="([^"]*)"/.exec(preview.text)?.[1] ?? ''
  await desk.post(`${ecrire}/envoi`, { ...written, vu: read }).expect(303)

  const letters = await site.mails()
  await goRounds(site, talked.follow)
  const answers = { held, refused, late, group, reasons }
  return {
    revised,
    talked,
    corrected: { follow: asked, atDesk: deskOf(asked) },
    answers,
    letters: [...earlier, ...letters],
  }
}

/** What the site looks at by itself: news gathered for an hour, then, days later, what has waited, what comes, what reached nobody. */
async function goRounds(site: Parameters<typeof propose>[0] & Filled, follow: string) {
  const { db, clock, visitor } = site
  const desk = site.coordinator()
  const reception = '/moderation/courriels/reception'
  await desk.post(reception, { rythme: 'par-heure' }).expect(303)
  await visitor.post(`${follow}/message`, { message: 'Et à cheval ?' }).expect(303)
  await propose(site, { titre: 'Un atelier annoncé dans l’heure' })
  await desk.post(reception, { rythme: 'un-par-un' }).expect(303)
  clock.advance({ hours: 24 * 7 })
  // the hour in which they happened is over
  db.prepare(`UPDATE notices SET created_at = strftime('%Y-%m-%dT%H:%M:%SZ', created_at, '-1 hour')`).run()
  goRound({ db, clock })
  await site.mails()
}

/** After the week: its organisers are asked how it went, and one of them answers. */
export async function lookBack({ visitor, mails, db, clock }: Filled, { follow }: { follow: string }) {
  clock.advance({ hours: 24 * 20 })
  askFeedback(db, clock)
  await visitor.post(`${follow}/bilan`, { participants: '32', acheteurs: '12', satisfaction: '4' }).expect(303)
  return mails()
}
