import { describe, expect, test } from 'vitest'
import { pdf } from './support/files.ts'
import { completeForm } from './support/forms.ts'
import { htmlErrors } from './support/html.ts'
import { messagesOf, propose, textOf } from './support/send.ts'
import { openSite } from './support/site.ts'

const room = '/moderation/groupe'

describe('several propositions, ticked in the queue', () => {
  test('are listed, and refused with one reason and one mail for each organiser', async () => {
    const site = await waiting()
    const queue = (await site.desk.get('/moderation')).text
    expect(queue).toContain(`name="choix" value="${site.first}"`)
    expect(htmlErrors(queue)).toEqual([])
    const page = (await site.desk.get(`${room}?${site.chosen}&decision=refus`)).text
    expect(htmlErrors(page)).toEqual([])
    expect(page).toContain('Atelier un')
    expect([...page.matchAll(/name="choix" value="\w+" checked/g)]).toHaveLength(3)

    const empty = await site.desk.post(room, { decision: 'refus', choix: site.all }).expect(422)
    expect(messagesOf(empty.text)).toEqual([expect.stringContaining('Motif du refus')])
    const form = { ...site.seen(page), decision: 'refus', choix: site.all, motif: 'La Semaine est complète.' }
    const done = await site.desk.post(room, form).expect(303)
    expect(await site.mailsNow()).toEqual([])
    const batch = (await site.desk.get(done.headers.location ?? '')).text
    expect(textOf(batch)).toContain('Les courriels partent dans 5\u00a0minutes, un par organisateur')
    expect(htmlErrors(batch)).toEqual([])

    const mails = await site.mails()
    expect(mails.map(({ to }) => (to as { address: string }).address).sort()).toEqual([
      'autre@example.org',
      'camille@example.org',
    ])
    const [mine] = mails.filter(({ to }) => (to as { address: string }).address === 'camille@example.org')
    expect(mine?.subject).toBe('2 propositions ne sont pas retenues')
    for (const text of ['Atelier un', 'Atelier deux', 'La Semaine est complète.', ...site.follows.slice(0, 2)]) {
      expect(String(mine?.text)).toContain(text)
      expect(String(mine?.html)).toContain(text)
    }
    expect(String(mine?.text)).not.toContain('Atelier trois')
    expect(site.statuses()).toEqual(['refused', 'refused', 'refused'])
  })

  test('of one address, however it was written, make one mail that lists them all', async () => {
    const site = await waiting({ contact_courriel: 'Camille@Example.org' })
    await site.desk.post(room, { decision: 'publication', choix: site.all.slice(0, 2) }).expect(303)
    const mails = await site.mails()
    expect(mails).toHaveLength(1)
    for (const text of ['Atelier un', 'Atelier deux', ...site.follows.slice(0, 2)])
      expect(String(mails[0]?.text)).toContain(text)
  })

  test('are undone as a whole, or sent as a whole', async () => {
    const site = await waiting()
    const publish = () => site.desk.post(room, { decision: 'publication', choix: site.all }).expect(303)
    const { headers } = await publish()
    const batch = String(headers.location)
    const alone = textOf((await site.desk.get(`/moderation/evenements/${site.first}`)).text)
    expect(alone).toContain('avec ceux de 2\u00a0autres propositions')
    expect(alone).toContain(batch)
    const undone = await site.desk.post(`${batch}/annulation`).expect(303)
    const page = textOf((await site.desk.get(undone.headers.location ?? '')).text)
    expect(page).toContain('Tout est annulé')
    expect(page).toContain('<h1>3\u00a0décisions annulées</h1>')
    expect(site.statuses()).toEqual(['pending', 'pending', 'pending'])
    expect(await site.mails()).toEqual([])

    const again = String((await publish()).headers.location)
    await site.desk.post(`${again}/envoi`).expect(303)
    const sent = await site.mailsNow()
    expect(sent).toHaveLength(2)
    expect(sent.flatMap(({ attachments }) => attachments ?? [])).toHaveLength(3)
    const late = await site.desk.post(`${again}/annulation`).expect(409)
    expect(textOf(late.text)).toContain('déjà parti')
    expect(site.statuses()).toEqual(['published', 'published', 'published'])
  })

  test('are told of as they still are: one that was withdrawn meanwhile is left out', async () => {
    const site = await waiting()
    await site.desk.post(room, { decision: 'publication', choix: site.all }).expect(303)
    await site.visitor.post(`${site.follows[0]}/retrait`, { confirme: 'oui' }).expect(303)
    await site.visitor.post(`${site.follows[2]}/retrait`, { confirme: 'oui' }).expect(303)
    await site.mailsNow()
    const mails = await site.mails()
    expect(mails.map(({ to }) => (to as { address: string }).address)).toEqual(['camille@example.org'])
    expect(String(mails[0]?.text)).toContain('Atelier deux')
    expect(String(mails[0]?.text)).not.toContain('Atelier un')
  })

  test('are told of after what was decided of one of them before', async () => {
    const site = await waiting()
    const address = `/moderation/evenements/${site.all[1]}`
    await site.desk.post(`${address}/correction`, { message: 'Précisez la salle.' }).expect(303)
    const form = { decision: 'correction', choix: site.all.slice(0, 2), message: 'Et l’horaire.' }
    const { headers } = await site.desk.post(room, form).expect(303)
    await site.desk.post(`${headers.location}/envoi`).expect(303)
    expect((await site.mailsNow()).map(({ text }) => String(text))).toEqual([
      expect.stringContaining('Précisez la salle'),
      expect.stringContaining('Et l’horaire'),
    ])
  })

  test('are not undone at all once something has happened to one of them', async () => {
    const site = await waiting()
    const { headers } = await site.desk.post(room, { decision: 'publication', choix: site.all }).expect(303)
    await site.visitor.post(`${site.follows[1]}/etat`, { etat: 'complet', confirme: 'oui' }).expect(303)
    await site.desk.post(`${headers.location}/annulation`).expect(409)
    expect(site.statuses()).toEqual(['published', 'published', 'published'])
    expect(await site.mails()).toHaveLength(3)
  })
})

describe('what cannot be decided', () => {
  test('because it has changed is said, with why, and stays ticked; the others are decided', async () => {
    const site = await waiting()
    const queue = (await site.desk.get('/moderation')).text
    const page = (await site.desk.get(`${room}?${site.chosen}&decision=correction`)).text
    await site.desk.post(`/moderation/evenements/${site.first}/refus`, { motif: 'Déjà vu ailleurs.' }).expect(303)
    await correct(site, site.follows[1] ?? '')
    const lu = /name="lu" value="(\d+)"/.exec(queue)?.[1]
    const listed = textOf((await site.desk.get(`${room}?${site.chosen}&decision=correction&lu=${lu}`)).text)
    expect(listed).toContain('À relire avant de la cocher : Corrigée et renvoyée par l’organisateur')
    expect(listed).toContain('déjà décidée')
    expect([...listed.matchAll(/name="choix" value="\w+" checked/g)]).toHaveLength(1)

    const words = 'Précisez le nom de la salle.'
    const form = { ...site.seen(page), decision: 'correction', choix: site.all, message: words }
    const late = await site.desk.post(room, form).expect(409)
    expect(htmlErrors(late.text)).toEqual([])
    const said = textOf(late.text)
    expect(said).toContain(words)
    expect(said).toContain('1\u00a0autre l’est')
    expect(said).toContain('elle a changé pendant que vous la lisiez\u00a0: Corrigée et renvoyée par l’organisateur')
    expect([...said.matchAll(/name="choix" value="(\w+)" checked/g)].map(([, one]) => one)).toEqual([site.all[1]])
    expect(site.statuses()).toEqual(['refused', 'pending', 'changes_requested'])
  })

  test('for a document that nobody has looked at, or a sheet to complete', async () => {
    const site = await waiting(
      { accord: 'oui' },
      { programme: ['Programme.pdf', pdf()], fiche_rex: ['Fiche.pdf', pdf('Fiche')] },
    )
    const sheet =
      site.db
        .prepare<[], string>(
          `SELECT reference FROM sheets WHERE status = 'pending' AND source = 'file' ORDER BY id DESC`,
        )
        .pluck()
        .get() ?? ''
    const choix = [site.first, sheet]
    const page = (await site.desk.get(`${room}?decision=publication&choix=${site.first}&choix=${sheet}`)).text
    expect(textOf(page)).toMatch(/Fiche\.pdf<\/a>[^:]*:\s(complétez la fiche|l’accord de publication)/)
    const form = { ...site.seen(page), decision: 'publication', choix }
    const unread = await site.desk.post(room, form).expect(422)
    expect(textOf(unread.text)).toContain('un document est à regarder')
    expect(site.statuses()[0]).toBe('pending')
    const part = await site.desk.post(room, { ...form, [`confirmer_${site.first}`]: 'oui' }).expect(422)
    expect(textOf(part.text)).toContain('1\u00a0proposition n’est pas décidée')
    expect(site.statuses()[0]).toBe('published')
  })
})

test('without anything ticked, nothing is decided; a batch that never was is nowhere', async () => {
  const site = await waiting()
  await site.desk.post(room, { decision: 'refus', motif: 'Personne n’est concerné.' }).expect(422)
  expect((await site.desk.get(room).expect(200)).text).toContain('Cochez d’abord')
  await site.desk.get(`${room}/inconnu`).expect(404)
  expect(site.statuses()).toEqual(['pending', 'pending', 'pending'])
})

type Files = Record<string, [string, Buffer]>

/** Two events of one organiser and one of another, that wait; their mails are read. The files come with the first. */
async function waiting(form: Record<string, string> = {}, files: Files = {}) {
  const site = openSite()
  const follows = [
    await propose(site, { titre: 'Atelier un', ...form }, files),
    await propose(site, { titre: 'Atelier deux' }),
    await propose(site, { titre: 'Atelier trois', contact_courriel: 'autre@example.org' }),
  ]
  await site.mails()
  const all = follows.map((follow) => follow.slice('/suivi/'.length).split('.')[0] ?? '')
  const status = site.db.prepare<[string], string>('SELECT status FROM events WHERE reference = ?').pluck()
  return {
    ...site,
    desk: site.coordinator(),
    follows,
    all,
    first: all[0] ?? '',
    chosen: all.map((one) => `choix=${one}`).join('&'),
    statuses: () => all.map((one) => status.get(one)),
    /** the versions that a page shows */
    seen: (html: string) =>
      Object.fromEntries(
        [...textOf(html).matchAll(/name="(vu_\w+)" value="([^"]+)"/g)].map(([, name, value]) => [name, value]),
      ) as Record<string, string>,
  }
}

async function correct({ visitor }: Awaited<ReturnType<typeof waiting>>, follow: string) {
  const editing = await visitor.post(`${follow}/modification`).expect(303)
  const form = { ...completeForm, titre: 'Atelier corrigé' }
  const checked = await visitor.submit(String(editing.headers.location), form).expect(303)
  await visitor.post(String(checked.headers.location), { confirmer: ['doublon', 'hors_semaine'] }).expect(303)
}
