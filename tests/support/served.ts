import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import sharp from 'sharp'
import { realClock } from '../../src/clock.ts'
import { listSheetDocuments } from '../../src/documents/queries.ts'
import type { Door } from '../../src/door.ts'
import { findCurrentEdition } from '../../src/editions/queries.ts'
import { findEvent } from '../../src/events/queries.ts'
import { queueMail } from '../../src/mail/outbox.ts'
import { createTransport } from '../../src/mail/transport.ts'
import { listLetters } from '../../src/mailbox/letters.ts'
import { findFollowed } from '../../src/propositions/links.ts'
import { kindRooms } from '../../src/propositions/proposition.ts'
import { repeatToken } from '../../src/propositions/repeat-links.ts'
import { listSheetsOfEvent } from '../../src/sheets/queries.ts'
import { previewPath } from '../../src/submissions/preview.ts'
import { readTexts } from '../../src/texts/read.ts'
import { startOf } from './desk.ts'
import { docx, pdf, recording } from './files.ts'
import { completeForm } from './forms.ts'
import { linkIn, propose } from './send.ts'
import { coordinatorEmail, openSite, secret, type TestSite } from './site.ts'

/** One example of a door, with the headers that let its reader in. `name` is as the door lists it. */
export type Example = { name: string; url: string; who: Door['who']; prefix: string; headers: Record<string, string> }

type Files = Record<string, [string, Buffer]>

/** Answers on a port of 127.0.0.1 that BASE_URL names; `host` is how, where an address will not do. */
export async function serveSite({
  host = '127.0.0.1',
  ...options
}: Parameters<typeof openSite>[0] & { host?: string } = {}) {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const origin = `http://${host}:${(server.address() as AddressInfo).port}`
  const site = openSite({ ...options, env: { BASE_URL: origin, ...options.env } })
  server.on('request', site.app)

  return {
    ...site,
    origin,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/**
 * A site in use: a draft, propositions in every state, documents published or not, mails in the local mailbox, a sign-in
 * that waits, more propositions than a page of the queue holds; and the URL of every example.
 */
export async function fillSite<S extends TestSite>(site: S) {
  const desk = site.coordinator()
  for (let number = 1; number <= 28; number++) await propose(site, { titre: `Rencontre d’acheteurs numéro ${number}` })
  const letters = await site.mails()

  const mailbox = createTransport(site.config)
  const deliver = async () => {
    const left = await site.mails()
    for (const letter of left) await mailbox.send(letter)
    letters.push(...left)
    return left
  }
  const send = async (titre: string, files: Files = {}, more: Record<string, string> = {}) => {
    const follow = await propose(site, { titre, accord: 'oui', ...more }, files)
    const toDesk = (await deliver()).find(({ text }) => linkIn(text, '/decision/'))
    return {
      follow,
      decision: linkIn(toDesk?.text, '/decision/'),
      subject: toDesk?.subject,
      sheets: sheetsOf(site, follow),
    }
  }

  const published = await send(
    'Une visite déjà publiée',
    { fiche_rex: ['Fiche publiée.pdf', pdf('Publiee')], visuel: ['visite.jpg', await photo()] },
    { visuel_alt: 'Un atelier, de jour', visuel_droits: 'oui' },
  )
  const [filed] = published.sheets
  await desk.post(`${filed?.desk}/fiche`, identity).expect(303)
  await desk.post(`${filed?.desk}/publication`, { confirmer: 'oui' }).expect(303)
  await desk.post(`${published.decision}/publication`, { confirmer: 'oui' }).expect(303)
  const editing = await site.visitor.post(`${published.follow}/modification`).expect(303)
  const changed = { ...completeForm, titre: 'Une visite, autrement', visuel_alt: 'Un atelier', visuel_droits: 'oui' }
  const revision = await site.visitor.submit(String(editing.headers.location), changed).expect(303)
  await site.visitor.post(String(revision.headers.location), { confirmer: 'doublon' }).expect(303)
  await deliver()
  const corrected = await send('Un atelier à corriger')
  await desk.post(`${corrected.decision}/correction`, { message: 'Précisez le nom de la salle.' }).expect(303)
  const refused = await send('Une réunion hors sujet')
  await desk.post(`${refused.decision}/refus`, { motif: 'Sans lien avec l’achat responsable.' }).expect(303)

  const files = { fiche_rex: ['Notre fiche.pdf', pdf()], carte_blanche: ['Notre page.docx', docx()] } satisfies Files
  const pending = await send('Atelier de sourçage inclusif', files)
  await readTexts(site)
  await checkText(desk, filed?.desk ?? '')
  const joined = await site.visitor.get(pending.follow)
  const draft = await site.visitor.submit('/proposer/evenement', { ...completeForm, accord: 'oui' }, files)
  const checked = await site.visitor.get(String(draft.headers.location))
  const filledDraft = await site.visitor.submit(
    '/proposer/carte-blanche',
    { remise: 'fichier' },
    { fiche: ['Carte remplie.docx', filledSheet] },
  )
  const bulk = await site.visitor.submit('/proposer/plusieurs', organiser, { tableau: ['dix.csv', table()] })
  const bulkSent = await site.visitor.submit('/proposer/plusieurs', organiser, {
    tableau: ['deux.csv', table('Une table ronde')],
  })
  await site.visitor.post(String(bulkSent.headers.location), { confirmer: 'lignes' }).expect(303)
  const choix = site.db
    .prepare<[], string>(
      `SELECT reference FROM events WHERE status = 'pending' AND title LIKE 'Rencontre %' ORDER BY id DESC LIMIT 2`,
    )
    .pluck()
    .all()
  const grouped = await desk.post('/moderation/groupe', { decision: 'correction', choix, message: 'Précisez le lieu.' })
  await deliver()
  // As the first start in production does.
  queueMail(site.db, realClock, { name: 'account-opened', to: coordinatorEmail, data: {} })
  await deliver()
  await site.visitor.post('/connexion', { courriel: coordinatorEmail }).expect(303)
  const [signIn] = await deliver()
  await site.visitor.post('/suivi', { courriel: completeForm.contact_courriel }).expect(303)
  const [mine] = await deliver()
  const seen = await site.visitor.get('/agenda/une-visite-deja-publiee')

  await desk
    .submit('/moderation/edition/webinaire', await startOf(desk, '/moderation/edition/webinaire'), {
      enregistrement: ['webinaire.mp4', recording],
      sous_titres: ['webinaire.vtt', Buffer.from('WEBVTT\n\n00:00.000 --> 00:02.000\nBonjour à toutes et à tous.\n')],
    })
    .expect(303)

  const reported = site.db
    .prepare<[], string>(`SELECT reference FROM events WHERE slug = 'petit-dejeuner-consommation-responsable'`)
    .pluck()
    .get()
  const question = { message: 'Peut-on venir en groupe ?', nom: 'Camille Exemple', courriel: 'camille@example.org' }
  await site.visitor.post('/contact', question).expect(303)
  await site.visitor.post(`/signalement/${reported}`, { message: 'Le nom de la salle a changé.' }).expect(303)
  await deliver()

  const repeat = lastYearsEvent(site, (await send('Un rendez-vous de l’an dernier', {}, lastYears)).follow)
  const draftAddress = String(draft.headers.location).replace(/\/verification$/, '')
  const preview = /\/proposer\/apercu\/[^"]+/.exec(checked.text)?.[0]
  const paper = /\/documents\/\d+/.exec(checked.text)?.[0]
  const sentDraft = site.db
    .prepare<[], { id: number; key: string }>('SELECT id, key FROM drafts WHERE sent_as IS NOT NULL')
    .get()
  const [rex, carteBlanche] = pending.sheets
  const undelivered = site.db
    .prepare<[], number>(`
      UPDATE outbox SET status = 'dead', sent_at = NULL, last_error = '550 5.1.1 User unknown'
      WHERE name = 'proposal-refused' RETURNING id
    `)
    .pluck()
    .get()
  const kept = await listLetters(path.join(site.config.DATA_DIR, 'mailbox'))
  const addresses = {
    repeat,
    draft: draftAddress,
    filledDraft: String(filledDraft.headers.location).replace('#lue', ''),
    draftDocument: `${draftAddress}${paper}`,
    preview,
    previewDocument: `${preview}${paper}`,
    previewSent: sentDraft && previewPath(secret, sentDraft),
    bulk: String(bulk.headers.location).replace(/\/verification$/, ''),
    bulkSent: String(bulkSent.headers.location).replace(/verification$/, 'envoi'),
    mine: linkIn(mine?.text, '/mes-propositions/'),
    image: /\/images\/[^" ]+webp/.exec(seen.text)?.[0],
    follow: pending.follow,
    followDocument: `${pending.follow}/documents/${pending.sheets[0]?.document.id}`,
    followSheet: /href="(\/suivi\/[^"]+)">Complétez/.exec(joined.text)?.[1],
    followPublished: published.follow,
    followCorrected: corrected.follow,
    followRefused: refused.follow,
    decision: pending.decision,
    decisionDocument: `${pending.decision}/documents/${rex?.document.id}`,
    decided: published.decision,
    reference: pending.follow.slice('/suivi/'.length).split('.')[0],
    remark: `/signalement/${reported}`,
    courrier: '/moderation/courrier/1',
    reportAtDesk: '/moderation/courrier/2',
    reported: `/moderation/evenements/${reported}`,
    batch: String(grouped.headers.location),
    event: `/moderation/evenements/${pending.follow.slice('/suivi/'.length).split('.')[0]}`,
    revised: `/moderation/evenements/${published.follow.slice('/suivi/'.length).split('.')[0]}`,
    rex: rex?.desk,
    carteBlanche: carteBlanche?.desk,
    deskDocument: rex?.document.href,
    filed: '/rex/un-lot-reserve',
    filedDesk: filed?.desk,
    document: filed?.document.href,
    account: '/moderation/acces/1',
    signIn: linkIn(signIn?.text, '/connexion/'),
    letter: `/moderation/courriels/${undelivered}`,
    mail: `/boite-locale/${kept.find(({ subject }) => subject === pending.subject)?.id}`,
  }

  return { ...site, addresses, letters, cookie: desk.cookie, examples: examplesOf(site.doors, addresses, desk.cookie) }
}

/** Somebody has read again what the site read in the file of a sheet. */
async function checkText(desk: ReturnType<TestSite['coordinator']>, address: string) {
  const vu_texte = /name="vu_texte" value="([^"]+)"/.exec((await desk.get(address)).text)?.[1] ?? ''
  const texte_document =
    '# Un lot réservé\n\nLe marché, en deux mots :\n\n- un lot ;\n- une visite.\n\n| Montant | 18 000 € |'
  await desk.post(`${address}/texte`, { vu_texte, texte_document }).expect(303)
}

const { contact_nom, contact_courriel, contact_fonction, publier, contact_public_courriel } = completeForm
const organiser = { contact_nom, contact_courriel, contact_fonction, publier, contact_public_courriel }

/** One of our own sheets, as it comes back. */
const filledSheet = readFileSync(path.join(import.meta.dirname, '../fixtures/carte-blanche.docx'))

const lastYears = { contact_courriel: 'dominique@example.org', contact_nom: 'Dominique Exemple' }

/** The address that proposes an event again which is put, published, into the edition before this one. */
function lastYearsEvent({ db }: TestSite, follow: string) {
  const reference = follow.slice('/suivi/'.length).split('.')[0] ?? ''
  const id = db.prepare('SELECT id FROM events WHERE reference = ?').pluck().get(reference)
  db.prepare("UPDATE event_slots SET day = '2022-11-17' WHERE event_id = ?").run(id)
  db.prepare(`
    UPDATE events SET
      edition_id = (SELECT id FROM editions WHERE year = 2022), status = 'published', slug = 'un-rendez-vous-de-l-an-dernier',
      published_at = submitted_at
    WHERE id = ?
  `).run(id)
  const [event, edition] = [findEvent(db, reference), findCurrentEdition(db)]
  return event && edition && `/proposer/reprise/${repeatToken(secret, event, edition)}`
}

/** A table of two events, the second one to be finished. */
const table = (titre = 'Une conférence sur les clauses') =>
  Buffer.from(`Titre;Résumé;Type d’événement;Thèmes;Publics visés;Jour;Heure de début;Participation;Commune;Accès;L’événement est-il gratuit ?;Nom de la structure organisatrice;Vous êtes
${titre};Une heure pour comprendre.;Conférence;Insertion et clauses sociales;Acheteurs publics;23 mai;9 h;Sur place;Bayeux;Entrée libre;Oui;Réseau Exemple;Association
Trop peu;;;;;;;;;;;;
`)

const photo = () =>
  sharp({ create: { width: 640, height: 400, channels: 3, background: '#4f7d5a' } })
    .jpeg()
    .toBuffer()

const identity = {
  titre: 'Un lot réservé',
  organisation: 'Commune Exemple',
  type: 'commune',
  commune: '14100 Lisieux',
  segment: 'espaces-verts',
  accord_acheteur: 'oui',
}

function sheetsOf({ db }: TestSite, follow: string) {
  const event = findFollowed(db, secret, follow.slice('/suivi/'.length))?.event
  return listSheetsOfEvent(db, event?.id ?? 0).map((sheet) => {
    const [document] = listSheetDocuments(db, sheet.id)
    return {
      desk: `/moderation/${kindRooms[sheet.kind]}/${sheet.reference}`,
      document: { id: document?.id, href: `/documents/${document?.id}/${encodeURIComponent(document?.name ?? '')}` },
    }
  })
}

function examplesOf(doors: Door[], addresses: Record<string, string | undefined>, cookie: string): Example[] {
  const fill = (_: string, name: string) => {
    const address = addresses[name]
    if (!address) throw new Error(`a door has the example {${name}}, and the filled site has no such address`)
    return address
  }
  return doors.flatMap(({ examples, who, prefix }) =>
    examples.map((name) => ({
      name,
      url: name.replace(/\{(\w+)\}/g, fill),
      who,
      prefix,
      headers: who === 'coordinator' || who === 'reader' ? { Cookie: cookie } : {},
    })),
  )
}
