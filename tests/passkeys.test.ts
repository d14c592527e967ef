import type { CDPSession, Page } from 'playwright-core'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { listPasskeys } from '../src/coordinators/passkeys.ts'
import { findCoordinatorByEmail } from '../src/coordinators/queries.ts'
import { newPage, openBrowser } from './support/browser.ts'
import { signedIn } from './support/faults.ts'
import { linkIn } from './support/send.ts'
import { serveSite } from './support/served.ts'
import { coordinatorEmail } from './support/site.ts'

// A passkey is bound to a domain: an address will not do.
const browser = await openBrowser()
let site = await serveSite({ host: 'localhost' })
afterAll(async () => {
  await browser.close()
  site.close()
})
beforeEach(async () => {
  site.close()
  site = await serveSite({ host: 'localhost' })
})

describe('a passkey', () => {
  test('takes the place of the mail, signs in with a press, and leads where one was going', async () => {
    const { page, close } = await atDesk()
    const codes = await addPasskey(page)
    expect(codes).toHaveLength(10)
    expect(new Set(codes).size).toBe(10)
    expect(codes[0]).toMatch(/^[A-Z2-9]{6}-[A-Z2-9]{6}$/)
    await page.getByRole('link', { name: 'C’est noté' }).click()
    await page.getByText('Il en reste 10.').waitFor()

    await page.context().clearCookies()
    await page.goto('/moderation/edition')
    await page.getByRole('button', { name: 'Utiliser ma clé d’accès' }).click()
    await page.waitForURL('**/moderation/edition')
    expect(listPasskeys(site.db, 1)).toMatchObject([{ name: 'Chrome sur Linux', usedAt: expect.any(String) }])

    const asked = await site.visitor.post('/connexion', { courriel: coordinatorEmail }).expect(303)
    const mail = (await site.mails()).at(-1)
    expect(mail?.text).toContain(`${site.origin}/connexion/secours`)
    expect(linkIn(mail?.text, '/connexion/')).toBe('/connexion/secours')
    expect(String(mail?.text)).not.toMatch(/\d{3} \d{3}/)
    expect(site.db.prepare('SELECT count(*) FROM sign_ins').pluck().get()).toBe(0)
    const unknown = await site.visitor.post('/connexion', { courriel: 'inconnue@example.org' }).expect(303)
    const pages = [asked, unknown].map(({ headers }) => site.visitor.get(headers.location ?? ''))
    const [one, other] = (await Promise.all(pages)).map(({ text }) => text.replace(/name="demande" value="[^"]+"/, ''))
    expect(one).toBe(other)
    expect(one).toContain('Utiliser ma clé d’accès')
    await close()
  })

  test('answers each question once, and only one that the site has asked', async () => {
    const { page, close } = await atDesk()
    await addPasskey(page)
    await page.context().clearCookies()
    await page.goto('/connexion')
    const answers: string[] = []
    await page.route('**/connexion/cle', async (route) => {
      answers.push(new URLSearchParams(route.request().postData() ?? '').get('reponse') ?? '')
      await route.fulfill({ body: '<h1>retenu</h1>', contentType: 'text/html' })
    })
    await page.getByRole('button', { name: 'Utiliser ma clé d’accès' }).click()
    await page.getByText('retenu').waitFor()
    const reponse = answers[0] ?? ''

    for (const wrong of ['', '{', 'null', '[]', '{"response":null}'])
      await site.visitor.post('/connexion/cle', { reponse: wrong }).expect(422)
    const asked = site.db.prepare<[], { id: number }>('SELECT * FROM challenges').all()
    site.db.prepare('UPDATE challenges SET coordinator_id = 1').run()
    await site.visitor.post('/connexion/cle', { reponse }).expect(422)
    site.db.prepare('UPDATE challenges SET coordinator_id = NULL').run()
    await site.visitor.post('/connexion/cle', { reponse }).expect(303)
    await site.visitor.post('/connexion/cle', { reponse }).expect(422)
    expect(asked).toHaveLength(1)
    expect(JSON.stringify(asked)).not.toContain(challengeIn(reponse))
    await close()
  })

  test('a question is forgotten after five minutes, and a count that goes back opens nothing', async () => {
    const { page, close } = await atDesk()
    await addPasskey(page)
    const challenges = () => site.db.prepare('SELECT count(*) FROM challenges').pluck().get()
    expect(challenges()).toBe(0)

    await page.context().clearCookies()
    await page.goto('/connexion')
    site.db.prepare('UPDATE passkeys SET counter = 1000').run()
    await page.getByRole('button', { name: 'Utiliser ma clé d’accès' }).click()
    await page.getByRole('heading', { name: 'Clé d’accès non reconnue' }).waitFor()

    site.db.prepare('UPDATE passkeys SET counter = 0').run()
    await page.goto('/connexion')
    await page.route('**/connexion/cle', async (route) => {
      site.clock.advance({ minutes: 6 })
      await route.continue()
    })
    await page.getByRole('button', { name: 'Utiliser ma clé d’accès' }).click()
    await page.getByRole('heading', { name: 'Clé d’accès non reconnue' }).waitFor()

    await page.unroute('**/connexion/cle')
    await page.goto('/connexion')
    await page.getByRole('button', { name: 'Utiliser ma clé d’accès' }).click()
    await page.waitForURL('**/moderation')
    await close()
  })

  test('is refused without its owner’s gesture', async () => {
    const { page, close, cdp, authenticator } = await atDesk()
    await addPasskey(page)
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId: authenticator, isUserVerified: false })
    await page.context().clearCookies()
    await page.goto('/connexion')
    await page.getByRole('button', { name: 'Utiliser ma clé d’accès' }).click()
    await page.getByText('Rien n’a été confirmé').waitFor()
    expect(new URL(page.url()).pathname).toBe('/connexion')
    await close()
  })

  test('taken away, the mail opens again and the codes no longer do', async () => {
    const { page, close } = await atDesk()
    const [code = ''] = await addPasskey(page)
    await page.goto('/moderation/acces/moi')
    await page.getByText('Renommer ou retirer').click()
    await page.getByLabel('Nom de la clé').first().fill('Mon téléphone')
    await page.getByRole('button', { name: 'Renommer' }).click()
    await page.locator('b', { hasText: 'Mon téléphone' }).waitFor()
    await page.getByText('Renommer ou retirer').click()
    await page.getByRole('button', { name: 'Retirer cette clé' }).click()
    await page.getByText('La clé d’accès est retirée.').waitFor()

    await site.visitor.post('/connexion/secours', { courriel: coordinatorEmail, secours: code }).expect(422)
    await site.visitor.post('/connexion', { courriel: coordinatorEmail }).expect(303)
    const link = linkIn((await site.mails()).at(-1)?.text, '/connexion/')
    await site.visitor.post(link).expect(303)
    await close()
  })

  test('of a closed account opens nothing', async () => {
    const { page, close } = await atDesk()
    await addPasskey(page)
    await page.context().clearCookies()
    await page.goto('/connexion')
    site.db.prepare(`UPDATE coordinators SET disabled_at = '2023-05-09T07:00:00Z'`).run()
    await page.getByRole('button', { name: 'Utiliser ma clé d’accès' }).click()
    await page.getByRole('heading', { name: 'Clé d’accès non reconnue' }).waitFor()
    await close()
  })
})

test('without JavaScript, the page says what to do, and a recovery code opens', async () => {
  const { page, close } = await atDesk()
  const [code = ''] = await addPasskey(page)
  await close()

  const plain = await newPage(browser, { width: 360, height: 800, javaScript: false, baseURL: site.origin })
  await plain.goto('/connexion')
  await plain.getByText('prenez un code de secours').waitFor()
  expect(await plain.getByRole('button', { name: 'Utiliser ma clé d’accès' }).count()).toBe(0)
  await plain.getByRole('link', { name: 'Entrer avec un code de secours' }).click()
  await plain.getByLabel('Votre adresse électronique').fill(coordinatorEmail.toUpperCase())
  await plain.getByLabel('Code de secours').fill(code.toLowerCase().replace('-', ' '))
  await plain.getByRole('button', { name: 'Entrer', exact: true }).click()
  await plain.getByText('Vous êtes entré par un code de secours').waitFor()
  await plain.getByText('Il en reste 9.').waitFor()
  await plain.context().close()
})

const challengeIn = (reponse: string) =>
  JSON.parse(Buffer.from(JSON.parse(reponse).response.clientDataJSON, 'base64url').toString()).challenge

/** A page of the desk whose browser has an authenticator, which says yes. */
async function atDesk() {
  const Cookie = site.coordinator().cookie
  const page = await newPage(browser, { width: 1280, height: 900, baseURL: site.origin })
  await page.context().addCookies(signedIn({ origin: site.origin, Cookie }).storageState?.cookies ?? [])
  const cdp: CDPSession = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId: authenticator } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  expect(findCoordinatorByEmail(site.db, coordinatorEmail)?.id).toBe(1)
  return { page, cdp, authenticator, close: () => page.context().close() }
}

/** Adds a passkey as a person does; returns the recovery codes that the page shows. */
async function addPasskey(page: Page) {
  await page.goto('/moderation/acces/moi')
  await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click()
  await page.getByRole('heading', { name: 'Vos codes de secours' }).waitFor()
  return page.locator('.codes code').allTextContents()
}
