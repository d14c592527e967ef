import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { pdf } from './support/files.ts'
import { completeForm } from './support/forms.ts'
import { htmlErrors } from './support/html.ts'
import { linkIn, messagesOf, propose } from './support/send.ts'
import { openSite, type TestSite } from './support/site.ts'

const zoe = 'zoe.canari@example.org'
const contact = { contact_courriel: zoe, contact_nom: 'Zoé Canari', contact_telephone: '02 31 47 11 08' }
const others = { contact_courriel: 'autre@example.org', contact_nom: 'Dominique Autre' }

describe('erasing', () => {
  test('leaves nothing of an address, a name or a telephone in any file, and everything of others', async () => {
    const site = openSite()
    const life = await filledLife(site)
    const before = othersOf(site)
    for (const canary of [zoe, 'Zoé Canari', '02 31 47 11 08', 'le mot de Zoé']) {
      expect.soft(filesHolding(site, canary), canary).not.toEqual([])
    }

    const { link } = life
    await erase(site, link, { [`page_${life.kept.reference}`]: 'laisser', [`page_${life.taken.reference}`]: 'retirer' })

    for (const canary of [zoe, 'Zoé Canari', '02 31 47 11 08', 'le mot de Zoé']) {
      expect.soft(filesHolding(site, canary), canary).toEqual([])
    }
    expect(othersOf(site)).toEqual(before)
    const [waiting] = await site.mails()
    expect(waiting).toMatchObject({
      to: { address: 'coordination@example.org' },
      subject: expect.stringMatching(/^Retrait/),
    })
  })

  test('leaves a page that stays without its contact, and of one that is withdrawn what its address says', async () => {
    const site = openSite()
    const { link, kept, taken, pending, follows } = await filledLife(site)
    const before = await site.visitor.get(kept.page).expect(200)
    expect(before.text).toContain('accueil@example.org')
    await erase(site, link, { [`page_${kept.reference}`]: 'laisser', [`page_${taken.reference}`]: 'retirer' })

    const after = await site.visitor.get(kept.page).expect(200)
    expect(after.text).toContain('Une visite qui reste')
    expect(after.text).toContain('inscription.example.org')
    expect(after.text).not.toContain('accueil@example.org')
    await site.visitor.get(taken.page).expect(410)
    expect(rowOf(site, taken.reference)).toMatchObject({
      title: 'Une visite retirée',
      status: 'withdrawn',
      summary: '',
      description: null,
    })
    expect(rowOf(site, pending)).toBeUndefined()
    expect(acts(site, pending)).toEqual(['submitted', 'erased'])
    // the document of the page that stays names the address, its image does not
    const left = site.db.prepare<[], { name: string; stored_as: string }>('SELECT name, stored_as FROM documents').all()
    expect(left.map(({ name }) => name)).toEqual(['affiche.png'])
    expect(readdirSync(site.folder)).toEqual(['incoming'])
    const images = readdirSync(path.join(site.config.DATA_DIR, 'images'))
    expect([...new Set(images.map((name) => name.split('-')[0]))]).toEqual(left.map(({ stored_as }) => stored_as))
    for (const follow of follows) await site.visitor.get(follow).expect(410)
  })

  test('is asked twice: without the confirmation, or without an answer for each page, nothing goes', async () => {
    const site = openSite()
    const { link, kept } = await filledLife(site)
    const page = await site.visitor.get(`${link}/effacement`).expect(200)
    expect(htmlErrors(page.text)).toEqual([])
    for (const words of [
      'Un atelier en attente',
      'Votre accès de collègue à <b>Un forum à plusieurs</b>',
      '1\u00a0brouillon',
    ])
      expect(page.text).toContain(words)

    const changes = site.db.prepare('SELECT total_changes()').pluck()
    const before = changes.get()
    const refused = await site.visitor.post(`${link}/effacement`, { [`page_${kept.reference}`]: 'laisser' }).expect(422)
    expect(messagesOf(refused.text)).toEqual([
      '«\u00a0Une visite retirée\u00a0»\u00a0: dites si la page est retirée ou si elle reste',
      'Confirmation\u00a0: cochez la case pour effacer vos données',
    ])
    expect(refused.text).toMatch(/value="laisser" checked/)
    expect(changes.get()).toBe(before)
  })

  test('twice changes nothing more, and says so', async () => {
    const site = openSite()
    await propose(site, contact)
    const link = await mine(site)
    await erase(site, link)
    const changes = site.db.prepare('SELECT total_changes()').pluck()
    const before = changes.get()
    const again = await site.visitor.post(`${link}/effacement`, { effacer: 'oui' }).expect(410)
    expect(again.text).toContain('Plus rien à cette adresse')
    expect(changes.get()).toBe(before)
    await site.visitor.post('/suivi', { courriel: zoe }).expect(303)
    expect(await site.mails()).toEqual([])
  })

  test('asks nothing of a past edition: its pages stay in the archive', async () => {
    const site = openSite()
    const { link, kept } = await filledLife(site)
    site.clock.advance({ hours: 24 * 30 })
    const again = await mine(site)
    const page = await site.visitor.get(`${again}/effacement`).expect(200)
    expect(page.text).toContain('en ligne dans l’archive de son édition, sans aucun contact')
    expect(page.text).not.toContain('Retirer la page du site')
    await site.visitor.get(link).expect(410)

    await erase(site, again)
    expect((await site.visitor.get(kept.page).expect(200)).text).not.toContain('accueil@example.org')
    expect(filesHolding(site, zoe)).toEqual([])
  })

  test('a colleague goes on with what is online or waits, by a new link; the change that waits is theirs', async () => {
    const site = openSite()
    const follow = await propose(site, contact)
    const collegue = { collegue_nom: 'Lou Suivante', collegue_courriel: 'lou@example.org' }
    await site.visitor.post(`${follow}/collegues`, collegue).expect(303)
    const publication = `/moderation/evenements/${referenceOf(follow)}/publication`
    await site.coordinator().post(publication).expect(303)
    const form = (await site.visitor.post(`${follow}/modification`).expect(303)).headers.location ?? ''
    const changed = { ...completeForm, ...contact, titre: 'Un titre changé', description: `Écrire à ${zoe}.` }
    const revised = await site.visitor.submit(form, changed).expect(303)
    await site.visitor.post(revised.headers.location ?? '').expect(303)

    const link = await mine(site)
    const words = 'Lou Suivante, qui gère cette proposition avec vous, en devient le contact'
    expect((await site.visitor.get(`${link}/effacement`)).text).toContain(words)
    await erase(site, link)

    await site.visitor.get(follow).expect(410)
    const [told] = await site.mails()
    expect(told).toMatchObject({ to: { address: 'lou@example.org' } })
    const page = await site.visitor.get(linkIn(told?.text, '/suivi/')).expect(200)
    expect(page.text).toContain('Atelier de sourçage inclusif')
    expect(page.text).toContain('Un titre changé')
    for (const canary of [zoe, 'Zoé Canari', contact.contact_telephone])
      expect.soft(filesHolding(site, canary), canary).toEqual([])
  })

  test('nobody is their own successor', async () => {
    const site = openSite()
    const follow = await propose(site, { ...others, titre: 'Un atelier repris' })
    const reference = referenceOf(follow)
    await site.visitor.post(`${follow}/collegues`, { collegue_nom: 'Zoé', collegue_courriel: zoe }).expect(303)
    await site.visitor.post(`${follow}/adresse`, { contact_courriel: zoe }).expect(303)
    expect(rowOf(site, reference)).toMatchObject({ private_email: zoe })
    await erase(site, await mine(site))
    expect(filesHolding(site, zoe)).toEqual([])
    expect(rowOf(site, reference)).toBeUndefined()
  })

  test('an address that begins or ends alike is somebody else’s', async () => {
    const site = openSite()
    await propose(site, {
      ...contact,
      description: 'Écrire à ana.zoe.canari@example.org ou zoe.canari@example.org.fr.',
    })
    const other = await propose(site, { ...others, description: `Écrire à marie-${zoe}, à ${zoe}.fr ou à <${zoe}>.` })
    await erase(site, await mine(site))
    const description = rowOf(site, referenceOf(other))?.description
    expect(description).toBe(`Écrire à marie-${zoe}, à ${zoe}.fr ou à <…>.`)
  })
})

describe('the operator', () => {
  test('writes and erases what the site holds about an address, while it runs', async () => {
    const site = openSite()
    const { kept } = await filledLife(site)
    const file = path.join(site.config.DATA_DIR, '..', `${path.basename(site.config.DATA_DIR)}.zip`)

    expect(await manage(site, 'help')).toMatchObject({
      code: 0,
      said: expect.stringMatching(/export-person[\s\S]*erase-person/),
    })
    expect(await manage(site, 'export-person', zoe, file)).toMatchObject({
      code: 0,
      said: expect.stringContaining('Écrit'),
    })
    expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK')
    expect(await manage(site, 'export-person', zoe, file)).toMatchObject({
      code: 1,
      said: expect.stringContaining('existe déjà'),
    })

    expect(await manage(site, 'erase-person', zoe)).toMatchObject({ code: 0, said: expect.stringContaining('Effacée') })
    expect(filesHolding(site, zoe)).toEqual([])
    await site.visitor.get(kept.page).expect(200)
    expect(await manage(site, 'erase-person', 'coordination@example.org')).toMatchObject({
      code: 1,
      said: expect.stringContaining('dernier accès de coordination'),
    })
    expect(await manage(site, 'coordinator', 'add', 'relais@example.org')).toMatchObject({ code: 0 })
    expect(await manage(site, 'erase-person', 'coordination@example.org')).toMatchObject({
      code: 0,
      said: expect.stringContaining('Son accès à l’espace coordination est fermé et effacé'),
    })
    expect(filesHolding(site, 'coordination@example.org')).toEqual([])
    expect(await manage(site, 'coordinator', 'list')).toMatchObject({ said: 'relais@example.org (coordination)\n' })
  }, 120_000)
})

/** Somebody who has left traces everywhere, beside somebody else. */
async function filledLife(site: TestSite) {
  const desk = site.coordinator()
  const image = await sharp({ create: { width: 640, height: 360, channels: 3, background: '#0e5b47' } })
    .png()
    .toBuffer()
  const files = { visuel_alt: 'Une affiche', visuel_droits: 'oui', accord: 'oui' }
  const send = async (form: Record<string, string>, documents = {}) => {
    const follow = await propose(site, { ...contact, ...form }, documents)
    return { follow, reference: referenceOf(follow) }
  }
  const publish = async ({ reference }: { reference: string }) => {
    await desk.post(`/moderation/evenements/${reference}/publication`, { confirmer: 'oui' }).expect(303)
    return { reference, page: `/agenda/${rowOf(site, reference)?.slug}` }
  }

  const pending = await send(
    { ...files, titre: 'Un atelier en attente' },
    { programme: ['programme.pdf', pdf()], visuel: ['affiche.png', image], fiche_rex: ['fiche.pdf', pdf()] },
  )
  const staying = await send(
    {
      ...files,
      titre: 'Une visite qui reste',
      description: `Écrire à ${zoe}.\nOu appeler.`,
      inscription_courriel: zoe,
    },
    { programme: ['programme.pdf', pdf(zoe)], visuel: ['affiche.png', image] },
  )
  await site.visitor.post(`${staying.follow}/message`, { message: 'le mot de Zoé' }).expect(303)
  const kept = await publish(staying)
  const online = { etat: 'en-ligne', lien: `https://visio.example.org/?de=${zoe}`, confirme: 'oui' }
  await site.visitor.post(`${staying.follow}/etat`, online).expect(303)
  const revision = (await site.visitor.post(`${staying.follow}/modification`).expect(303)).headers.location ?? ''
  const revised = await site.visitor
    .submit(revision, { ...completeForm, ...contact, ...files, titre: 'Une visite changée' })
    .expect(303)
  await site.visitor.post(revised.headers.location ?? '', { confirmer: 'doublon' }).expect(303)
  const taken = await publish(
    await send({ titre: 'Une visite retirée', publier: 'oui' }, { programme: ['programme.pdf', pdf()] }),
  )
  await site.visitor
    .submit('/proposer/evenement', { ...completeForm, ...contact, titre: 'Un brouillon', debut: '25 h' })
    .expect(422)

  const theirs = await propose(site, {
    ...others,
    titre: 'Un forum à plusieurs',
    description: 'Sans rapport avec personne.',
  })
  await site.visitor.post(`${theirs}/collegues`, { collegue_nom: 'Zoé Canari', collegue_courriel: zoe }).expect(303)
  const link = await mine(site)
  // One more that has not left yet.
  await site.visitor.post('/suivi', { courriel: zoe }).expect(303)
  return { link, kept, taken, pending: pending.reference, follows: [pending.follow, staying.follow] }
}

async function mine(site: TestSite) {
  await site.visitor.post('/suivi', { courriel: zoe }).expect(303)
  const letter = (await site.mails()).find(({ text }) => linkIn(text, '/mes-propositions/'))
  return linkIn(letter?.text, '/mes-propositions/')
}

async function erase({ visitor }: TestSite, link: string, choices: Record<string, string> = {}) {
  const done = await visitor.post(`${link}/effacement`, { ...choices, effacer: 'oui' }).expect(303)
  expect((await visitor.get(done.headers.location ?? '').expect(200)).text).toContain('Vos données sont effacées')
}

/** The files of the data folder in whose bytes a text can be read, the log of changes included. */
const filesHolding = ({ config }: TestSite, text: string) =>
  globSync('**', { cwd: config.DATA_DIR, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .filter((name) => readFileSync(name).includes(text))

/** What belongs to somebody else: the demonstration's rows, and one proposition with its mails. */
const othersOf = ({ db }: TestSite) => ({
  events: db.prepare(`SELECT * FROM events WHERE private_email <> ? ORDER BY id`).all(zoe),
  sheets: db.prepare(`SELECT * FROM sheets WHERE private_email <> ? ORDER BY id`).all(zoe),
  mails: db.prepare(`SELECT id, recipient FROM outbox WHERE recipient = 'autre@example.org'`).all(),
})

const rowOf = ({ db }: TestSite, reference: string) =>
  db.prepare<[string], Record<string, unknown>>('SELECT * FROM events WHERE reference = ?').get(reference)

const acts = ({ db }: TestSite, reference: string) =>
  db.prepare('SELECT act FROM journal WHERE subject = ? ORDER BY id').pluck().all(reference)

const referenceOf = (follow: string) => follow.slice('/suivi/'.length).split('.')[0] ?? ''

async function manage({ config }: TestSite, ...words: string[]) {
  const { PATH = '' } = process.env
  const env = { PATH, DATA_DIR: config.DATA_DIR, LOG_LEVEL: 'warn' }
  const child = spawn(process.execPath, ['src/start.mjs', 'manage', ...words], {
    cwd: path.join(import.meta.dirname, '..'),
    env,
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  const [code] = await once(child, 'close')
  return { code, said }
}
