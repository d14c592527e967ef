import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readlinkSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { describe, expect, test, vi } from 'vitest'
import { fromBuffer, type Options, type ZipFile } from 'yauzl'
import { findDraft, noteFaults } from '../src/drafts/queries.ts'
import { packZip } from '../src/web/zip.ts'
import { pdf } from './support/files.ts'
import { completeCarteBlanche, completeForm } from './support/forms.ts'
import { htmlErrors } from './support/html.ts'
import { joinIn, linkIn, messagesOf, propose } from './support/send.ts'
import { openSite, type TestSite } from './support/site.ts'

const camille = 'camille@example.org'

describe('the link to everything of an address', () => {
  test('is asked for in the same words and with the same work, whoever is known here', async () => {
    const site = openSite()
    await propose(site)
    await site.mails()

    const known = await ask(site, 'Camille@Example.org')
    const unknown = await ask(site, 'personne@example.org')
    expect(known.written).toBeGreaterThan(0)
    expect(unknown.written).toBeGreaterThan(0)
    expect(known.answer).toEqual(unknown.answer)
    expect(known.page).toBe(unknown.page)
    expect(known.page).toContain('Si cette adresse a des propositions ou des brouillons, un courriel part')

    const kept = site.db.prepare('SELECT recipient FROM outbox WHERE name = ?').pluck().all('my-propositions')
    expect(kept).toEqual(['Camille@Example.org'])
    expect(await site.mails()).toMatchObject([{ to: { address: 'Camille@Example.org' }, subject: expect.any(String) }])
  })

  test('without a whole address, the form comes back', async () => {
    const { visitor } = openSite()
    const empty = await visitor.post('/suivi', { courriel: ' ' }).expect(422)
    expect(messagesOf(empty.text)).toEqual(['Votre adresse électronique\u00a0: indiquez-la pour recevoir le lien'])
    const half = await visitor.post('/suivi', { courriel: 'camille@' }).expect(422)
    expect(half.text).toContain('value="camille@"')
  })

  test('leaves three times in ten minutes at most', async () => {
    const site = openSite()
    await propose(site)
    await site.mails()
    for (let time = 1; time <= 5; time++) await site.visitor.post('/suivi', { courriel: camille }).expect(303)
    expect(await site.mails()).toHaveLength(3)
  })

  test('serves seven days; then one press asks for another, which leaves for the same address', async () => {
    const site = openSite()
    await propose(site)
    const link = await mine(site)
    site.clock.advance({ hours: 7 * 24 })
    await site.visitor.get(link).expect(200)

    site.clock.advance({ hours: 24 })
    const over = await site.visitor.get(link).expect(410)
    expect(over.text).toContain('Ce lien a plus de sept jours')
    expect(over.text).not.toContain('Atelier de sourçage inclusif')
    for (const room of ['donnees.zip', 'effacement']) await site.visitor.get(`${link}/${room}`).expect(410)
    await site.visitor.post(`${link}/effacement`, { effacer: 'oui' }).expect(410)

    await site.visitor.post(`${link}/lien`).expect(303)
    const [letter] = await site.mails()
    expect(letter).toMatchObject({ to: { address: camille } })
    const again = linkIn(letter?.text, '/mes-propositions/')
    expect(again).not.toBe(link)
    await site.visitor.get(again).expect(200)
  })

  test('does not become somebody else’s when their address is typed where one’s own was', async () => {
    const site = openSite()
    await propose(site, { contact_courriel: 'victime@example.org' })
    const draft = await begin(site, { contact_courriel: 'curieux@example.org' })
    const link = await mine(site, 'curieux@example.org')
    await site.visitor.get(link).expect(200)

    await site.visitor
      .submit(draft, { ...completeForm, titre: '', contact_courriel: 'victime@example.org' })
      .expect(422)
    const answer = await site.visitor.get(link).expect(410)
    expect(answer.text).toContain('Plus rien à cette adresse')
    expect((await site.visitor.get(await mine(site, 'victime@example.org')).expect(200)).text).toContain(draft)
  })
})

describe('« Mes propositions »', () => {
  test('shows what an address manages, its own and others’, and the forms it has begun, each with a link that opens it', async () => {
    const site = openSite()
    const own = await propose(site, { titre: 'Une visite de chantier' })
    const shared = await propose(site, { titre: 'Un forum à plusieurs', contact_courriel: 'autre@example.org' })
    await propose(site, { titre: 'Rien à voir avec elle', contact_courriel: 'autre@example.org' })
    await site.visitor
      .post(`${shared}/collegues`, { collegue_nom: 'Camille Exemple', collegue_courriel: camille })
      .expect(303)
    const draft = await begin(site, { titre: 'Un atelier à finir', debut: '' })

    const page = await site.visitor.get(await mine(site)).expect(200)
    expect(htmlErrors(page.text)).toEqual([])
    expect(page.text).toContain('Une visite de chantier')
    expect(page.text).toContain('En attente de décision')
    expect(page.text).toContain(`href="${own}"`)
    expect(page.text).toContain('Un forum à plusieurs')
    expect(page.text).toContain('comme collègue')
    expect(page.text).not.toContain('Rien à voir avec elle')
    expect(page.text).toContain('Un atelier à finir')
    expect(page.text).toContain('gardé jusqu’au 8\u00a0juillet\u00a02023')
    expect(page.text).toContain(`href="${draft}"`)
    for (const [, href] of page.text.matchAll(/href="(\/(?:suivi|proposer)\/[^"]{20,})"/g)) {
      await site.visitor.get(String(href)).expect(200)
    }
  })

  test('is grouped by edition when there are several', async () => {
    const site = openSite()
    await propose(site, { titre: 'Une visite de cette année' })
    const old = await propose(site, { titre: 'Une visite d’il y a six mois' })
    const link = await mine(site)
    expect((await site.visitor.get(link)).text).not.toContain('2e édition')

    moveToLastEdition(site, referenceOf(old))
    const { text } = await site.visitor.get(link).expect(200)
    expect(text.indexOf('3e édition')).toBeLessThan(text.indexOf('Une visite de cette année'))
    expect(text.indexOf('2e édition')).toBeLessThan(text.indexOf('il y a six mois'))
    expect(text.indexOf('Une visite de cette année')).toBeLessThan(text.indexOf('2e édition'))
  })

  test('runs the same number of queries for one proposition and for many', async () => {
    const site = openSite()
    await propose(site)
    const link = await mine(site)
    const few = await queriesOf(site, () => site.visitor.get(link).expect(200))
    for (let number = 1; number <= 3; number++) await propose(site, { titre: `Une rencontre, numéro ${number}` })
    expect(await queriesOf(site, () => site.visitor.get(link).expect(200))).toBe(few)
  })
})

describe('the data of an address', () => {
  test('are all in one zip, in words, with the documents; nothing of anybody else', async () => {
    const site = openSite()
    await filledLife(site)
    const download = await zipAt(site, await mine(site))
    expect(download.headers['content-disposition']).toContain('mes-donnees.zip')
    expect(download.headers['cache-control']).toBe('no-store')

    const files = await unzip(download.body)
    const text = String(files.get('donnees.json'))
    for (const word of [
      camille,
      'Camille Exemple',
      '02 31 00 00 01',
      'accueil@example.org',
      'Une visite de chantier',
      'Le parking est-il accessible',
      'Précisez le nom de la salle.',
      'Un nouveau titre proposé',
      'Un atelier à finir',
      'Un forum à plusieurs',
      'version_des_questions',
      'Accusé de réception',
      'Proposition envoyée',
      'Fiche REX',
    ]) {
      expect.soft(text, word).toContain(word)
    }
    for (const word of [
      'autre@example.org',
      'Dominique Autre',
      '02 31 99 99 99',
      'collegue@example.org',
      'Un secret d’autrui',
    ]) {
      expect.soft(text, word).not.toContain(word)
    }

    const data = JSON.parse(text)
    expect(data.propositions).toHaveLength(3)
    expect(data.brouillons).toMatchObject([{ nature: 'Événement', reponses: { titre: 'Un atelier à finir' } }])
    expect(data.propositions_gerees_comme_collegue).toMatchObject([{ titre: 'Un forum à plusieurs' }])
    const named = [...text.matchAll(/"(documents\/[^"]+)"/g)].map((match) => match[1] ?? '')
    expect([...files.keys()].sort()).toEqual(['donnees.json', ...named].sort())
    const byEnd = (end: string) => files.get(named.find((name) => name.endsWith(end)) ?? '')
    expect(byEnd('programme.pdf')).toEqual(pdf('Programme'))
    expect((await sharp(byEnd('affiche.webp')).metadata()).format).toBe('webp')
  })

  test('of a draft are also what is wrong with it, and what others had answered before', async () => {
    const site = openSite()
    const key = (await begin(site, { titre: 'Un atelier à finir', debut: '' })).slice(-22)
    const draft = findDraft(site.db, key)
    if (draft) noteFaults(site.db, draft, { fin: 'Heure de fin : « midi » n’est pas une heure' })
    site.db.prepare('UPDATE drafts SET replaced = ? WHERE key = ?').run('{"contact_nom":"Camille Ancienne"}', key)

    const { brouillons } = JSON.parse(String((await filesOf(site, await mine(site))).get('donnees.json')))
    expect(brouillons).toMatchObject([
      {
        reponses: { titre: 'Un atelier à finir' },
        reponses_remplacees: { contact_nom: 'Camille Ancienne' },
        a_corriger: { fin: 'Heure de fin : « midi » n’est pas une heure' },
      },
    ])
  })

  test('of one proposition are behind its own link; a colleague does not get the contact of whoever handed it in', async () => {
    const site = openSite()
    const { published } = await filledLife(site)
    const zipOf = async (follow: string) => String((await filesOf(site, follow)).get('donnees.json'))

    const own = await zipOf(published)
    expect(own).toContain('Une visite de chantier')
    expect(own).toContain(camille)
    expect(own).not.toContain('Un forum à plusieurs')

    await site.mails()
    await site.visitor
      .post(`${published}/collegues`, { collegue_nom: 'Noa', collegue_courriel: 'noa@example.org' })
      .expect(303)
    const [invitation] = await site.mails()
    const theirs = await zipOf(linkIn(invitation?.text, '/suivi/'))
    expect(theirs).toContain('Une visite de chantier')
    expect(theirs).not.toContain(camille)
    await site.visitor.get('/suivi/inconnu/donnees.zip').expect(404)
  })

  test('of an event tell the sheets of its contact in full, with their files, and what the others are; of the address, each sheet once', async () => {
    const site = openSite()
    const event = await propose(site, { accord: 'oui' }, { fiche_rex: ['fiche.pdf', pdf('Fiche')] })
    const theirs = {
      titre: 'La carte d’une autre',
      contact_nom: 'Dominique Autre',
      contact_courriel: 'autre@example.org',
    }
    await addSheet(site, event, theirs)

    const files = await filesOf(site, event)
    const told = String(files.get('donnees.json'))
    const { documents, fiches } = JSON.parse(told)
    expect(documents).toEqual([])
    expect(fiches).toHaveLength(2)
    expect(fiches[0]).toMatchObject({ nature: 'Fiche REX', documents: [expect.stringContaining('fiche.pdf')] })
    expect(JSON.stringify(fiches[0].contenu)).toContain(camille)
    expect(files.get(fiches[0].documents[0])).toEqual(pdf('Fiche'))
    expect(fiches[1]).toEqual({
      nature: 'Carte blanche',
      reference: expect.any(String),
      titre: theirs.titre,
      etat: 'En attente de décision',
    })
    for (const word of ['Dominique Autre', 'autre@example.org', completeCarteBlanche.chapo])
      expect(told).not.toContain(word)

    const { propositions } = JSON.parse(String((await filesOf(site, await mine(site))).get('donnees.json')))
    const [one, sheet] = propositions.sort((a: { nature: string }) => (a.nature === 'Événement' ? -1 : 1))
    expect(propositions).toHaveLength(2)
    expect(sheet).toMatchObject(fiches[0])
    const { nature, reference, titre, etat } = sheet
    expect(one.fiches).toEqual([{ nature, reference, titre, etat }, fiches[1]])
  })

  test('of an event keep the contact of its sheets from a colleague', async () => {
    const site = openSite()
    const event = await propose(site, { accord: 'oui' }, { fiche_rex: ['fiche.pdf', pdf('Fiche')] })
    await site.mails()
    await site.visitor
      .post(`${event}/collegues`, { collegue_nom: 'Noa', collegue_courriel: 'noa@example.org' })
      .expect(303)
    const [invitation] = await site.mails()
    const files = await filesOf(site, linkIn(invitation?.text, '/suivi/'))
    const told = String(files.get('donnees.json'))
    expect(told).toContain('Fiche REX')
    expect([...files.keys()]).toContainEqual(expect.stringContaining('fiche.pdf'))
    expect(told).not.toContain(camille)
  })
})

test.runIf(existsSync('/proc/self/fd'))('no file stays open for a reader who leaves before the end', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'aser-zip-'))
  const place = path.join(folder, 'film')
  writeFileSync(place, randomBytes(4_000_000))
  const open = () => readdirSync('/proc/self/fd').filter((one) => pointsTo(one) === place).length

  const zip = packZip([
    { name: 'un', place },
    { name: 'deux', place },
  ])
  await vi.waitFor(() => expect(open()).toBe(1), 10_000)
  zip.destroy()
  await vi.waitFor(() => expect(open()).toBe(0), 10_000)
  // nor is the next one opened
  await wait(50)
  expect(open()).toBe(0)
})

test('what becomes of a sheet is told to those who manage the event that it came with, once each, as long as they manage it', async () => {
  const site = openSite()
  const event = await propose(site, { accord: 'oui' }, { fiche_rex: ['fiche.pdf', pdf('Fiche')] })
  const links = (await site.visitor.get(event)).text.match(/\/suivi\/[^"/?]+/g) ?? []
  const sheet = links.find((href) => !href.startsWith(event)) ?? ''
  const invite = (follow: string, name: string) =>
    site.visitor
      .post(`${follow}/collegues`, { collegue_nom: name, collegue_courriel: `${name}@example.org` })
      .expect(303)
  for (const name of ['noa', 'lou']) await invite(event, name)
  for (const name of ['noa', 'sam']) await invite(sheet, name)
  await site.mails()
  const told = async (words: string) =>
    (await site.mails())
      .filter(({ text }) => String(text).includes(words))
      .map(({ to, text }) => ({
        name: (to as { address: string }).address.split('@')[0],
        link: linkIn(text, '/suivi/'),
      }))
  const names = async (words: string) => (await told(words)).map(({ name }) => name)

  const desk = site.coordinator()
  const address = `/moderation/rex/${referenceOf(sheet)}`
  await desk.post(`${address}/correction`, { message: 'Précisez la durée du marché.' }).expect(303)
  const asked = await told('Précisez la durée')
  expect(asked.map(({ name }) => name)).toEqual(['camille', 'noa', 'sam', 'lou'])
  expect(new Set(asked.map(({ link }) => link)).size).toBe(4)
  for (const { link } of asked) {
    expect(link).toContain(`/suivi/${referenceOf(sheet)}`)
    expect((await site.visitor.get(link).expect(200)).text).toContain('Précisez la durée du marché.')
  }

  await desk.post(`${address}/message`, { reponse: 'Qui s’en occupe ?' }).expect(303)
  const zoe = { nouveau_nom: 'Zoé', nouveau_courriel: 'zoe@example.org', confirme: 'oui' }
  await site.visitor.post(`${sheet}/transmission`, zoe).expect(200)
  expect(await names('Qui s’en occupe')).toEqual(['noa', 'sam'])
  await desk.post(`${address}/message`, { reponse: 'Bonjour Zoé.' }).expect(303)
  expect(await names('Bonjour Zoé')).toEqual(['zoe', 'noa', 'sam'])
})

/** One organiser with a bit of everything, beside somebody else. */
async function filledLife(site: TestSite) {
  const image = await sharp({ create: { width: 640, height: 360, channels: 3, background: '#0e5b47' } })
    .png()
    .toBuffer()
  const answers = {
    contact_telephone: '02 31 00 00 01',
    accord: 'oui',
    visuel_alt: 'Une affiche',
    visuel_droits: 'oui',
  }
  const published = await propose(
    site,
    { ...answers, titre: 'Une visite de chantier' },
    { programme: ['programme.pdf', pdf('Programme')], visuel: ['affiche.png', image], fiche_rex: ['fiche.pdf', pdf()] },
  )
  await site.visitor.post(`${published}/message`, { message: 'Le parking est-il accessible\u202f?' }).expect(303)
  const desk = site.coordinator()
  await desk.post(`/moderation/evenements/${referenceOf(published)}/publication`, { confirmer: 'oui' }).expect(303)
  const form = (await site.visitor.post(`${published}/modification`).expect(303)).headers.location ?? ''
  const revised = await site.visitor
    .submit(form, { ...completeForm, ...answers, titre: 'Un nouveau titre proposé' })
    .expect(303)
  await site.visitor.post(revised.headers.location ?? '').expect(303)

  const waiting = await propose(site, { titre: 'Un atelier à corriger' })
  const correction = `/moderation/evenements/${referenceOf(waiting)}/correction`
  await desk.post(correction, { message: 'Précisez le nom de la salle.' }).expect(303)
  await begin(site, { titre: 'Un atelier à finir', debut: '' })

  const theirs = {
    contact_courriel: 'autre@example.org',
    contact_nom: 'Dominique Autre',
    contact_telephone: '02 31 99 99 99',
  }
  const shared = await propose(site, { ...theirs, titre: 'Un forum à plusieurs', description: 'Un secret d’autrui' })
  await site.visitor.post(`${shared}/collegues`, { collegue_nom: 'Camille', collegue_courriel: camille }).expect(303)
  await site.visitor
    .post(`${waiting}/collegues`, { collegue_nom: 'Lou', collegue_courriel: 'collegue@example.org' })
    .expect(303)
  return { published, waiting, shared }
}

/** Asks for the link of an address, and returns it from the mail. */
async function mine(site: TestSite, email = camille) {
  await site.visitor.post('/suivi', { courriel: email }).expect(303)
  const letter = (await site.mails()).find(({ text }) => linkIn(text, '/mes-propositions/'))
  return linkIn(letter?.text, '/mes-propositions/')
}

/** A form begun and not sent; returns its address. */
async function begin({ visitor }: TestSite, form: Record<string, string>) {
  const page = await visitor.submit('/proposer/evenement', { ...completeForm, titre: '', ...form }).expect(422)
  return /action="(\/proposer\/evenement\/[\w-]{22})"/.exec(page.text)?.[1] ?? ''
}

/** Sends a carte blanche with an event. */
async function addSheet({ visitor }: TestSite, event: string, form: Record<string, string>) {
  const avec = await joinIn({ visitor }, event)
  const kept = await visitor.submit('/proposer/carte-blanche', { ...completeCarteBlanche, ...form, avec }).expect(303)
  await visitor.post(kept.headers.location ?? '').expect(303)
}

/** Everything of an answer that its reader gets, and whether something was written to the disk. */
async function ask({ db, visitor, config }: TestSite, courriel: string) {
  db.pragma('wal_checkpoint(TRUNCATE)')
  const { status, headers, text } = await visitor.post('/suivi', { courriel })
  const written = statSync(`${config.DATA_DIR}/semaine.sqlite-wal`).size
  const { date, ratelimit, 'ratelimit-policy': policy, ...rest } = headers
  const page = (await visitor.get(String(headers.location)).expect(200)).text
  return { answer: { status, text, rest }, page, written }
}

const referenceOf = (follow: string) => follow.slice('/suivi/'.length).split('.')[0] ?? ''

function moveToLastEdition({ db }: TestSite, reference: string) {
  db.prepare('UPDATE events SET edition_id = (SELECT id FROM editions WHERE year = 2022) WHERE reference = ?').run(
    reference,
  )
}

async function queriesOf({ db }: TestSite, act: () => PromiseLike<unknown>) {
  const prepare = db.prepare
  let count = 0
  db.prepare = ((sql: string) => {
    count++
    return prepare.call(db, sql)
  }) as typeof prepare
  await act()
  db.prepare = prepare
  return count
}

const zipAt = ({ visitor }: TestSite, link: string) =>
  visitor.get(`${link}/donnees.zip`).buffer().parse(asBuffer).expect(200)

/** The files behind a link, by their names. */
const filesOf = async (site: TestSite, link: string) => unzip((await zipAt(site, link)).body)

const asBuffer = (answer: unknown, done: (error: Error | null, body: Buffer) => void) => {
  buffer(answer as NodeJS.ReadableStream).then((body) => done(null, body), done as (error: Error) => void)
}

/** The files of a zip, by their names. */
async function unzip(bytes: Buffer) {
  const zip = await promisify<Buffer, Options, ZipFile>(fromBuffer)(bytes, { lazyEntries: true })
  const files = new Map<string, Buffer>()
  await new Promise<void>((done, fail) => {
    zip.on('error', fail).on('end', done)
    zip.on('entry', (entry) =>
      zip.openReadStream(entry, async (error, stream) => {
        if (error) return fail(error)
        files.set(entry.fileName, await buffer(stream))
        zip.readEntry()
      }),
    )
    zip.readEntry()
  })
  return files
}

/** What a number of /proc/self/fd stands for; the one that lists them is gone by then. */
function pointsTo(fd: string) {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`)
  } catch {
    return
  }
}
