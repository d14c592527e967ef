import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { closeAccount } from '../src/coordinators/accounts.ts'
import { findEditionOfYear } from '../src/editions/queries.ts'
import { describeWebinar } from '../src/editions/webinar.ts'
import { erasePerson } from '../src/follow/erase.ts'
import { formKinds } from '../src/forms/kinds.ts'
import { queueMail } from '../src/mail/outbox.ts'
import { createTransport } from '../src/mail/transport.ts'
import { listLetters } from '../src/mailbox/letters.ts'
import { findFacts, replaceFacts } from '../src/pages/facts.ts'
import { addResource } from '../src/resources/queries.ts'
import type { Typed } from '../src/web/fields.ts'
import { accountOn } from './support/accounts.ts'
import { deskOf, startOf } from './support/desk.ts'
import { docx, pdf } from './support/files.ts'
import { completeCarteBlanche, completeForm, completeRex } from './support/forms.ts'
import { linkIn, propose } from './support/send.ts'
import { openSite, type TestSite } from './support/site.ts'
import { hand } from './support/tables.ts'

const canary = 'zoe.canari@example.org'
const name = 'Zoé Canari'
const contact = { contact_nom: name, contact_courriel: canary, contact_telephone: '02 31 47 11 08' }

test('somebody who wrote their address wherever it can be written, and who decides too, is forgotten everywhere', async () => {
  const site = openSite()
  const mailbox = createTransport(site.config)
  const deliver = async () => {
    const letters = await site.mails()
    for (const letter of letters) await mailbox.send(letter)
    return letters
  }
  const own = accountOn(site, canary)
  site.db.prepare('UPDATE coordinators SET name = ? WHERE id = ?').run(name, own.id)
  await site.visitor.post('/connexion', { courriel: canary }).expect(303)
  await deliver()

  const references = await writeEverywhere(site)
  const letters = await deliver()
  await own.post(`/moderation/evenements/${references.event}/message`, { reponse: `Écrivez à ${canary}.` }).expect(303)
  await deliver()
  // one that has not left
  await site.visitor.post('/suivi', { courriel: canary }).expect(303)
  const held = () => [...filesHolding(site, canary), ...rowsHolding(site, canary)]
  expect(held()).toEqual(
    expect.arrayContaining([expect.stringMatching(/sqlite/), 'coordinators', 'events', 'sheets', 'drafts', 'remarks']),
  )
  expect(letters.length).toBeGreaterThan(5)
  const before = (await listLetters(path.join(site.config.DATA_DIR, 'mailbox'))).length

  closeAccount(site.db, site.clock, 'system', own.id)
  await erasePerson(houseOf(site), canary, { actor: 'system', staysOnline: () => true })

  expect(held()).toEqual([])
  // what was written for the public stays as it was written
  expect(rowsHolding(site, name)).toEqual(['events'])
  const left = await listLetters(path.join(site.config.DATA_DIR, 'mailbox'))
  expect(left.length).toBeLessThan(before)
  expect(JSON.stringify(left)).not.toContain(canary)
  for (const letter of await site.mails()) expect(JSON.stringify(letter)).not.toContain(canary)

  const desk = site.coordinator()
  const page = (await desk.get('/moderation/historique').expect(200)).text
  expect(page).toContain(`accès effacé nº ${own.id}`)
  expect(page).toContain('Accès effacé')
  expect(page).not.toContain(canary)
  expect((await desk.get(`/moderation/acces/${own.id}`).expect(200)).text).not.toContain(canary)
  expect((await desk.get('/moderation/acces').expect(200)).text).not.toContain('efface.invalid')
  await desk.post(`/moderation/acces/${own.id}/ouverture`).expect(409)
})

test('a name and a telephone go with the address, from what the desk keeps to itself and to its mails', async () => {
  const site = openSite()
  const phone = contact.contact_telephone
  const people = { ...contact, contact_public_telephone: phone, publier: 'oui' }
  const desk = () => site.coordinator()
  await desk().post('/moderation/courriels/reception', { rythme: 'par-jour' }).expect(303)
  // somebody else is told one by one
  accountOn(site, 'seule@example.org')
  const said = `${name} répond au ${phone}, ou à ${canary}.`

  const follow = await propose(site, people)
  const address = deskOf(follow)
  await desk()
    .post(`${address}/correction`, { message: `Un autre téléphone que ${phone} ?` })
    .expect(303)
  await change(site, follow, { ...people, contact_public_telephone: '02 31 00 00 00', lieu: `Chez ${name}` })
  await desk().post(`${address}/publication`).expect(303)
  await site.mails()
  await desk().post(`${address}/notes`, { texte_note: said }).expect(303)
  await site.visitor.post(`${follow}/message`, { message: said }).expect(303)
  await site.visitor.post(`${follow}/etat`, { etat: 'complet', note: said, confirme: 'oui' }).expect(303)
  const writing = await startOf(desk(), `${address}/saisie`)
  const edited = { ...completeForm, ...people, ...writing, lieu: `Chez ${name}, ${phone}` }
  await desk().post(`${address}/saisie`, edited).expect(303)
  // one that the desk has not finished, on this event and on paper
  const begun = { ...completeForm, ...people, ...(await startOf(desk(), `${address}/saisie`)), debut: '25 h' }
  await desk().post(`${address}/saisie`, begun).expect(422)
  await desk()
    .post('/moderation/saisie/evenement', { ...completeForm, ...people, debut: '25 h' })
    .expect(422)
  // it is over, the week is not
  site.clock.advance({ hours: 24 * 16 + 8 })
  const told = { participants: '12', satisfaction: '5', commentaire: said }
  await site.visitor.post(`${follow}/bilan`, told).expect(303)
  await site.mails()
  // what can still be undone
  await change(site, follow, { ...people, lieu: 'Salle verte' })
  await desk().post(`${address}/acceptation`, { confirmer: 'oui' }).expect(303)

  const words = [canary, name, phone]
  const held = () => [...new Set(words.flatMap((word) => rowsHolding(site, word)))].toSorted()
  expect(held()).toEqual(
    expect.arrayContaining(['decisions', 'drafts', 'events', 'feedback', 'messages', 'notes', 'outbox']),
  )
  await erasePerson(houseOf(site), canary, { actor: 'system', staysOnline: () => false })

  expect(held()).toEqual([])
  expect(words.flatMap((word) => filesHolding(site, word))).toEqual([])
  // the others are told still
  const left = await site.mails()
  expect(left.map(({ to }) => (to as { address: string }).address)).toContain('seule@example.org')
  expect(words.filter((word) => JSON.stringify(left).includes(word))).toEqual([])
})

test('what the coordination writes for the public names nobody any more; an address that ends alike is somebody else’s', async () => {
  const site = openSite()
  const { db, clock } = site
  const alike = `x${canary}`
  const edition = findEditionOfYear(db, 2023)!
  describeWebinar(db, edition, {
    title: `Acheter avec ${canary}`,
    day: null,
    length: '1 h',
    speakers: canary,
    summary: `Questions à ${canary}`,
    sharing: `Écrire à ${canary}, ou à ${alike}.`,
    transcript: `Zoé : ${canary}.`,
  })
  const said = {
    groupId: 1,
    listed: 1,
    title: `Le kit de ${canary}`,
    purpose: canary,
    audience: `Voir ${canary}`,
  } as const
  const file = {
    name: `Kit (${canary}).pdf`,
    storedAs: 'x'.repeat(32),
    type: 'application/pdf',
    size: 1,
    sha256: 'a'.repeat(64),
    flags: [],
  }
  addResource(db, clock, 'kit', said, { file })
  addResource(db, clock, 'lien', { ...said, title: alike }, { link: `https://exemple.fr/?de=${canary}` })
  const mine = { editeur_courriel: canary, directeur: `${name}, ${canary}` }
  replaceFacts(db, { ...mine, editeur_nom: 'Association Exemple', donnees_courriel: alike })
  const { version } = db.prepare<[], { version: number }>("SELECT version FROM resources WHERE slug = 'kit'").get()!

  await erasePerson(houseOf(site), canary, { actor: 'coordinator:1', staysOnline: () => true })

  expect(JSON.stringify(db.prepare('SELECT * FROM webinars').all())).toMatch(`Écrire à …, ou à ${alike}.`)
  for (const table of ['webinars', 'resources', 'legal_facts'])
    expect(JSON.stringify(db.prepare(`SELECT * FROM ${table}`).all()).replaceAll(alike, '')).not.toContain(canary)
  expect(db.prepare("SELECT name, title, version FROM resources WHERE slug = 'kit'").get()).toEqual({
    name: 'Kit (…).pdf',
    title: 'Le kit de …',
    version: version + 1,
  })
  // what the law wants said is to be said again, and the desk sees why
  expect(findFacts(db)).toEqual({ editeur_nom: 'Association Exemple', donnees_courriel: alike })
  const [noted] = db
    .prepare<[], { actor: string; before: string }>("SELECT * FROM journal WHERE act = 'facts-erased'")
    .all()
  expect(noted?.actor).toBe('coordinator:1')
  expect(Object.keys(JSON.parse(noted?.before ?? ''))).toEqual([
    'Directrice ou directeur de la publication',
    'Adresse électronique de l’éditeur',
  ])
  expect(JSON.stringify(noted)).not.toMatch(/Canari|@/)
  const history = (await site.coordinator().get('/moderation/historique').expect(200)).text
  expect(history).toContain('Mentions légales effacées avec une adresse')

  await erasePerson(houseOf(site), canary, { actor: 'coordinator:1', staysOnline: () => true })
  expect(db.prepare("SELECT count(*) FROM journal WHERE act = 'facts-erased'").pluck().get()).toBe(1)
})

test('a mail about several propositions goes with the last of them', async () => {
  const site = openSite()
  const [gone, kept] = [await propose(site, contact), await propose(site, { contact_courriel: 'autre@example.org' })]
  const items = [gone, kept].map((follow) => ({ kind: 'evenement', reference: deskOf(follow).slice(-6) }))
  const queue = (to: string, of: object[]) =>
    queueMail(site.db, site.clock, {
      name: 'proposals-decided',
      to,
      data: { act: 'refused', message: 'Non.', items: of },
    })
  await site.mails()
  queue('dominique@example.org', items.slice(0, 1))
  queue('claude@example.org', items)
  await erasePerson(houseOf(site), canary, { actor: 'system', staysOnline: () => true })
  const left = site.db.prepare(`SELECT recipient FROM outbox WHERE name = 'proposals-decided'`).pluck().all()
  expect(left).toEqual(['claude@example.org'])
})

const houseOf = (site: TestSite) => ({
  ...site,
  folders: { documents: site.folder, images: path.join(site.config.DATA_DIR, 'images') },
})

/** Its organiser proposes it changed. */
async function change({ visitor }: TestSite, follow: string, form: Typed) {
  const editing = await visitor.post(`${follow}/modification`).expect(303)
  const checked = await visitor.submit(String(editing.headers.location), { ...completeForm, ...form } as never)
  await visitor.post(String(checked.headers.location), { confirmer: ['doublon'] }).expect(303)
}

/** Puts the address in every answer that takes free text, in files and their names, in messages and announcements. */
async function writeEverywhere(site: TestSite) {
  const desk = site.coordinator()
  const send = async (slug: string, complete: Typed, files = {}) => {
    const kept = await site.visitor.submit(`/proposer/${slug}`, marked(slug, complete), files)
    expect(kept.status, kept.text?.match(/<ul>[\s\S]*?<\/ul>/)?.[0]).toBe(303)
    const confirmer = ['doublon', 'hors_semaine']
    const sent = await site.visitor.post(kept.headers.location ?? '', { confirmer }).expect(303)
    return String(sent.headers.location).replace(/\?.*$/, '')
  }
  const referenceOf = (follow: string) => follow.slice('/suivi/'.length).split('.')[0] ?? ''

  const files = { programme: [`programme ${canary}.pdf`, pdf(canary)], carte_blanche: ['page.docx', docx()] }
  const follow = await send('evenement', { ...completeForm, accord: 'oui' }, files)
  const event = referenceOf(follow)
  await desk.post(`/moderation/evenements/${event}/publication`, { confirmer: 'oui' }).expect(303)
  await site.visitor.post(`${follow}/message`, { message: `Répondez à ${canary}.` }).expect(303)
  const note = `Une liste d’attente : ${canary}, ${name}.`
  await site.visitor.post(`${follow}/etat`, { etat: 'complet', note, confirme: 'oui' }).expect(303)
  const editing = String((await site.visitor.post(`${follow}/modification`).expect(303)).headers.location)
  const changed = { ...completeForm, ...contact, accord: 'oui', titre: `Avec ${name}`, resume: `Écrire à ${canary}.` }
  const checked = await site.visitor.submit(editing, changed).expect(303)
  await site.visitor.post(String(checked.headers.location), { confirmer: ['doublon'] }).expect(303)
  await desk.post(`/moderation/evenements/${event}/acceptation`, { confirmer: 'oui' }).expect(303)

  await send('rex', completeRex)
  await send('carte-blanche', completeCarteBlanche)
  await site.visitor.submit('/proposer/evenement', { ...marked('evenement', completeForm), debut: '25 h' }).expect(422)
  await hand(site, ['table.csv', `Titre;Résumé\n${canary};Par ${canary}\n`], contact)
  const other = await propose(site, { titre: 'La proposition d’une autre', contact_courriel: 'autre@example.org' })
  const invited = { collegue_nom: name, collegue_courriel: canary }
  await site.visitor.post(`${other}/collegues`, invited).expect(303)
  await site.visitor.post(`${other}/message`, { message: `Voyez avec ${canary}.` }).expect(303)
  const question = { message: `Je suis ${name}, ${canary}.`, nom: name, courriel: canary.toUpperCase() }
  await site.visitor.post('/contact', question).expect(303)
  await site.visitor.post(`/signalement/${event}`, { message: `Le contact n’est plus ${canary}.` }).expect(303)
  await desk.post('/moderation/courrier/1/reponse', { reponse: `Bonjour ${name}.` }).expect(303)
  expect(linkIn(site.config.baseUrl + follow, '/suivi/')).toBe(follow)
  return { event }
}

function marked(slug: string, complete: Typed): Typed {
  const fields = formKinds[slug]?.fields ?? {}
  const free = Object.entries(complete).filter(
    ([field, value]) =>
      typeof value === 'string' &&
      value.length > 12 &&
      ['text', 'textarea'].includes(fields[field]?.kind ?? '') &&
      !fields[field]?.communes &&
      !/^(jour|debut|fin|date|criteres|chiffres|mots_cles|titre|contact_nom)/.test(field),
  )
  return {
    ...complete,
    ...Object.fromEntries(free.map(([field, value]) => [field, `${value} (${canary})`])),
    ...contact,
  } as Typed
}

/** The files of the data folder in whose bytes a text can be read, the log of changes included. */
const filesHolding = ({ config }: TestSite, text: string) =>
  globSync('**', { cwd: config.DATA_DIR, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name: file }) => path.join(parentPath, file))
    .filter((file) => readFileSync(file).includes(text))

/** The tables in which a text can be read. */
function rowsHolding({ db }: TestSite, text: string) {
  const tables = db.prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'table'`).pluck().all()
  return tables.filter((table) => JSON.stringify(db.prepare(`SELECT * FROM ${table}`).all()).includes(text))
}
