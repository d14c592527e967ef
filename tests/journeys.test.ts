import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { newPage, openBrowser } from './support/browser.ts'
import { docx, pdf } from './support/files.ts'
import { completeForm } from './support/forms.ts'
import { choose, focused, tab, tabTo, walk } from './support/keyboard.ts'
import { linkIn } from './support/send.ts'
import { fillSite, serveSite } from './support/served.ts'
import { coordinatorEmail } from './support/site.ts'

const browser = await openBrowser()
const filled = await fillSite(await serveSite())
afterAll(async () => {
  await browser.close()
  filled.close()
})

const title = completeForm.titre
const fiche = { name: 'Notre fiche d’été.pdf', mimeType: 'application/pdf', buffer: pdf() }
const carte = { name: 'Notre page.docx', mimeType: 'application/octet-stream', buffer: docx() }

describe.each([
  { scripts: 'on', javaScript: true },
  { scripts: 'off', javaScript: false },
])('scripts $scripts', ({ javaScript }) => {
  test('an organiser proposes, corrects, sends and follows; the coordinator publishes from the mail; a buyer notes it', async () => {
    const { site, open } = await start({ javaScript })
    const organiser = await open(1280)
    await organiser.goto('/proposer')
    await organiser.getByRole('link', { name: 'Proposer un événement' }).first().click()
    await organiser.waitForURL(/\/proposer\/evenement$/)

    await fill(organiser, { ...completeForm, titre: '', commune: 'Atlantis', inscription_url: 'inscription' })
    await unfoldDocuments(organiser)
    await organiser.locator('#fiche_rex').setInputFiles(fiche)
    await press(organiser, 'Vérifier ma proposition')
    await expectSummaryOf(organiser, ['titre', 'commune', 'inscription_url', 'accord'])
    expect(await organiser.locator('#resume').inputValue()).toBe(completeForm.resume)
    expect(await organiser.locator('#section-documents').innerText()).toContain(fiche.name)

    const { titre, commune, inscription_url } = completeForm
    await fill(organiser, { titre, commune, inscription_url, accord: 'oui' })
    await organiser.locator('#carte_blanche').setInputFiles(carte)
    await press(organiser, 'Vérifier ma proposition')
    expect(await heading(organiser)).toBe('Vérifiez votre proposition')
    for (const text of [title, fiche.name, carte.name]) {
      expect(await organiser.locator('main').innerText()).toContain(text)
    }

    await organiser.getByRole('link', { name: /^Modifier.*Où$/ }).click()
    expect(await organiser.locator(new URL(organiser.url()).hash).locator('#lieu').count()).toBe(1)
    await fill(organiser, { lieu: 'Salle bleue' })
    await press(organiser, 'Vérifier ma proposition')
    expect(await organiser.locator('main').innerText()).toContain('Salle bleue')
    await press(organiser, 'Envoyer ma proposition')
    expect(await heading(organiser)).toBe(title)
    const follow = new URL(organiser.url()).pathname

    const [received, told] = await site.mails()
    expect(linkIn(received?.text, '/suivi/')).toBe(follow)
    expect(received?.html).toContain(site.origin + follow)
    expect(told?.attachments).toHaveLength(2)

    const coordinator = await open(360)
    await coordinator.goto(linkIn(told?.text, '/decision/'))
    expect(await heading(coordinator)).toBe(title)
    await press(coordinator, 'Publier')
    expect(await coordinator.locator('#statut').innerText()).toContain('Publié')

    const buyer = await open(360)
    await buyer.goto('/agenda')
    await buyer.getByRole('link', { name: title }).click()
    expect(await heading(buyer)).toBe(title)
    const [download] = await Promise.all([
      buyer.waitForEvent('download'),
      buyer.getByRole('link', { name: 'Ajouter à mon calendrier' }).click(),
    ])
    expect(readFileSync(await download.path(), 'utf8')).toMatch(
      /^BEGIN:VCALENDAR\r\n[\s\S]*SUMMARY:Atelier de sourçage/,
    )

    await organiser.reload()
    expect(await organiser.locator('main').innerText()).toContain('Votre événement est en ligne')
    expect((await site.mails()).map(({ subject }) => subject)).toEqual([expect.stringMatching(/^Publié/)])
  })

  test('a double press, a reload, or going back and sending again makes one proposition', async () => {
    const { site, open } = await start({ javaScript })
    const page = await open(1280)
    const before = countEvents(site)
    await page.goto('/proposer/evenement')
    await fill(page, completeForm)
    await press(page, 'Vérifier ma proposition')
    await button(page, 'Envoyer ma proposition').dblclick()
    // two presses start two navigations: the browser may cut the first one short
    await page.waitForURL(/\/suivi\//).catch(() => page.waitForURL(/\/suivi\//))
    const follow = page.url()

    await page.reload()
    expect(page.url()).toBe(follow)
    await page.goBack()
    if (await button(page, 'Envoyer ma proposition').isVisible()) await press(page, 'Envoyer ma proposition')
    await page.waitForURL((url) => url.pathname === new URL(follow).pathname)
    expect(countEvents(site) - before).toBe(1)
    expect(await site.mails()).toHaveLength(2)
  })

  test('going back finds the form as it was left, before and after an error', async () => {
    const { open } = await start({ javaScript })
    const page = await open(1280)
    await page.goto('/proposer/evenement')
    for (const titre of ['Un premier titre', 'Un deuxième titre']) {
      await fill(page, { titre })
      await page.getByRole('link', { name: 'Mentions légales' }).click()
      await page.waitForURL(/mentions-legales/)
      await page.goBack()
      expect(await page.locator('#titre').inputValue()).toBe(titre)
      await press(page, 'Vérifier ma proposition')
      await page.getByRole('alert').waitFor()
      expect(await page.locator('#titre').inputValue()).toBe(titre)
    }
  })
})

describe('by keyboard alone', () => {
  test('an organiser proposes, with files and after an error; a coordinator signs in by code and decides from the queue', async () => {
    const { site, open } = await start({ javaScript: true })
    const page = await open(1280)
    await page.goto('/proposer/evenement')
    await walkForm(page, { ...completeForm, titre: '', accord: 'oui' }, { fiche_rex: fiche, carte_blanche: carte })
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    expect(await focused(page)).toMatchObject({ role: 'alert' })

    await tab(page)
    await page.keyboard.press('Enter')
    expect(await focused(page)).toMatchObject({ id: 'titre' })
    await page.keyboard.type(title)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/verification$/)
    expect(await page.locator('main').innerText()).toContain(carte.name)
    await tabTo(page, 'Envoyer ma proposition')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/suivi\//)
    expect(await site.mails()).toHaveLength(2)

    const desk = await open(1280)
    await desk.goto('/connexion')
    await tabTo(desk, 'courriel')
    await desk.keyboard.type(coordinatorEmail)
    await desk.keyboard.press('Enter')
    await desk.waitForURL(/demande=/)
    const [mail] = await site.mails()
    await tabTo(desk, 'code')
    await desk.keyboard.type(/\d{3} \d{3}/.exec(String(mail?.text))?.[0] ?? '')
    await desk.keyboard.press('Enter')
    await desk.waitForURL(/\/moderation$/)
    await tabTo(desk, title)
    await desk.keyboard.press('Enter')
    await desk.waitForURL(/\/evenements\//)
    await tabTo(desk, 'Publier')
    await desk.keyboard.press('Space')
    await desk.waitForURL(/fait=publication/)
    expect((await site.visitor.get('/agenda')).text).toContain(title)
  })

  test('a buyer finds an event by its filters', async () => {
    const { open } = await start({ javaScript: true })
    const page = await open(1280)
    await page.goto('/agenda')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await focused(page)).toMatchObject({ id: 'contenu' })

    if (!(await page.locator('#departement').isVisible())) {
      await tabTo(page, 'Filtrer')
      await page.keyboard.press('Enter')
    }
    await tabTo(page, 'departement')
    await choose(page, '61')
    await tabTo(page, 'Afficher')
    await page.keyboard.press('Enter')
    await page.waitForURL(/departement=61/)
    await tabTo(page, 'petit déjeuner')
    await page.keyboard.press('Enter')
    await page.waitForURL(/petit-dejeuner/)
  })

  test.each([
    '/',
    '/agenda',
    '/agenda/petit-dejeuner-consommation-responsable',
    '/bonnes-pratiques',
    'draft',
    'follow',
    '/connexion',
    'decision',
    '/moderation',
    'event',
  ])('%s is left as it was entered, and shows where one is; its first stop leads to the content', async (name) => {
    const url = Object.entries(filled.addresses).find(([known]) => known === name)?.[1] ?? name
    const page = await newPage(browser, { width: 1280, height: 800, baseURL: filled.origin })
    const [cookie = '', value = ''] = filled.cookie.split('=')
    if (url.startsWith('/moderation')) await page.context().addCookies([{ name: cookie, value, url: filled.origin }])
    await page.goto(url)

    const forwards = await walk(page, 'Tab')
    expect(forwards[0]).toBe('Aller au contenu')
    expect(forwards.length).toBeGreaterThan(8)
    const backwards = await walk(page, 'Shift+Tab')
    expect(backwards.reverse()).toEqual(forwards)
    await page.context().close()
  })
})

type Sites = Awaited<ReturnType<typeof serveSite>>
type Answers = Record<string, string | string[]>

async function start({ javaScript }: { javaScript: boolean }) {
  const site = await serveSite()
  const open = async (width: number) => {
    const page = await newPage(browser, { width, height: 800, javaScript, baseURL: site.origin })
    page.setDefaultTimeout(10_000)
    onTestFinished(() => page.context().close())
    return page
  }
  onTestFinished(site.close)
  return { site, open }
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const press = (page: Page, name: string) => button(page, name).click()
const heading = (page: Page) => page.getByRole('heading', { level: 1 }).innerText()
const countEvents = ({ db }: Sites) => Number(db.prepare('SELECT count(*) FROM events').pluck().get())

/** Answers in the order of the form, which may hide a question that an answer makes pointless. */
async function fill(page: Page, answers: Answers) {
  for (const [name, answer] of Object.entries(answers)) {
    const control = page.locator(`[name="${name}"]`).first()
    const kind = await kindOf(control.evaluate((element) => [element.tagName, element.getAttribute('type')]))
    if (answer === '' && !(await control.isVisible())) continue
    else if (kind === 'select') await control.selectOption(answer)
    else if (kind === 'text') await control.fill(String(answer))
    else
      for (const value of [answer].flat()) if (value) await page.locator(`[name="${name}"][value="${value}"]`).check()
  }
}

async function kindOf(described: Promise<(string | null)[]>) {
  const [tag, type] = await described
  if (tag === 'SELECT') return 'select'
  return type === 'radio' || type === 'checkbox' ? 'boxes' : 'text'
}

async function unfoldDocuments(page: Page) {
  if (await page.locator('#fiche_rex').isVisible()) return
  await page.locator('[name="ouvrir"][value="documents"]').click()
  await page.locator('#fiche_rex').waitFor()
}

/** The summary is read first: in focus, one link a field, each to a field that says the same and can be typed into. */
async function expectSummaryOf(page: Page, names: string[]) {
  const alert = page.getByRole('alert')
  await alert.waitFor()
  expect(await page.title()).toMatch(/^Erreur : /)
  expect(await focused(page)).toMatchObject({ role: 'alert' })
  expect(await alert.getByRole('heading').innerText()).toBe(`${names.length}\u00a0points à corriger`)

  const links = await alert
    .getByRole('link')
    .evaluateAll((all) => all.map((link) => [link.getAttribute('href'), link.textContent]))
  expect(links.map(([href]) => href)).toEqual(names.map((name) => `#${name}`))
  for (const [index, [href = '', message = '']] of links.entries()) {
    const field = page.locator(String(href))
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    const described = (await field.getAttribute('aria-describedby'))?.split(' ').at(-1)
    expect(await page.locator(`#${described}`).textContent()).toBe(`Erreur : ${message}`)

    await alert.getByRole('link').nth(index).focus()
    await page.keyboard.press('Enter')
    expect(`#${(await focused(page)).id}`).toBe(href)
  }
}

/** From the top of the form to its button, answering what is met on the way. */
async function walkForm(page: Page, answers: Answers, files: Record<string, typeof fiche>) {
  const met = new Set<string>()
  page.on('filechooser', async (chooser) => {
    const name = await chooser.element().getAttribute('name')
    await chooser.setFiles(files[name ?? ''] ?? [])
  })
  for (;;) {
    const { name, type, label } = await tab(page)
    if (label === 'Vérifier ma proposition') break
    if (label.startsWith('Joindre')) {
      await page.keyboard.press('Enter')
      await page.locator('#fiche_rex').waitFor()
    }
    if (!name || (met.has(name) && type !== 'checkbox')) continue
    met.add(name)

    const answer = answers[name]
    const file = files[name]
    if (file) {
      await page.keyboard.press('Space')
      await page.waitForFunction(() => (document.activeElement as HTMLInputElement).files?.length === 1)
    } else if (type === 'checkbox') {
      const value = await page.evaluate(() => (document.activeElement as HTMLInputElement).value)
      if (answer?.includes(value)) await page.keyboard.press('Space')
    } else if (typeof answer === 'string' && answer) {
      const isChoice = type === 'radio' || (await page.evaluate(() => document.activeElement?.tagName === 'SELECT'))
      if (isChoice) await choose(page, answer)
      else await page.keyboard.type(answer)
    }
  }
  const given = Object.keys(answers).filter((name) => answers[name] !== '')
  expect([...met]).toEqual(expect.arrayContaining([...given, ...Object.keys(files)]))
}
