import ical from 'node-ical'
import { afterAll, expect, test } from 'vitest'
import { formKinds } from '../src/forms/kinds.ts'
import type { Typed } from '../src/web/fields.ts'
import { newPage, openBrowser } from './support/browser.ts'
import { completeCarteBlanche, completeForm, completeRex } from './support/forms.ts'
import { linkIn } from './support/send.ts'
import { serveSite } from './support/served.ts'

const browser = await openBrowser()
const site = await serveSite()
afterAll(async () => {
  await browser.close()
  site.close()
})

const marks = [
  '"><svg onload=window.__xss=1>',
  "<%=7*191%>{{7*191}}'-window.__xss-'",
  'A\r\nBcc: eve@example.org\r\nEND:VEVENT\r\nATTENDEE:mailto:eve@example.org',
  '=cmd|calc!A0',
]

/** The complete form with a mark in every answer that is free text, whatever else it must look like. */
function marked(slug: string, complete: Typed, turn: number): Typed {
  const fields = formKinds[slug]?.fields ?? {}
  const free = Object.entries(complete).filter(
    ([name, value]) =>
      typeof value === 'string' &&
      value.length > 12 &&
      ['text', 'textarea'].includes(fields[name]?.kind ?? '') &&
      !fields[name]?.communes &&
      !/^(jour|debut|fin|date|criteres|chiffres|mots_cles)/.test(name),
  )
  const mark = marks[turn] ?? ''
  return {
    ...complete,
    ...Object.fromEntries(free.map(([name, value]) => [name, `${mark} ${value}`.slice(0, fields[name]?.limit ?? 78)])),
  }
}

const forms: [string, Typed][] = [
  [
    'evenement',
    {
      ...completeForm,
      tarif: 'Un prix libre ou presque',
      acces: 'Par le train ou le bus',
      description: 'Un long déroulé de la journée',
      accessibilite_detail: 'Une boucle magnétique',
      mots_cles: 'achat responsable',
      coorganisateurs: 'Une autre association',
      visuel_alt: '',
      contact_nom: 'Camille Exemple longue',
    },
  ],
  ['rex', completeRex],
  ['carte-blanche', completeCarteBlanche],
]

test.each(forms.flatMap(([slug, complete]) => marks.map((_, turn) => [slug, turn, complete] as const)))(
  '%s: mark %i in every answer runs nowhere and adds nothing, in any page, mail or calendar',
  async (slug, turn, complete) => {
    const typed = marked(slug, complete, turn)
    const kept = await site.visitor.submit(`/proposer/${slug}`, typed)
    expect(kept.status, kept.text.match(/<ul>[\s\S]*?<\/ul>/)?.[0]).toBe(303)
    const check = kept.headers.location ?? ''
    const checked = await site.visitor.get(check).expect(200)
    const sent = await site.visitor.post(check, { confirmer: ['doublon', 'hors_semaine'] }).expect(303)
    const follow = sent.headers.location ?? ''
    const letters = await site.mails()
    const decision = linkIn(letters.at(-1)?.text, '/decision/')
    const toDecide = await site.visitor.get(decision).expect(200)
    await site.visitor.post(`${decision}/publication`).expect(303)
    letters.push(...(await site.mails()))

    for (const letter of letters) {
      expect(['camille@example.org', 'coordination@example.org']).toContain((letter.to as { address: string }).address)
      expect(letter.subject).not.toMatch(/[\r\n]/)
      expect(String(letter.html)).not.toMatch(/<svg onload|<img src=x/)
      expect(String(letter.text)).not.toContain('1337')
    }

    const page = await newPage(browser, { width: 1280, height: 800, baseURL: site.origin })
    const published =
      /href="(\/(?:agenda|rex|cartes-blanches)\/[^"?#]+)"/.exec((await site.visitor.get(decision)).text)?.[1] ?? ''
    expect(published).not.toBe('')
    for (const url of ['/', '/agenda', published, '/bonnes-pratiques', follow]) {
      await page.goto(url)
      expect(await page.evaluate(() => (window as unknown as { __xss?: number }).__xss), url).toBeUndefined()
    }
    await page.context().close()
    for (const html of [checked.text, toDecide.text]) expect(html).not.toMatch(/<svg onload/)

    if (slug === 'evenement') {
      const calendar = await site.visitor.get(`${published}.ics`).buffer(true).expect(200)
      const events = Object.values(ical.parseICS(calendar.text)).filter((one) => one?.type === 'VEVENT')
      expect(events).toHaveLength(1)
      expect(events[0]).not.toHaveProperty('attendee')
    }
  },
)

test('field names that reach for the prototype change nothing, as form and as multipart', async () => {
  const names = {
    '__proto__[x]': 'y',
    'constructor[prototype][x]': 'y',
    '__proto__.x': 'y',
    'titre[__proto__][x]': 'y',
  }
  await site.visitor.post('/proposer/evenement', { ...completeForm, ...names })
  await site.visitor.submit('/proposer/evenement', { ...completeForm, ...names })
  expect(({} as Record<string, unknown>).x).toBeUndefined()
  await site.visitor.get('/agenda').expect(200)
})

test('nothing private is in any public page or feed', async () => {
  const secrets = ['Zénobie', 'zenobie.privee@example.org', '02 99 98 97 96', 'secret-visio.example.org']
  const [contact_nom, contact_courriel, contact_telephone] = secrets as [string, string, string]
  const privately = { contact_nom: `${contact_nom} Privée`, contact_courriel, contact_telephone }
  const addresses: string[] = []
  for (const [slug, complete] of forms) {
    const online =
      slug === 'evenement'
        ? {
            titre: 'Un atelier à deux endroits',
            participation: 'mixte',
            lien_en_ligne: 'https://secret-visio.example.org/x',
            lien_reserve: ['oui'],
          }
        : {}
    const kept = await site.visitor.submit(`/proposer/${slug}`, { ...complete, ...online, ...privately }).expect(303)
    await site.visitor.post(kept.headers.location ?? '', { confirmer: ['doublon'] }).expect(303)
    const decision = linkIn((await site.mails()).at(-1)?.text, '/decision/')
    expect((await site.visitor.get(decision)).text).toContain(contact_courriel)
    await site.visitor.post(`${decision}/publication`).expect(303)
    const published = /href="(\/(?:agenda|rex|cartes-blanches)\/[^"?#]+)"/.exec(
      (await site.visitor.get(decision)).text,
    )?.[1]
    if (published) addresses.push(published)
  }
  await site.mails()
  expect(addresses).toHaveLength(3)

  const open = site.doors
    .filter(({ who }) => who === 'everyone')
    .flatMap(({ examples }) => examples.filter((url) => !url.includes('{')))
  for (const url of [...open, ...addresses, `${addresses[0]}.ics`, '/agenda?q=zenobie', '/agenda?mode=mixte']) {
    const { text = '' } = await site.visitor.get(url).buffer(true)
    for (const secret of secrets) expect(text, `${secret} in ${url}`).not.toContain(secret)
  }
  expect((await site.visitor.get(addresses[0] ?? '')).text).toContain('Un atelier à deux endroits')
})
