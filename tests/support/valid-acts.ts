import type { accountOn } from './accounts.ts'
import { completeForm } from './forms.ts'
import type { TestSite } from './site.ts'
import { validContents } from './valid-contents.ts'

type Form = Record<string, string | string[]>
type Desk = ReturnType<TestSite['coordinator']>
/** What an act needs first, and the form that it takes. */
export type Valid = {
  url?: () => string
  form?: Form
  first?: () => Promise<unknown> /** the page whose hidden fields it brings back */
  from?: string
}

type At = { site: TestSite; desk: Desk; follow: string; address: string; other: ReturnType<typeof accountOn> }

/** What coordinators do, each with a form that is accepted, by its path. */
export function validActs({ site, desk, follow, address, other }: At): Record<string, Valid> {
  const { db, visitor } = site
  const reference = address.split('/').at(-1) ?? ''
  const one = '/moderation/evenements/:reference'
  const any = '/moderation/:room/:reference'
  const act = (noun: string, form: Form = {}) => desk.post(`${address}/${noun}`, form).expect(303)
  const publish = () => act('publication')
  const change = async () => {
    await publish()
    const editing = await visitor.post(`${follow}/modification`).expect(303)
    const form = { ...completeForm, lieu: 'Salle verte' }
    const kept = await visitor.submit(String(editing.headers.location), form).expect(303)
    await visitor.post(String(kept.headers.location), { confirmer: ['doublon'] }).expect(303)
  }
  const sql = (statement: string) => async () => void db.prepare(statement).run()
  const mailTo = (status: string) => async () => {
    db.prepare(`UPDATE outbox SET status = ?, attempts = ? WHERE id = (SELECT max(id) FROM outbox)`).run(
      status,
      status === 'dead' ? 1 : 0,
    )
  }
  const batch = () => String(db.prepare('SELECT batch FROM decisions ORDER BY id DESC').pluck().get())
  const last = (table: string) => db.prepare(`SELECT max(id) FROM ${table}`).pluck().get()
  const mail = (noun: string) => `/moderation/courriels/${last('outbox')}/${noun}`
  const account = (noun: string) => `/moderation/acces/${other.id}/${noun}`
  const report = () => visitor.post(`/signalement/${reference}`, { message: 'La date est fausse.' }).expect(303)
  const write = () => visitor.post('/contact', { message: 'Bonjour.', courriel: 'camille@example.org' }).expect(303)
  const letters = Array.from({ length: 20 }, (_, index) => `courrier-${index + 1}`)
  const courrier = (noun: string) => `/moderation/courrier/${last('remarks')}/${noun}`
  const said = { cle: 'AAAAAAAAAAAAAAAAAAAAAA', objet: 'Votre accueil', message: 'Qui vous aide sur place ?' }

  return {
    ...validContents({ db, desk }),
    [`${any}/notes`]: { form: { texte_note: 'À relire.' } },
    [`${any}/notes/:id/retrait`]: {
      url: () => `${address}/notes/${last('notes')}/retrait`,
      first: () => act('notes', { texte_note: 'À relire.' }),
    },
    [`${one}/avant`]: { first: publish },
    [`${one}/avant/retrait`]: { first: () => publish().then(() => act('avant')) },
    [`${any}/adresse`]: { form: { adresse_page: 'une-autre-adresse' }, first: publish },
    [`${any}/retrait`]: { form: { motif_retrait: 'La salle n’existe plus.' }, first: publish },
    [`${any}/gestion`]: {
      form: { gestion_nom: 'Camille Exemple', gestion_courriel: 'camille@example.org' },
      first: sql(`UPDATE events SET private_email = NULL WHERE reference = '${reference}'`),
    },
    '/moderation/saisie/:kind': {
      url: () => '/moderation/saisie/evenement',
      form: { ...completeForm, acte: 'attente', confirmer: 'doublon' },
    },
    [`${any}/saisie`]: { form: { ...completeForm, lieu: 'Salle bleue' }, from: `${address}/saisie` },
    [`${any}/modification`]: {
      form: { ...completeForm, lieu: 'Salle verte' },
      first: change,
      from: `${address}/modification`,
    },
    [`${one}/prise-en-charge`]: {},
    [`${one}/prise-en-charge/retrait`]: { first: () => act('prise-en-charge') },
    [`${one}/acceptation`]: { first: change },
    [`${one}/rejet`]: { form: { motif: 'La salle verte est fermée.' }, first: change },
    [`${one}/annulation`]: { first: publish },
    [`${one}/envoi`]: { first: publish },
    [`${one}/reouverture`]: { first: () => act('refus', { motif: 'Sans lien avec la Semaine.' }) },
    [`${one}/annonce`]: { form: { etat: 'complet' }, first: publish },
    [`${one}/retablissement`]: { first: () => publish().then(() => act('annonce', { etat: 'annule' })) },
    [`${one}/message`]: { form: { reponse: 'Qui accueille le public ?' } },
    [`${one}/lecture`]: { first: () => visitor.post(`${follow}/message`, { message: 'Bonjour.' }).expect(303) },
    [`${one}/traitement`]: { form: { signalement: '1' }, first: () => publish().then(report) },
    '/moderation/courrier/:id/traitement': { url: () => courrier('traitement'), first: write },
    '/moderation/courrier/:id/indesirable': { url: () => courrier('indesirable'), first: write },
    '/moderation/courrier/traitement': { form: { choix: letters }, first: write },
    '/moderation/courrier/indesirable': { form: { choix: letters }, first: write },
    '/moderation/courrier/:id/reponse': { url: () => courrier('reponse'), form: { reponse: 'Oui.' }, first: write },
    '/moderation/courrier/:id/prise-en-charge': { url: () => courrier('prise-en-charge'), first: write },
    '/moderation/courrier/:id/prise-en-charge/retrait': {
      url: () => courrier('prise-en-charge/retrait'),
      first: () => write().then(() => desk.post(courrier('prise-en-charge')).expect(303)),
    },
    [`${one}/rien`]: {},
    '/moderation/courrier/:id/reprise': { url: () => courrier('reprise'), first: write },
    '/moderation/courrier/:id/rien': { url: () => courrier('rien'), first: write },
    [`${one}/:decision`]: { url: () => `${address}/publication` },
    '/moderation/courriels/reception': { form: { rythme: 'par-heure' } },
    '/moderation/courriels/ecrire/apercu': { form: said },
    '/moderation/courriels/:id/essai': { url: () => mail('essai'), first: mailTo('dead') },
    '/moderation/courriels/:id/annulation': { url: () => mail('annulation'), first: mailTo('waiting') },
    '/moderation/groupe': { form: { decision: 'publication', choix: [reference] } },
    '/moderation/groupe/:batch/annulation': { url: () => `/moderation/groupe/${batch()}/annulation`, first: publish },
    '/moderation/groupe/:batch/envoi': { url: () => `/moderation/groupe/${batch()}/envoi`, first: publish },
    '/moderation/motifs': {
      form: { motifs_refus: 'Hors sujet', motifs_correction: 'Précisez la salle' },
      from: '/moderation/motifs',
    },
    '/moderation/edition/mis-en-avant': { form: { evenement: reference, etat: 'oui' }, first: publish },
    '/moderation/edition/fiches/:sheet/retrait': {
      url: () => '/moderation/edition/fiches/fiche-rex/retrait',
      form: { format: 'pdf' },
    },
    '/moderation/edition/:section': {
      url: () => '/moderation/edition/contact',
      form: { coordination: 'CRESS Exemple', contact_courriel: 'bonjour@example.org' },
    },
    '/moderation/edition/retardataires': { form: { jusqu_au: '24 mai 2023' } },
    '/moderation/acces': { form: { courriel: 'nouvelle@example.org', role: 'lecture' } },
    '/moderation/acces/:id/role': { url: () => account('role'), form: { role: 'lecture' } },
    '/moderation/acces/:id/fermeture': { url: () => account('fermeture'), form: { confirmer: 'oui' } },
    '/moderation/acces/:id/ouverture': {
      url: () => account('ouverture'),
      first: () => desk.post(`/moderation/acces/${other.id}/fermeture`, { confirmer: 'oui' }).expect(303),
    },
  } satisfies Record<string, Valid>
}
