import { describe, expect, test } from 'vitest'
import { note } from '../src/journal/queries.ts'
import { accountOn } from './support/accounts.ts'
import { completeForm } from './support/forms.ts'
import { countQueries } from './support/queries.ts'
import { propose, textOf } from './support/send.ts'
import { openSite, type TestSite } from './support/site.ts'

const history = '/moderation/historique'

describe('the history', () => {
  test('says who did what, when, on what, newest first', async () => {
    const site = openSite()
    const reference = referenceOf(await propose(site, { titre: 'Un atelier raconté' }))
    site.clock.advance({ hours: 1 })
    await site.coordinator().post(`/moderation/evenements/${reference}/publication`).expect(303)
    const page = (await site.coordinator().get(`${history}?reference=${reference.toLowerCase()}`).expect(200)).text
    expect(linesIn(page)).toEqual([
      '9 mai 2023 à 10 h Publiée par coordination@example.org Un atelier raconté',
      '9 mai 2023 à 9 h Proposition envoyée par l’organisateur Un atelier raconté',
    ])
    expect(page).toContain(`href="/moderation/evenements/${reference}"`)
  })

  test('keeps a line whose proposition is gone, under its reference', async () => {
    const site = openSite()
    note(site.db, site.clock, 'system', 'erased', 'ZZZZZZ')
    const page = (await site.coordinator().get(`${history}?acte=erased`).expect(200)).text
    expect(linesIn(page)).toEqual(['9 mai 2023 à 9 h Données personnelles effacées par le site · ZZZZZZ'])
    expect(page).not.toContain('/ZZZZZZ"')
  })

  test('is filtered by its address: person, act, reference, days; what makes no sense is ignored', async () => {
    const site = openSite()
    const { db, clock } = site
    const other = accountOn(site, 'relais@example.org')
    note(db, clock, 'coordinator:1', 'published', 'AAAAAA')
    clock.advance({ hours: 24 })
    note(db, clock, `coordinator:${other.id}`, 'refused', 'BBBBBB')
    const found = async (query: string) =>
      linesIn((await site.coordinator().get(`${history}?${query}`).expect(200)).text).map((line) => line.slice(-6))

    expect((await found('')).slice(0, 2)).toEqual(['BBBBBB', 'AAAAAA'])
    expect(await found(`personne=coordinator%3A${other.id}`)).toEqual(['BBBBBB'])
    expect(await found('personne=coordinator%3A1&acte=published')).toEqual(['AAAAAA'])
    expect(await found('acte=refused')).toContain('BBBBBB')
    expect(await found('du=2023-05-10&au=2023-05-10')).toEqual(['BBBBBB'])
    expect(await found('du=2023-05-09&au=2023-05-09&personne=coordinator%3A1')).toEqual(['AAAAAA'])
    expect(await found('personne=coordinator%3A1&acte=refused')).toEqual([])
    expect((await found('personne=nul&acte=autre&du=2023-02-31&au=demain&page=-3')).slice(0, 1)).toEqual(['BBBBBB'])
  })

  test('shows fifty lines a page, whose filters stay, with the same number of queries for one and for a thousand', async () => {
    const site = openSite()
    const { db, clock } = site
    const desk = site.coordinator()
    const few = await countQueries(db, () => desk.get(history).expect(200))
    for (let line = 1; line <= 1000; line++) note(db, clock, 'system', 'message', `N${line}`)
    expect(await countQueries(db, () => desk.get(history).expect(200))).toBe(few)

    const first = (await desk.get(`${history}?acte=message`)).text
    expect(linesIn(first)).toHaveLength(50)
    expect(first).toContain('Page 1 sur 20')
    expect(textOf(first)).toContain(`href="${history}?acte=message&page=2"`)
    const last = (await desk.get(`${history}?acte=message&page=20`)).text
    expect(linesIn(last).at(-1)).toMatch(/ N1$/)
    expect(textOf(last)).toContain('page=19"')
    expect(last).not.toContain('Plus ancien')
  })

  test('cannot be rewritten', async () => {
    const { db } = openSite()
    expect(() => db.prepare(`UPDATE journal SET act = 'refused'`).run()).toThrow('append-only')
    expect(() => db.prepare('DELETE FROM journal').run()).toThrow('append-only')
  })
})

describe('what was public before and after', () => {
  test('of a change that is accepted: its words, without contact, address or name', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const contact = { contact_nom: 'Zoé Canari', contact_courriel: 'zoe@example.org' }
    const follow = await propose(site, { ...contact, titre: 'Un atelier', description: 'Avec Zoé Canari, le matin.' })
    const atDesk = `/moderation/evenements/${referenceOf(follow)}`
    await desk.post(`${atDesk}/publication`).expect(303)
    const form = String((await site.visitor.post(`${follow}/modification`).expect(303)).headers.location)
    const changed = {
      ...completeForm,
      ...contact,
      titre: 'Un grand atelier',
      description: 'Avec Zoé Canari, l’après-midi. Écrire à zoe@example.org.',
      contact_public_courriel: 'autre@example.org',
    }
    const checked = await site.visitor.submit(form, changed).expect(303)
    await site.visitor.post(String(checked.headers.location), { confirmer: ['doublon'] }).expect(303)
    await desk.post(`${atDesk}/acceptation`).expect(303)

    expect(changeIn(site, 'revision-accepted')).toEqual({
      before: { Titre: 'Un atelier', Description: 'Avec …, le matin.' },
      after: {
        Titre: 'Un grand atelier',
        Description: 'Avec …, l’après-midi. Écrire à …',
      },
    })
    const page = (await desk.get(history).expect(200)).text
    expect(page).toContain('2\u00a0valeurs changées')
    expect(page).toMatch(/<ins>(<span[^>]*>\[ajouté : <\/span>)?grand/)
  })

  test('of an announcement, made by the organiser and taken back by the coordination', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const follow = await propose(site)
    const atDesk = `/moderation/evenements/${referenceOf(follow)}`
    await desk.post(`${atDesk}/publication`).expect(303)
    const note = 'Appelez Camille Exemple au 02 31 00 00 00.'
    await site.visitor.post(`${follow}/etat`, { etat: 'complet', note, confirme: 'oui' }).expect(303)
    await desk.post(`${atDesk}/retablissement`).expect(303)
    expect(changeIn(site, 'occasion-stated')).toEqual({
      before: { Annonce: 'Comme prévu' },
      after: { Annonce: 'Complet', Précision: 'Appelez … au ….' },
    })
    expect(changeIn(site, 'occasion-undone')).toEqual({
      before: { Annonce: 'Complet', Précision: 'Appelez … au ….' },
      after: { Annonce: 'Comme prévu' },
    })
  })

  test('of an edition: what changed, and nothing of its contact', async () => {
    const site = openSite()
    const desk = site.coordinator()
    const change = async (section: string, answers: Record<string, string>) => {
      const typed = fieldsIn((await desk.get(`/moderation/edition/${section}`).expect(200)).text)
      await desk.post(`/moderation/edition/${section}`, { ...typed, fuseau: 'Europe/Paris', ...answers }).expect(303)
      return typed
    }
    const { nom } = await change('dates', { nom: 'La Semaine, autrement' })
    expect(changeIn(site, 'edition-saved')).toEqual({
      before: { 'Nom de la Semaine': nom },
      after: { 'Nom de la Semaine': 'La Semaine, autrement' },
    })
    await change('contact', { contact_nom: 'Zoé Canari' })
    const lines = site.db.prepare(`SELECT before, after FROM journal WHERE act = 'edition-saved'`).all()
    expect(site.db.prepare('SELECT contact_name FROM editions ORDER BY year DESC').pluck().get()).toBe('Zoé Canari')
    expect(lines).toHaveLength(1)
    expect(JSON.stringify(lines)).not.toContain('Canari')
  })
})

const referenceOf = (follow: string) => follow.slice('/suivi/'.length).split('.')[0] ?? ''

function changeIn({ db }: TestSite, act: string) {
  const line = db
    .prepare<[string], { before: string; after: string }>('SELECT before, after FROM journal WHERE act = ?')
    .get(act)
  return line && { before: JSON.parse(line.before), after: JSON.parse(line.after) }
}

/** The lines of the page as they are read, without what is folded. */
function linesIn(html: string) {
  const list = /<ol class="log">([\s\S]*?)<\/ol>/.exec(html)?.[1] ?? ''
  return list
    .split('<li>')
    .slice(1)
    .map((line) =>
      textOf(line.replace(/<details>[\s\S]*<\/details>/, '').replace(/<[^>]*>/g, ' '))
        .replace(/[\s\u00a0]+/g, ' ')
        .trim(),
    )
}

function fieldsIn(html: string): Record<string, string> {
  const inputs = [...html.matchAll(/<input id="(\w+)" name="\w+" type="\w+"[^>]*? value="([^"]*)"/g)]
  const texts = [...html.matchAll(/<textarea id="(\w+)"[^>]*>\n?([^<]*)</g)]
  return Object.fromEntries([...inputs, ...texts].map(([, name, value]) => [name, textOf(value ?? '')]))
}

test('says what is kept out of it, and writes an address as it is', async () => {
  const site = openSite()
  const { text } = await site.coordinator('marc@example.org').get('/moderation/historique').expect(200)
  expect(text).toContain('aucune coordonnée d’organisateur n’y entre')
  expect(text).toContain('>marc@example.org</option>')
  expect(text).toContain('>L’organisateur</option>')
})
