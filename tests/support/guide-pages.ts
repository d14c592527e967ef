import type { Browser, Page } from 'playwright-core'
import type { Stage } from '../../src/guides/guide.ts'
import type { PictureName } from '../../src/guides/pictures.ts'
import { readTexts } from '../../src/texts/read.ts'
import { signedIn } from './faults.ts'
import { fileCarteBlanche, fixture } from './filed.ts'
import { completeForm } from './forms.ts'
import { linkIn, propose } from './send.ts'
import { serveSite } from './served.ts'

/** A site where every step of the guides can be looked at: the demonstration, one proposition sent, two published. */
export async function serveGuides() {
  const site = await serveSite()
  const filed = await readFiled(site)
  const desk = site.coordinator()
  const draft = await site.visitor.submit('/proposer/evenement', { ...completeForm, accord: 'oui' })
  const follow = await propose(site, { accord: 'oui' })
  const decision = linkIn((await site.mails()).find(({ text }) => linkIn(text, '/decision/'))?.text, '/decision/')
  const other = await propose(site, { ...completeForm, titre: 'Une visite de chantier', jour: '24 mai', accord: 'oui' })
  const reference = other.slice('/suivi/'.length).split('.')[0]
  await site.mails()
  await desk.post(`/moderation/evenements/${reference}/publication`, { confirmer: 'oui' }).expect(303)
  await site.mails()
  await desk.post('/moderation/evenements/ASERCC/publication', { confirmer: 'oui' }).expect(303)

  const stages: Record<Stage, string> = {
    contribuer: '/proposer',
    formulaire: '/proposer/evenement',
    verification: String(draft.headers.location),
    suivi: follow,
    publiee: other,
    retrouver: '/suivi',
    courriel: decision,
    file: '/moderation',
    proposition: '/moderation/evenements/ASERBC',
    decidee: '/moderation/evenements/ASERCC',
    'en-ligne': `/moderation/evenements/${reference}`,
    reception: '/moderation/courriels/reception',
    courrier: '/moderation/courrier',
    texte: filed.desk,
    contenus: '/moderation/pages',
    page: '/moderation/pages/contact',
    editeur: '/moderation/pages/editeur',
    accueil: '/moderation/edition/accueil',
    ressources: '/moderation/ressources',
    fiches: '/moderation/edition/fiches',
    webinaire: '/moderation/edition/webinaire',
    portail: '/moderation/portail',
  }
  return { ...site, stages, cookie: desk.cookie }
}

/** A sheet that came as a file, its text read; no longer in the queue, whose picture shows what waits. */
async function readFiled(site: Awaited<ReturnType<typeof serveSite>>) {
  const filed = await fileCarteBlanche(site, ['recit.docx', fixture('recit.docx')])
  await readTexts(site)
  await site.coordinator().post(`${filed.desk}/publication`, { confirmer: 'oui' }).expect(303)
  await site.visitor.post('/contact', { message: 'Peut-on venir en groupe ?' }).expect(303)
  await site.mails()
  return filed
}

type Guided = Awaited<ReturnType<typeof serveGuides>>

const screens = { wide: { width: 760, scale: 1 }, narrow: { width: 360, scale: 2 } }
export type Screen = keyof typeof screens
export const screenNames = Object.keys(screens) as Screen[]

/** Opens the page of a step, as its reader has it, by day. */
export async function openStage(browser: Browser, site: Guided, stage: Stage, screen: Screen) {
  const { width, scale } = screens[screen]
  const page = await browser.newPage({
    ...(site.stages[stage].startsWith('/moderation') ? signedIn({ origin: site.origin, Cookie: site.cookie }) : {}),
    baseURL: site.origin,
    colorScheme: 'light',
    deviceScaleFactor: scale,
    locale: 'fr-FR',
    // As high as the longest page: nothing stays stuck to the edge of the screen.
    viewport: { width, height: 6000 },
  })
  await page.goto(site.stages[stage])
  return page
}

/** Where each picture is taken: from the top of its first part to the bottom of its last. */
const parts: Record<PictureName, [Stage, ...string[]]> = {
  formulaire: ['formulaire', '#section-evenement legend', '#section-evenement .field:has(#type)'],
  envoi: ['verification', 'main .button', 'main .button--quiet'],
  suivi: ['suivi', '.state', 'button:text-is("Modifier ma proposition")'],
  file: ['file', '.queue li:first-child', '.queue li:nth-child(2)'],
  lecture: ['proposition', 'h2:text-is("Vérifications")', 'summary:has-text("points en ordre")'],
  decision: ['proposition', '#statut', 'summary:text-is("Refuser")'],
  raviser: ['decidee', '#statut', 'button:text-is("Envoyer maintenant")'],
}

export const stageOf = (name: PictureName) => parts[name][0]

/** The part of a page that a picture shows, in the pixels of the page, and the words that are in it. */
export async function frameOf(page: Page, name: PictureName) {
  const [, ...selectors] = parts[name]
  const boxes = []
  for (const selector of selectors) {
    const box = await page.locator(selector).first().boundingBox()
    if (!box) throw new Error(`the picture « ${name} » has no ${selector}`)
    boxes.push(box)
  }
  const air = 12
  const left = Math.max(0, Math.min(...boxes.map(({ x }) => x)) - air)
  const top = Math.min(...boxes.map(({ y }) => y)) - air
  const clip = {
    x: left,
    y: Math.max(0, top),
    width: Math.round((page.viewportSize()?.width ?? 0) - 2 * left),
    height: Math.round(Math.max(...boxes.map(({ y, height }) => y + height)) + air - top),
  }
  return { clip, words: await wordsIn(page, clip) }
}

/** What can be read there; a reference is drawn by lot, and time passes. */
const wordsIn = (page: Page, clip: { x: number; y: number; width: number; height: number }) =>
  page.evaluate(({ y, height }) => {
    const walker = document.createTreeWalker(document.querySelector('main') ?? document.body, NodeFilter.SHOW_TEXT)
    const words: string[] = []
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const range = document.createRange()
      range.selectNodeContents(node)
      const box = range.getBoundingClientRect()
      const middle = box.top + scrollY + box.height / 2
      const seen = node.parentElement?.checkVisibility() && !node.parentElement.closest('.visually-hidden, .trap')
      if (seen && box.width > 1 && middle > y && middle < y + height) words.push(node.textContent?.trim() ?? '')
    }
    return words
      .filter(Boolean)
      .join(' ')
      .replace(/\s+/g, ' ')
      .replace(/\b[0-9A-Z]{6}\b/g, '······')
      .replace(/\d+(?=\s(?:minute|jour))/g, '·')
  }, clip)
