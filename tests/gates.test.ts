import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { addOwnPasskey } from '../src/coordinators/own-passkeys.ts'
import { anyPasskey } from './support/accounts.ts'
import { newPage, openBrowser } from './support/browser.ts'
import { measureEcoIndex, weigh } from './support/ecoindex.ts'
import { faultsOf, looksOf, type Served } from './support/faults.ts'
import { pdf } from './support/files.ts'
import { linkIn, propose } from './support/send.ts'
import { fillSite, serveSite } from './support/served.ts'
import { secret } from './support/site.ts'
import { watchPage } from './support/watch.ts'

const [site, week, long, demonstration] = await Promise.all([
  serveSite().then(fillSite),
  serveWeek(),
  serveLongWords(),
  serveSite(),
])
const browser = await openBrowser()
afterAll(async () => {
  await browser.close()
  for (const one of [site, week, long, demonstration]) one.close()
})

const types = await Promise.all(site.examples.map((example) => typeOf(example)))
const examples = site.examples.filter((_, index) => types[index]?.startsWith('text/html'))
const pages = examples.filter(({ name }) => name !== '{mail}/html')

test('the examples are pages, but for a few downloads', () => {
  expect(pages.length).toBeGreaterThan(35)
  expect(site.examples.filter((example) => !examples.includes(example)).map(({ name }) => name)).toEqual([
    '/agenda/petit-dejeuner-consommation-responsable.ics',
    '/rex.json',
    '/rex.geojson',
    '/rex.csv?modifie_depuis=2023-05-01',
    '/fiches/fiche-rex.docx',
    '/fiches/exemple-fiche-rex.pdf',
    '/fiches/carte-blanche.pdf',
    '{document}',
    '{image}',
    '/communes?q=lisi',
    '/proposer/plusieurs/modele.csv',
    '/proposer/plusieurs/modele.xlsx',
    '{draftDocument}',
    '{previewDocument}',
    '{mine}/donnees.zip',
    '{follow}/donnees.zip',
    '{followDocument}',
    '{decisionDocument}',
    '/webinaire/enregistrement',
    '/webinaire/sous-titres',
    '/ressources/guide-de-l-organisateur',
    '/accessibilite/rgaa.csv',
    '/ecoconception/rgesn.csv',
    '/moderation/bilan.csv',
    '/moderation/bilan.xlsx',
    '/moderation/exports/evenements.csv?contacts=oui',
    '/moderation/exports/documents.xlsx',
    '/moderation/portail/fiches.zip',
    '{mail}/pieces/1',
    '/healthz',
    '/readyz',
    '/robots.txt',
    '/.well-known/security.txt',
  ])
})

// The main templates: the others are made of the same pieces.
const inTheDark = new Set([
  '/',
  '/agenda',
  '/agenda/petit-dejeuner-consommation-responsable',
  '/agenda/vetements-de-travail-boucler-la-boucle',
  '/rex/un-lot-d-espaces-verts-reserve-a-l-insertion',
  '/cartes-blanches/nos-reunions-ont-change-de-gout',
  '{draft}',
  '{draft}/verification',
  '{follow}',
  '{decision}',
  '/connexion',
  '/moderation',
  '{rex}',
  '{mail}',
  'nothing there',
  'the form with errors, and a file kept',
])

describe.concurrent('every page: accessible, valid, quiet, light, and as narrow as a telephone', () => {
  test.each(pages)('$name', async ({ name, url, headers }) => {
    let measure: Awaited<ReturnType<typeof weigh>> | undefined
    const open = async (page: Page) => {
      measure = await weigh(page, url)
    }
    expect(await faultsOf(browser, { ...site, ...headers }, open, inTheDark.has(name))).toEqual([])
    expect(measure).toMatchObject({ grade: 'A' })
  })
})

const desk = { ...site, Cookie: site.cookie }
/** Propositions that no other page is looked at for. */
const spares = site.db
  .prepare<[], string>(
    `SELECT reference FROM events WHERE status = 'pending' AND title LIKE 'Rencontre %' ORDER BY id DESC`,
  )
  .pluck()
  .all()
const spare = (index: number) => `/moderation/evenements/${spares[index]}`
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

describe.concurrent('every state too', () => {
  test.each<[string, Served, (page: Page) => Promise<unknown>]>([
    ['nothing there', site, (page) => page.goto('/introuvable')],
    ['an event cancelled', site, (page) => page.goto('/agenda/forum-des-fournisseurs-inclusifs')],
    ['a sign-in link that is over', site, (page) => page.goto('/connexion/AAAAAAAAAAAAAAAAAAAAAA')],
    ['home, during the week', week, (page) => page.goto('/')],
    ['agenda, during the week', week, (page) => page.goto('/agenda')],
    ['an event under way', week, (page) => page.goto('/agenda/petit-dejeuner-consommation-responsable')],
    ['proposals closed', week, (page) => page.goto('/proposer/evenement')],
    ['contributing, closed', week, (page) => page.goto('/proposer')],
    ['long words in the agenda', long, (page) => page.goto('/agenda')],
    ['long words in an event', long, (page) => page.goto(long.event)],
    ['long words followed', long, (page) => page.goto(long.follow)],
    ['long words to decide', long, (page) => page.goto(long.decision)],
    ['long words in the queue', { ...long, Cookie: long.cookie }, (page) => page.goto('/moderation')],
    ['a published proposition followed', site, (page) => page.goto(site.addresses.followPublished)],
    ['a correction asked for', site, (page) => page.goto(site.addresses.followCorrected)],
    ['a refused proposition followed', site, (page) => page.goto(site.addresses.followRefused)],
    ['decided already', site, (page) => page.goto(site.addresses.decided)],
    ['the second page of the queue', desk, (page) => page.goto('/moderation?page=2')],
    [
      'a page of the site looked at before it is saved',
      desk,
      async (page) => {
        await page.goto('/moderation/pages/a-propos')
        await press(page, 'Aperçu')
      },
    ],
    [
      'a text that cannot be saved',
      desk,
      async (page) => {
        await page.goto('/moderation/pages/glossaire')
        await page.locator('#texte').fill('')
        await page.locator('#a_jour').fill('31 février')
        await press(page, 'Enregistrer')
      },
    ],
    [
      'a date that cannot be, at the desk',
      desk,
      async (page) => {
        await page.goto('/moderation/edition/dates')
        await page.locator('#premier_jour').fill('31 février')
        await page.locator('#fuseau').selectOption('Indian/Reunion')
        await press(page, 'Enregistrer')
      },
    ],
    [
      'an invitation, read again',
      desk,
      async (page) => {
        await page.goto('/moderation/edition/invitations')
        await press(page, 'Relire avant d’envoyer')
      },
    ],
    ['a filed sheet published, at the desk', desk, (page) => page.goto(site.addresses.filedDesk ?? '')],
    [
      'the form with errors, and a file kept',
      site,
      async (page) => {
        await page.goto('/proposer/evenement')
        await page.locator('#titre').fill('Court')
        await page.locator('#jour').fill('31 février')
        for (const [name, value] of [
          ['participation', 'mixte'],
          ['inscription', 'obligatoire'],
          ['gratuit', 'non'],
          ['publier', 'non'],
        ]) {
          await page.locator(`[name="${name}"][value="${value}"]`).check()
        }
        await page.locator('[name="ouvrir"][value="documents"]').click()
        await page.locator('#fiche_rex').waitFor()
        const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/pdf', buffer })
        await page.locator('#fiche_rex').setInputFiles(file('fiche.pdf', Buffer.from('pas un PDF')))
        await page.locator('#carte_blanche').setInputFiles(file('carte.pdf', pdf()))
        await press(page, 'Vérifier ma proposition')
        await page.getByRole('alert').waitFor()
        expect(await page.locator('[aria-invalid]').count()).toBeGreaterThan(10)
      },
    ],
    [
      'an empty address to sign in',
      site,
      (page) => page.goto('/connexion').then(() => press(page, 'Recevoir le lien')),
    ],
    [
      'a wrong code',
      site,
      (page) => page.goto('/connexion?demande=AAAAAAAAAAAAAAAAAAAAAA').then(() => press(page, 'Se connecter')),
    ],
    ['an empty recovery code', site, (page) => page.goto('/connexion/secours').then(() => press(page, 'Entrer'))],
    [
      'an invitation to correct',
      desk,
      (page) => page.goto('/moderation/acces').then(() => press(page, 'Envoyer l’invitation')),
    ],
    [
      'my access, with a passkey',
      { ...demonstration, Cookie: demonstration.coordinator().cookie },
      async (page) => {
        addOwnPasskey(demonstration.db, demonstration.clock, secret, 1, anyPasskey)
        await page.goto('/moderation/acces/moi')
        await page.getByText('Renommer ou retirer').click()
      },
    ],
    [
      'new recovery codes',
      desk,
      async (page) => {
        addOwnPasskey(site.db, site.clock, secret, 1, anyPasskey)
        await page.goto('/moderation/acces/moi')
        await page.getByLabel('Mes codes précédents').check()
        await press(page, 'Établir dix nouveaux codes')
        await page.getByRole('heading', { name: 'Vos codes de secours' }).waitFor()
      },
    ],
    [
      'a refusal without its reason',
      desk,
      async (page) => {
        await page.goto(site.addresses.event)
        await page.locator('summary', { hasText: 'Refuser' }).click()
        await press(page, 'Refuser')
        await page.getByRole('alert').waitFor()
      },
    ],
    [
      'a decision whose mail waits',
      desk,
      async (page) => {
        await page.goto(spare(0))
        await press(page, 'Publier')
        await page.getByRole('button', { name: 'Annuler l’envoi' }).waitFor()
      },
    ],
    [
      'a decision that came too late',
      desk,
      async (page) => {
        const address = spare(1)
        await page.goto(address)
        await site.coordinator().post(`${address}/refus`, { sans_prevenir: 'oui' }).expect(303)
        await page.locator('summary', { hasText: 'Demander une correction' }).click()
        await page.locator('#message').fill('Précisez le nom de la salle.')
        await press(page, 'Envoyer la demande')
        await page.getByLabel('à copier').waitFor()
      },
    ],
    [
      'several refused without a reason',
      desk,
      async (page) => {
        await page.goto('/moderation')
        for (const box of await page.locator('[name="choix"]').all()) await box.check()
        await press(page, 'Refuser')
        await press(page, 'Refuser')
        await page.getByRole('alert').waitFor()
      },
    ],
    [
      'a sheet completed in part',
      desk,
      async (page) => {
        await page.goto(site.addresses.rex ?? '')
        await press(page, 'Enregistrer')
        await page.getByRole('alert').waitFor()
      },
    ],
  ])('%s', async (name, served, open) => {
    expect(await faultsOf(browser, served, open, inTheDark.has(name))).toEqual([])
  })
})

// A mail's HTML part is made of layout tables, for the programs that read mails: only HTML validity is left out.
describe.concurrent('every mail', () => {
  const kindOf = (subject: string) => subject.replace(/\s: .*/s, '').replace(/^\d.*/, 'Code')
  const kinds = new Map(site.letters.map(({ subject, html }) => [kindOf(String(subject)), String(html)]))
  test.each([...kinds])('%s', async (_kind, html) => {
    const page = await newPage(browser, { width: 320, height: 800, baseURL: site.origin })
    const watch = await watchPage(page, site.origin)
    await page.setContent(html)
    expect(await page.locator('html').getAttribute('lang')).toBe('fr')
    expect([...(await looksOf(page, true)), ...watch.foreignRequests]).toEqual([])
    await page.context().close()
  })

  test('as the local mailbox shows it', async () => {
    const page = await newPage(browser, { width: 320, height: 800, baseURL: site.origin })
    const watch = await watchPage(page, site.origin)
    await page.goto(`${site.addresses.mail}/html`)
    expect(await page.locator('h1').count()).toBe(1)
    expect([...watch.violations, ...watch.foreignRequests, ...watch.errors]).toEqual([])
    await page.context().close()
  })
})

describe.concurrent('EcoIndex', () => {
  test.each([
    ['/', 85],
    ['/agenda/petit-dejeuner-consommation-responsable', 85],
    ['/agenda', 84],
  ])('%s of the demonstration: %i', async (url, least) => {
    const measure = await measureEcoIndex(browser, demonstration.origin + url)
    expect(measure.score, JSON.stringify(measure)).toBeGreaterThanOrEqual(least)
  })

  test('the queue shows 25 rows', async () => {
    const queue = await site.visitor.get('/moderation').set('Cookie', site.cookie)
    expect(queue.text.match(/href="\/moderation\/[\w-]+\/\w{6}"/g)).toHaveLength(25)
  })
})

test('the agenda weighs 60 KB and five requests at most, none for a font; a second time its public files are there', async () => {
  const { kilobytes, requests } = await measureEcoIndex(browser, `${demonstration.origin}/agenda`)
  expect(kilobytes).toBeLessThanOrEqual(60)
  expect(requests).toBeLessThanOrEqual(5)

  const page = await newPage(browser, { width: 1280, height: 800, baseURL: demonstration.origin })
  const first = await loadAgenda(page)
  expect(first.map(({ type }) => type)).not.toContain('Font')
  expect(first.find(({ type }) => type === 'Stylesheet')?.bytes).toBeGreaterThan(1000)

  const again = await loadAgenda(await page.context().newPage())
  expect(again.find(({ type }) => type === 'Document')?.bytes).toBeGreaterThan(0)
  expect(again.filter(({ type, bytes }) => type !== 'Document' && bytes > 0)).toEqual([])
  await page.context().close()
})

async function loadAgenda(page: Page) {
  const loaded: { type: string; url: string; bytes: number }[] = []
  const answered = new Map<string, { type: string; url: string }>()
  const cdp = await page.context().newCDPSession(page)
  cdp.on('Network.responseReceived', ({ requestId, type, response: { url } }) => answered.set(requestId, { type, url }))
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength: bytes }) => {
    const answer = answered.get(requestId)
    if (answer) loaded.push({ ...answer, bytes })
  })
  await cdp.send('Network.enable')
  await page.goto(`${demonstration.origin}/agenda`)
  await expect.poll(() => loaded.map(({ type }) => type)).toEqual(expect.arrayContaining(['Document', 'Stylesheet']))
  return loaded
}

async function typeOf({ url, headers }: { url: string; headers: Record<string, string> }) {
  const answer = await fetch(site.origin + url, { method: 'HEAD', headers })
  return answer.headers.get('content-type')
}

/** Wednesday of the week, half past ten. */
async function serveWeek() {
  const served = await serveSite()
  served.clock.advance({ days: 0, hours: 15 * 24 + 1, minutes: 30 })
  return served
}

/** One proposition as wide as its fields allow, published, and another one that waits. */
async function serveLongWords() {
  const served = await serveSite()
  const word = 'anticonstitutionnellement'
  const words = {
    titre: word.repeat(4),
    resume: word.repeat(8),
    lieu: word.repeat(4),
    adresse: word.repeat(10),
    inscription_url: `https://inscription.example.org/${word.repeat(15)}`,
    organisateur: word.repeat(6),
    contact_nom: word.repeat(4),
    contact_courriel: `${word.repeat(2)}@${word.repeat(2)}.example.org`,
    contact_fonction: word.repeat(4),
    contact_public_courriel: `${word.repeat(2)}@${word.repeat(2)}.example.org`,
  }
  await propose(served, words)
  const decision = linkIn((await served.mails())[1]?.text, '/decision/')
  await served.visitor.post(`${decision}/publication`).expect(303)
  await served.mails()

  const follow = await propose(served, words)
  return {
    ...served,
    event: `/agenda/${word.repeat(4)}`,
    follow,
    decision: linkIn((await served.mails())[1]?.text, '/decision/'),
    cookie: served.coordinator().cookie,
  }
}
