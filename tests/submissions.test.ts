import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { docx, pdf } from './support/files.ts'
import { completeForm } from './support/forms.ts'
import { linkIn, messagesOf, propose, textOf } from './support/send.ts'
import { openSite } from './support/site.ts'

test('an organiser proposes, the coordinators are told, one publishes, and a buyer reads it in the agenda', async () => {
  const site = openSite()
  const follow = await propose(
    site,
    { accord: 'oui' },
    { fiche_rex: ['Notre fiche d’été.pdf', pdf()], carte_blanche: ['carte.docx', docx()] },
  )
  expect(follow).toMatch(/^\/suivi\//)

  const [received, told, ...more] = await site.mails()
  expect(more).toEqual([])
  expect(received).toMatchObject({
    to: { address: 'camille@example.org' },
    subject: expect.stringContaining('Atelier de sourçage inclusif'),
  })
  expect(linkIn(received?.text, '/suivi/')).toBe(follow)
  expect(told).toMatchObject({
    to: { address: 'coordination@example.org' },
    replyTo: { address: 'camille@example.org' },
  })
  expect(told?.attachments?.map(({ filename }) => filename)).toEqual(['Notre fiche d’été.pdf', 'carte.docx'])

  const decision = linkIn(told?.text, '/decision/')
  expect((await site.visitor.get(decision)).text).toContain('Atelier de sourçage inclusif')
  expect((await site.visitor.get('/agenda')).text).not.toContain('Atelier de sourçage inclusif')

  await site.visitor.post(`${decision}/publication`).expect(303)
  const agenda = await site.visitor.get('/agenda')
  expect(agenda.text).toContain('Atelier de sourçage inclusif')
  expect(agenda.text).toContain('21\u00a0événements')
  const page = await site.visitor.get('/agenda/atelier-de-sourcage-inclusif').expect(200)
  expect(page.text).toContain('accueil@example.org')
  expect(page.text).not.toContain('camille@example.org')
  expect(await site.mails()).toMatchObject([
    { to: { address: 'camille@example.org' }, subject: expect.stringMatching(/^Publié/) },
  ])
  expect((await site.visitor.get(follow)).text).toContain('/agenda/atelier-de-sourcage-inclusif')
})

test('the acknowledgement lists the files that arrived: of an event and its sheets, then of a modification alone', async () => {
  const site = openSite()
  const listed = async () => {
    const received = (await site.mails()).find(({ text }) => linkIn(text, '/suivi/'))
    const [, list = ''] = String(received?.text).split('Documents reçus')
    for (const [, name = ''] of list.matchAll(/– (\S+)/g)) expect(received?.html).toContain(name)
    return list.trim().replaceAll('\u00a0', ' ').split('\n')
  }
  const follow = await propose(
    site,
    { accord: 'oui' },
    { programme: ['programme.pdf', pdf()], fiche_rex: ['fiche.pdf', pdf('fiche')] },
  )
  expect(await listed()).toEqual(['– programme.pdf (1 Ko)', '– fiche.pdf (1 Ko)'])

  await site.coordinator().post(`/moderation/evenements/${follow.slice(7, 13)}/publication`, { confirmer: 'oui' })
  await site.mails()
  site.clock.advance({ minutes: 5 })
  const editing = await site.visitor.post(`${follow}/modification`).expect(303)
  const files = {
    programme: ['nouveau.pdf', pdf('nouveau')],
    carte_blanche: ['carte.docx', docx()],
  } satisfies Record<string, [string, Buffer]>
  const checked = await site.visitor
    .submit(editing.headers.location ?? '', { ...completeForm, accord: 'oui' }, files)
    .expect(303)
  await site.visitor.post(checked.headers.location ?? '').expect(303)
  expect(await listed()).toEqual(['– nouveau.pdf (1 Ko)', '– carte.docx (1 Ko)'])
})

test('a sheet that came as a file is said to be completed, where it is sent and by mail; later mails do not name it again', async () => {
  const site = openSite()
  const files = { fiche_rex: ['Fiche.pdf', pdf()] } satisfies Record<string, [string, Buffer]>
  const kept = await site.visitor.submit('/proposer/evenement', { ...completeForm, accord: 'oui' }, files).expect(303)
  const check = kept.headers.location ?? ''
  expect((await site.visitor.get(check)).text).toContain('complétez-la depuis votre page de suivi')
  const sent = (await site.visitor.post(check).expect(303)).headers.location ?? ''
  expect((await site.visitor.get(sent)).text).toContain('Il reste à compléter le document joint')
  const [received, told] = await site.mails()
  for (const part of [received?.text, received?.html])
    expect(String(part).replaceAll(/<\/?b>/g, '')).toMatch(/À compléter.: Fiche REX/)
  expect(received?.text).toContain('Avec elle : Fiche REX.')

  const decision = linkIn(told?.text, '/decision/')
  const change = async (lieu: string) => {
    const editing = await site.visitor.post(`${sent.split('?')[0]}/modification`).expect(303)
    const checked = await site.visitor.submit(editing.headers.location ?? '', { ...completeForm, lieu }).expect(303)
    await site.visitor.post(checked.headers.location ?? '').expect(303)
    return (await site.mails())[0]
  }
  await site.visitor.post(`${decision}/correction`, { message: 'Quelle salle ?' }).expect(303)
  await site.mails()
  const corrected = await change('Salle bleue')
  expect(corrected?.subject).toMatch(/^Correction reçue/)
  expect(corrected?.text).not.toContain('Fiche REX')
  await site.visitor.post(`${decision}/publication`).expect(303)
  await site.mails()
  const revised = await change('Salle verte')
  expect(revised?.subject).toMatch(/^Modification reçue/)
  expect(revised?.text).not.toContain('Fiche REX')
})

test('what is wrong is listed in the order of the form, a file among the answers', async () => {
  const { visitor } = openSite()
  const files = { fiche_rex: ['faux.pdf', Buffer.from('rien')] } satisfies Record<string, [string, Buffer]>
  const typed = { ...completeForm, titre: '', visuel_alt: 'x'.repeat(201) }
  const page = await visitor.submit('/proposer/evenement', typed, files).expect(422)
  expect([...page.text.matchAll(/<li><a href="#(\w+)">/g)].map((match) => match[1])).toEqual([
    'titre',
    'fiche_rex',
    'visuel_alt',
  ])
})

test('an incomplete form comes back with everything that was typed, and one message a field in two places', async () => {
  const { visitor } = openSite()
  const typed = {
    ...completeForm,
    titre: 'Court',
    resume: '',
    debut: '25h',
    commune: 'Atlantis "&<é',
    contact_nom: "L'été <b>&amp;\n\t' \"",
  }
  const page = await visitor.submit('/proposer/evenement', typed).expect(422)

  expect(page.text).toContain('<title>Erreur : ')
  expect(page.text).toContain('4\u00a0points à corriger')
  const messages = messagesOf(page.text)
  expect(messages).toHaveLength(4)
  for (const message of messages) expect(textOf(page.text).split(message)).toHaveLength(3)
  expect(textOf(page.text)).toContain('value="Atlantis "&<é"')
  expect(page.text).toContain('name="themes"')
  expect([...page.text.matchAll(/value="(strategie-sourcing|insertion|acheteurs-publics)" checked/g)]).toHaveLength(3)
})

test('a file that was received stays with the draft, and can be taken out', async () => {
  const site = openSite()
  const refused = await site.visitor
    .submit('/proposer/evenement', { ...completeForm, titre: '', accord: 'oui' }, { fiche_rex: ['fiche.pdf', pdf()] })
    .expect(422)
  expect(refused.text).toContain('fiche.pdf')
  expect(stored(site.folder)).toHaveLength(1)

  const address = /action="(\/proposer\/evenement\/[^"]+)"/.exec(refused.text)?.[1] ?? ''
  const checked = await site.visitor.submit(address, { ...completeForm, accord: 'oui' }).expect(303)
  expect((await site.visitor.get(checked.headers.location ?? '')).text).toContain('fiche.pdf')

  const id = /name="retirer" value="(\d+)"/.exec((await site.visitor.get(address)).text)?.[1] ?? ''
  await site.visitor.submit(address, { ...completeForm, titre: 'Un titre changé en passant', retirer: id }).expect(303)
  expect(stored(site.folder)).toEqual([])
  expect((await site.visitor.get(address)).text).toContain('Un titre changé en passant')
})

test('the same form sent twice, ten times at once, or again after Back gives one proposition and one set of mails', async () => {
  const site = openSite()
  const form = { ...completeForm, cle: 'A'.repeat(22) }
  const kept = await site.visitor.submit('/proposer/evenement', form).expect(303)
  const answers = await Promise.all(Array.from({ length: 10 }, () => site.visitor.post(kept.headers.location ?? '')))
  const again = await site.visitor.submit('/proposer/evenement', form).expect(303)

  expect(new Set([...answers, again].map((answer) => answer.headers.location))).toHaveProperty('size', 1)
  expect(await site.mails()).toHaveLength(2)
  expect(pendingTitles(site)).toEqual([completeForm.titre])

  const another = await site.visitor
    .submit('/proposer/evenement', { ...form, titre: 'Un autre atelier, après le premier' })
    .expect(303)
  await site.visitor.post(another.headers.location ?? '', { confirmer: 'doublon' }).expect(303)
  expect(pendingTitles(site)).toEqual([completeForm.titre, 'Un autre atelier, après le premier'])
})

test('a correction asked for is made from the follow page, and the proposition waits again under the same reference', async () => {
  const site = openSite()
  const follow = await propose(site)
  const decision = linkIn((await site.mails())[1]?.text, '/decision/')
  await site.visitor.post(`${decision}/correction`, { message: 'Précisez le nom de la salle.' }).expect(303)

  const [asked] = await site.mails()
  expect(asked?.text).toContain('Précisez le nom de la salle.')
  expect((await site.visitor.get(follow)).text).toContain('Précisez le nom de la salle.')

  const editing = await site.visitor.post(`${follow}/modification`).expect(303)
  expect((await site.visitor.get(editing.headers.location ?? '')).text).toContain(
    'value="Atelier de sourçage inclusif"',
  )
  const checked = await site.visitor
    .submit(editing.headers.location ?? '', { ...completeForm, lieu: 'Salle bleue' })
    .expect(303)
  const sent = await site.visitor.post(checked.headers.location ?? '').expect(303)

  expect(sent.headers.location).toBe(`${follow}?fait=corrige`)
  expect((await site.visitor.get(follow)).text).toContain('Salle bleue')
  expect((await site.mails()).map(({ subject }) => subject)).toEqual([
    expect.stringMatching(/^Correction reçue/),
    expect.stringMatching(/^Corrigée/),
  ])
  expect(pendingTitles(site)).toEqual([completeForm.titre])
})

test('after the deadline the form says so and takes nothing; what was begun is kept', async () => {
  const site = openSite()
  const kept = await site.visitor.submit('/proposer/evenement', completeForm).expect(303)
  site.clock.advance({ hours: 24 * 12 })

  await site.visitor.post(kept.headers.location ?? '').expect(403)
  await site.visitor.get('/proposer/evenement').expect(403)
  await site.visitor.submit('/proposer/evenement', { ...completeForm, titre: 'Un titre tapé trop tard' }).expect(403)
  expect((await site.visitor.get('/proposer')).text).toContain('closes')
  expect(pendingTitles(site)).toEqual([])
  expect(site.db.prepare('SELECT count(*) FROM drafts').pluck().get()).toBe(2)
})

test('a file remembered after sending starts a new proposition rather than vanish', async () => {
  const site = openSite()
  const form = { ...completeForm, cle: 'B'.repeat(22), accord: 'oui' }
  const kept = await site.visitor.submit('/proposer/evenement', form).expect(303)
  await site.visitor.post(kept.headers.location ?? '').expect(303)

  const again = await site.visitor
    .submit('/proposer/evenement', form, { fiche_rex: ['oubliée.pdf', pdf()] })
    .expect(303)
  expect((await site.visitor.get(again.headers.location ?? '').expect(200)).text).toContain('oubliée.pdf')
})

test('a correction brings the new address and the new file to the sheet that waits', async () => {
  const site = openSite()
  const follow = await propose(site, { accord: 'oui' }, { fiche_rex: ['ancienne.pdf', pdf()] })
  const editing = await site.visitor.post(`${follow}/modification`).expect(303)
  expect((await site.visitor.post(`${follow}/modification`)).headers.location).toBe(editing.headers.location)
  const changed = { ...completeForm, contact_courriel: 'corrigee@example.org', accord: 'oui' }
  const checked = await site.visitor
    .submit(editing.headers.location ?? '', changed, { fiche_rex: ['nouvelle.pdf', pdf('autre')] })
    .expect(303)
  await site.visitor.post(checked.headers.location ?? '').expect(303)

  expect(site.db.prepare(`SELECT private_email FROM sheets WHERE source = 'file'`).pluck().all()).toEqual([
    'corrigee@example.org',
  ])
  expect(site.db.prepare('SELECT name FROM documents').pluck().all()).toEqual(['nouvelle.pdf'])
  await site.visitor.get(follow).expect(410)
})

test('the same theme twice is one theme', async () => {
  const site = openSite()
  const follow = await propose(site, { themes: ['insertion', 'insertion'] })
  expect((await site.visitor.get(follow).expect(200)).text).toContain('Insertion et clauses sociales')
})

test('a correction that was asked for may come after the deadline', async () => {
  const site = openSite()
  const follow = await propose(site)
  const decision = linkIn((await site.mails())[1]?.text, '/decision/')
  site.clock.advance({ hours: 24 * 12 })
  await site.visitor.post(`${decision}/correction`, { message: 'Précisez le nom de la salle.' }).expect(303)
  const editing = await site.visitor.post(`${follow}/modification`).expect(303)
  const checked = await site.visitor.submit(editing.headers.location ?? '', completeForm).expect(303)
  expect((await site.visitor.post(checked.headers.location ?? '').expect(303)).headers.location).toBe(
    `${follow}?fait=corrige`,
  )
})

test('a form posted with more than it asks changes nothing more', async () => {
  const site = openSite()
  const follow = await propose(site, {
    status: 'published',
    id: '1',
    featured: '1',
    reference: 'ASERAA',
    __proto__x: 'y',
    'constructor[prototype][x]': '1',
  })
  expect((await site.visitor.get(follow)).text).toContain('En attente de décision')
  expect(({} as Record<string, unknown>).x).toBeUndefined()
})

test.each([
  '/suivi/AAAAAA.0.xxxxxxxxxxxxxxxxxxxxxx',
  '/suivi/x',
  '/proposer/evenement/inconnu',
  '/decision/evenement.ASERAA.1.2023-05-09.zzz',
])('a made-up link is not found: %s', async (url) => {
  const { visitor } = openSite()
  await visitor.get('/proposer/evenement').expect(200)
  await visitor.get(url).expect(404)
})

const stored = (folder: string) => readdirSync(folder).filter((name) => name !== 'incoming')

const pendingTitles = ({ db }: ReturnType<typeof openSite>) =>
  db
    .prepare(`SELECT title FROM events WHERE status = 'pending' AND reference NOT LIKE 'ASER%' ORDER BY id`)
    .pluck()
    .all()
