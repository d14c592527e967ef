import { readdirSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findDraft } from '../src/drafts/queries.ts'
import { keepTyped } from '../src/forms/keep.ts'
import { followToken } from '../src/propositions/links.ts'
import { mineToken } from '../src/propositions/person.ts'
import { mergeSheet } from '../src/revisions/merge.ts'
import { pdf } from './support/files.ts'
import { completeForm, completeRex } from './support/forms.ts'
import { joinIn, linkIn, propose } from './support/send.ts'
import { openSite, secret, type TestSite } from './support/site.ts'

// Who may still change a proposition: its link, or a colleague's, as long as it opens.

type Followable = Parameters<typeof followToken>[1]
type Form = Record<string, string | string[]>
const confirmer = ['doublon', 'hors_semaine']
const zoe = { nouveau_nom: 'Zoé Suite', nouveau_courriel: 'zoe@example.org', confirme: 'oui' }

test('a removed colleague changes nothing more, and gets nobody else’s link', async () => {
  const site = await waiting()
  const theirs = await invite(site, 'c@example.org')
  const unsent = await begin(site, theirs)
  await site.visitor.submit(unsent, { ...completeForm, titre: 'Le titre d’un collègue' }).expect(303)
  const sent = await begin(site, theirs)
  await send(site, sent, { titre: 'Le titre d’un collègue' })
  await site.visitor.post(`${site.follow}/collegues/${colleagueIn(site)}/retrait`).expect(303)
  await site.mails()
  const next = await invite(site, 'b@example.org')

  const old = await begin(site, next)
  expect(old).not.toBe(unsent)
  for (const url of [unsent, sent]) {
    await site.visitor.get(url).expect(410)
    await site.visitor.submit(url, { ...completeForm, titre: 'Le titre d’un absent' }).expect(410)
    await site.visitor.post(`${url}/verification`, { confirmer }).expect(410)
  }
  await site.visitor.submit('/proposer/evenement', { ...completeForm, cle: sent.split('/')[3] ?? '' }).expect(410)
  expect(contactOf(site)).toMatchObject({ title: 'Le titre d’un collègue', email: 'camille@example.org' })
  await site.visitor.get(next).expect(200)
})

test('a colleague removed before the mail could leave is sent no link, least of all the next one’s', async () => {
  const site = await waiting()
  const invited = (collegue_courriel: string) =>
    site.visitor.post(`${site.follow}/collegues`, { collegue_nom: 'Col Legue', collegue_courriel }).expect(303)
  await invited('c@example.org')
  await site.visitor.post(`${site.follow}/collegues/${colleagueIn(site)}/retrait`).expect(303)
  await invited('b@example.org')
  expect(await site.mails()).toMatchObject([{ to: { address: 'b@example.org' } }])
})

test('what becomes of a proposition is told to the colleagues too, each with a link of their own, not how the contact is reached', async () => {
  const site = await waiting({ contact_telephone: '02 31 99 88 77' })
  const theirs = await invite(site, 'c@example.org')
  await send(site, await begin(site, theirs), { titre: 'Le titre du collègue', contact_telephone: '02 31 99 88 77' })
  await site.visitor.post(`${site.decision}/publication`, { confirmer: 'oui' }).expect(303)
  const mails = await site.mails()
  const to = (email: string) => mails.filter((mail) => JSON.stringify(mail.to).includes(`"${email}"`))
  expect(to('camille@example.org').map(({ text }) => linkIn(text, '/suivi/'))).toEqual([site.follow, site.follow])
  expect(to('c@example.org').map(({ text }) => linkIn(text, '/suivi/'))).toEqual([theirs, theirs])
  expect(to('c@example.org').map(({ subject }) => subject)).toEqual([
    expect.stringContaining('Correction reçue'),
    expect.stringContaining('Le titre du collègue'),
  ])
  expect(to('camille@example.org')[0]?.text).toContain('02 31 99 88 77')
  expect(to('c@example.org')[0]?.text).not.toContain('02 31 99 88 77')
})

test('whoever handed a proposition over does not take it back by going back to an old form', async () => {
  const site = await waiting()
  const old = await begin(site)
  await send(site, old, { titre: 'Le titre de Camille' })
  await site.visitor.post(`${site.follow}/transmission`, zoe).expect(200)
  await site.visitor.submit(old, { ...completeForm, titre: 'Le titre repris' }).expect(410)
  expect(contactOf(site)).toMatchObject({ title: 'Le titre de Camille', email: 'zoe@example.org', name: 'Zoé Suite' })
})

test('a change that waited says the new contact after a hand-over, and nothing of the one before', async () => {
  const site = await waiting({ contact_telephone: '02 31 99 88 77' })
  await publish(site)
  await send(site, await begin(site), {
    contact_courriel: 'camille2@example.org',
    contact_telephone: '02 31 99 88 77',
    resume: 'Un autre résumé.',
  })
  await site.visitor.post(`${site.follow}/transmission`, zoe).expect(200)
  await site.mails()
  await site.visitor.post(`${site.decision}/acceptation`, { confirmer: 'oui' }).expect(303)
  expect(contactOf(site)).toMatchObject({ name: 'Zoé Suite', email: 'zoe@example.org', phone: null })
  expect(site.db.prepare('SELECT summary FROM events ORDER BY id DESC LIMIT 1').pluck().get()).toBe('Un autre résumé.')
  expect(site.db.prepare('SELECT base || proposed FROM revisions').pluck().get()).not.toMatch(/camille|02 31 99 88 77/)
})

test('a colleague changes a sheet, not who answers for it, even from a form begun before a hand-over', async () => {
  const site = openSite()
  const checked = await site.visitor.submit('/proposer/rex', completeRex).expect(303)
  const sent = await site.visitor.post(checked.headers.location ?? '').expect(303)
  const follow = (sent.headers.location ?? '').replace(/\?.*$/, '')
  await site.mails()
  const theirs = await invite({ ...site, follow }, 'c@example.org')
  const contact = 'SELECT private_email FROM sheets ORDER BY id DESC LIMIT 1'
  const change = async (draft: string, form: Form) => {
    const kept = await site.visitor.submit(draft, { ...completeRex, ...form }).expect(303)
    await site.visitor.post(kept.headers.location ?? '').expect(303)
  }
  await change(await begin(site, theirs), { contact_courriel: 'c@example.org', contact_nom: 'Un collègue' })
  expect(site.db.prepare(contact).pluck().get()).toBe('camille@example.org')

  const before = await begin(site, theirs)
  await site.visitor.post(`${follow}/transmission`, zoe).expect(200)
  await change(before, { titre: 'Un titre tout autre pour cette fiche' })
  expect(site.db.prepare(contact).pluck().get()).toBe('zoe@example.org')
  expect(site.db.prepare('SELECT title FROM sheets ORDER BY id DESC LIMIT 1').pluck().get()).toBe(
    'Un titre tout autre pour cette fiche',
  )
})

test('a sent correction that is gone back to undoes nothing of what others have sent since', async () => {
  const site = await waiting()
  const old = await begin(site)
  await send(site, old, { resume: 'Le premier résumé.' })
  await site.mails()
  const theirs = await invite(site, 'c@example.org')
  await send(site, await begin(site, theirs), { resume: 'Le premier résumé.', titre: 'Le titre du collègue' })
  await send(site, old, { resume: 'Le second résumé.' })
  expect(contactOf(site)).toMatchObject({ title: 'Le titre du collègue', summary: 'Le second résumé.' })
})

test('a change begun from one that was taken back since asks for all that its form says', async () => {
  const site = await waiting()
  await publish(site)
  await send(site, await begin(site), { titre: 'Le titre proposé' })
  const second = await begin(site)
  await site.visitor.post(`${site.follow}/modification/retrait`, { confirme: 'oui' }).expect(303)
  await send(site, second, { titre: 'Le titre proposé', resume: 'Le résumé proposé.' })
  const page = (await site.visitor.get(site.follow)).text
  const changes = /Ce qu’elle change[\s\S]*?<\/dl>/.exec(page)?.[0]
  expect(changes).toContain('Le titre proposé')
  expect(changes).toContain('Le résumé proposé.')
})

test('who erases their address leaves no form behind that brings them back; a colleague’s goes on', async () => {
  const site = await waiting({ contact_telephone: '02 31 99 88 77' })
  const theirs = await invite(site, 'c@example.org')
  const colleagues = await begin(site, theirs)
  await site.visitor.submit(colleagues, { ...completeForm, resume: 'Le travail du collègue.' }).expect(303)
  const own = await begin(site)
  const elsewhere = { contact_telephone: '02 31 99 88 77', contact_courriel: 'camille.perso@example.org' }
  await site.visitor.submit(own, { ...completeForm, ...elsewhere }).expect(303)
  await site.mails()

  const { token } = mineToken(secret, site.clock, 'camille@example.org')
  expect((await site.visitor.get(`/mes-propositions/${token}`)).text).not.toContain(colleagues)
  await site.visitor.post(`/mes-propositions/${token}/effacement`, { effacer: 'oui' }).expect(303)
  await site.visitor.get(own).expect(404)
  expect(site.db.prepare('SELECT group_concat(typed) FROM drafts').pluck().get()).not.toMatch(
    /Camille|02 31 99 88 77|camille/,
  )
  await send(site, colleagues, {
    resume: 'Le travail du collègue.',
    contact_courriel: 'c@example.org',
    contact_nom: 'Col Legue',
  })
  expect(contactOf(site)).toMatchObject({
    summary: 'Le travail du collègue.',
    email: 'c@example.org',
    name: 'Col Legue',
  })
})

test('a correction whose proposition changes hands while its files arrive is refused, and leaves none', async () => {
  const site = await waiting()
  const draft = findDraft(site.db, (await begin(site)).split('/')[3] ?? '')
  await site.visitor.post(`${site.follow}/transmission`, zoe).expect(200)
  const folders = { documents: site.folder, images: `${site.config.DATA_DIR}/images` }
  const path = `${site.folder}/incoming/arriving`
  writeFileSync(path, pdf())
  const file = {
    field: 'programme',
    name: 'Un.pdf',
    type: 'application/pdf',
    size: pdf().length,
    sha256: 'a'.repeat(64),
    path,
    flags: [],
  }
  const late = { key: draft?.key ?? '', kind: 'evenement' as const, draft, typed: {}, files: [file], questions: [] }
  await expect(keepTyped(site.db, site.clock, folders, late)).rejects.toMatchObject({ status: 410 })
  expect(readdirSync(site.folder)).toEqual(['incoming'])
  expect(site.db.prepare('SELECT count(*) FROM drafts WHERE corrects IS NULL AND sent_as IS NULL').pluck().get()).toBe(
    0,
  )
})

test('the contact given to somebody else by the form keeps no way in for the one before', async () => {
  const site = await waiting()
  await publish(site)
  await send(site, await begin(site), { contact_nom: 'Bo Suite', contact_courriel: 'bo@example.org' })
  const begun = await begin(site)
  await site.visitor.post(`${site.decision}/acceptation`, { confirmer: 'oui' }).expect(303)
  expect(contactOf(site)).toMatchObject({ email: 'bo@example.org' })
  await site.visitor.get(begun).expect(410)
  await site.visitor.submit(begun, { ...completeForm, titre: 'Un titre repris' }).expect(410)
})

test('the sheets that came with an event follow its new address, with what is begun of them', async () => {
  const site = await waiting({ accord: 'oui' }, { fiche_rex: ['fiche.pdf', pdf()] })
  const sheet = (await site.visitor.get(site.follow)).text
    .match(/\/suivi\/[^"/?]+/g)
    ?.find((href) => !href.startsWith(site.follow))
  const begun = await begin(site, sheet)
  await site.visitor
    .submit(begun, { ...completeRex, titre: 'Une fiche commencée', remise: 'saisie', garder: 'oui' })
    .expect(303)
  await send(site, await begin(site), { contact_courriel: 'camille2@example.org' })
  await site.visitor.get(begun).expect(410)
  const now = site.db
    .prepare('SELECT reference, link_generation AS linkGeneration FROM sheets ORDER BY id DESC')
    .get() as Followable
  const again = await begin(site, `/suivi/${followToken(secret, now)}`)
  expect((await site.visitor.get(again).expect(200)).text).toContain('Une fiche commencée')
})

test('going back after a refusal asks again for all that the form shows', async () => {
  const site = await waiting()
  await publish(site)
  const draft = await begin(site)
  await send(site, draft, { titre: 'Le titre refusé' })
  await site.visitor.post(`${site.decision}/rejet`, { motif: 'Gardons le titre annoncé.' }).expect(303)
  await send(site, draft, { titre: 'Le titre refusé', resume: 'Un résumé de plus.' })
  const changes = /Ce qu’elle change[\s\S]*?<\/dl>/.exec((await site.visitor.get(site.follow)).text)?.[0]
  expect(changes).toContain('Le titre refusé')
  expect(changes).toContain('Un résumé de plus.')
})

test('a sheet begun with an event joins it after its address was corrected; its draft tells nobody the contact', async () => {
  const site = await waiting({ contact_courriel: 'camile@example.org' })
  const avec = await joinIn(site, site.follow)
  const begun = (await site.visitor.get(`/proposer/rex?avec=${avec}`)).text
  expect(begun).toContain('value="camile@example.org"')
  const held = /name="avec" value="([^"]+)"/.exec(begun)?.[1] ?? ''
  expect((await site.visitor.get(`/proposer/rex?avec=${held}`)).text).not.toContain('camile@example.org')

  await site.visitor.post(`${site.follow}/adresse`, { contact_courriel: 'camille@example.org' }).expect(303)
  const kept = await site.visitor.submit('/proposer/rex', { ...completeRex, avec: held }).expect(303)
  await site.visitor.post(kept.headers.location ?? '').expect(303)
  expect(site.db.prepare('SELECT event_id IS NOT NULL FROM sheets ORDER BY id DESC').pluck().get()).toBe(1)
})

test('a colleague who erases themselves leaves nothing typed behind; one who becomes the contact is no colleague any more', async () => {
  const site = await waiting()
  const theirs = await invite(site, 'c@example.org')
  const begun = await begin(site, theirs)
  await site.visitor
    .submit(begun, { ...completeForm, contact_nom: 'Col Legue', contact_telephone: '06 99 88 77 66' })
    .expect(303)
  const { token } = mineToken(secret, site.clock, 'c@example.org')
  await site.visitor.post(`/mes-propositions/${token}/effacement`, { effacer: 'oui' }).expect(303)
  expect(String(site.db.prepare('SELECT group_concat(typed) FROM drafts').pluck().get())).not.toMatch(/Col Legue|06 99/)

  await invite(site, 'd@example.org')
  await site.visitor.post(`${site.follow}/adresse`, { contact_courriel: 'd@example.org' }).expect(303)
  expect(site.db.prepare('SELECT count(*) FROM colleagues').pluck().get()).toBe(0)
})

test('a draft’s own link leads to what it became for a day, then the mail does', async () => {
  const site = openSite()
  const checked = (await site.visitor.submit('/proposer/evenement', completeForm).expect(303)).headers.location ?? ''
  const sent = (await site.visitor.post(checked).expect(303)).headers.location ?? ''
  const again = (await site.visitor.get(checked).expect(303)).headers.location
  expect(again).toBe(sent.replace('fait=envoye', 'fait=deja'))
  site.clock.advance({ hours: 25 })
  expect((await site.visitor.get(checked).expect(303)).headers.location).toBe('/suivi?fait=deja-envoye')
  expect((await site.visitor.get('/suivi?fait=deja-envoye')).text).toContain('Cette proposition est déjà envoyée')
})

test('an announcement made on a page of before is not what its author meant', async () => {
  const site = await waiting()
  await publish(site)
  const vu = /name="vu" value="([^"]*)"/.exec((await site.visitor.get(site.follow)).text)?.[1] ?? ''
  const asked = await site.visitor.post(`${site.follow}/etat`, { etat: 'complet', vu }).expect(200)
  expect(asked.text).toContain(`name="vu" value="${vu}"`)
  await site.visitor.post(`${site.follow}/etat`, { etat: 'annule', vu, confirme: 'oui' }).expect(303)
  const late = await site.visitor.post(`${site.follow}/etat`, { etat: 'complet', vu, confirme: 'oui' }).expect(409)
  expect(late.text).toContain('«\u00a0Annulé\u00a0»')
  expect(late.text).toContain(`action="${site.follow}/etat"`)
  expect(site.db.prepare('SELECT occasion FROM events ORDER BY id DESC').pluck().get()).toBe('cancelled')
})

test('an address with a slip in it is asked about wherever a link would leave for it', async () => {
  const site = await waiting()
  const colleague = { collegue_nom: 'Col Legue', collegue_courriel: 'c@gmial.com' }
  expect((await site.visitor.post(`${site.follow}/collegues`, colleague).expect(200)).text).toContain('c@gmail.com')
  expect(await site.mails()).toEqual([])
  await site.visitor.post(`${site.follow}/collegues`, { ...colleague, confirme: 'oui' }).expect(303)
  expect(await site.mails()).toHaveLength(1)

  const address = { contact_courriel: 'camille@oragne.fr' }
  expect((await site.visitor.post(`${site.follow}/adresse`, address).expect(200)).text).toContain('camille@orange.fr')
  await site.visitor.get(site.follow).expect(200)
  const taker = { ...zoe, nouveau_courriel: 'zoe@gmial.com', confirme: '' }
  expect((await site.visitor.post(`${site.follow}/transmission`, taker).expect(200)).text).toContain('zoe@gmail.com')
})

test('another change sent meanwhile is said before one is sent; what was decided meanwhile is not said to be taken back', async () => {
  const site = await waiting()
  await publish(site)
  const theirs = await invite(site, 'c@example.org')
  const [own, other] = [await begin(site), await begin(site, theirs)]
  site.clock.advance({ minutes: 1 })
  await send(site, other, { resume: 'Le résumé du collègue.' })
  const kept = await site.visitor.submit(own, { ...completeForm, titre: 'Un autre titre' }).expect(303)
  expect((await site.visitor.get(kept.headers.location ?? '')).text).toContain('Une autre modification a été envoyée')

  await site.visitor.post(`${site.decision}/acceptation`, { confirmer: 'oui' }).expect(303)
  const late = await site.visitor.post(`${site.follow}/modification/retrait`, { confirme: 'oui' }).expect(303)
  expect((await site.visitor.get(late.headers.location ?? '')).text).toContain(
    'Il n’y a plus de modification à retirer',
  )
})

test('a form that was sent elsewhere says that it would be another proposition', async () => {
  const site = openSite()
  const checked = (await site.visitor.submit('/proposer/evenement', completeForm).expect(303)).headers.location ?? ''
  const address = checked.replace('/verification', '')
  await site.visitor.post(checked).expect(303)
  const again = await site.visitor.submit(address, { ...completeForm, titre: 'Un titre tout autre' }).expect(303)
  expect((await site.visitor.get(again.headers.location ?? '')).text).toContain('Votre proposition est déjà envoyée')
})

test('a sheet handed over alone is no longer of those who manage its event', async () => {
  const site = await waiting({ accord: 'oui' }, { fiche_rex: ['fiche.pdf', pdf()] })
  const theirs = await invite(site, 'c@example.org')
  const sheetOf = async (link: string) =>
    (await site.visitor.get(link)).text.match(/\/suivi\/[^"/?]+/g)?.find((href) => !href.startsWith(link)) ?? ''
  const [main, colleague] = [await sheetOf(site.follow), await sheetOf(theirs)]
  await site.visitor.get(colleague).expect(200)
  const document = site.db.prepare('SELECT id FROM documents WHERE sheet_id IS NOT NULL ORDER BY id DESC').pluck().get()
  await site.visitor.get(`${site.follow}/documents/${document}`).expect(200)

  await site.visitor.post(`${main}/transmission`, zoe).expect(200)
  await site.visitor.get(colleague).expect(410)
  await site.visitor.post(`${colleague}/retrait`, { confirme: 'oui' }).expect(410)
  for (const link of [site.follow, theirs]) await site.visitor.get(`${link}/documents/${document}`).expect(404)
})

test('what is agreed to goes with what it is about', () => {
  const sheet = (content: object, consentPublication: 0 | 1 = 1) =>
    ({ content: JSON.stringify(content), consentPublication, consentPortal: 0 }) as never
  const named = mergeSheet(
    sheet({ titulaire: 'X', accord_titulaire: 'non' }),
    sheet({ titulaire: 'Y', accord_titulaire: 'non' }),
    sheet({ titulaire: 'X', accord_titulaire: 'oui' }),
  )
  expect(JSON.parse(named.content)).toMatchObject({ titulaire: 'X', accord_titulaire: 'oui' })
  const yes = { remis_par: 'autre', accord_acheteur: 'oui', accord_publication: 'oui' }
  const refused = mergeSheet(
    sheet(yes),
    sheet({ ...yes, accord_acheteur: 'non' }, 0),
    sheet({ ...yes, resume: 'Autre' }),
  )
  expect(refused.consentPublication).toBe(0)
  const agreed = mergeSheet(sheet(yes), sheet(yes), sheet({ ...yes, resume: 'Autre' }))
  expect(agreed.consentPublication).toBe(1)
})

test('what is agreed to later is dated later', async () => {
  const site = await waiting()
  const consent = () => site.db.prepare('SELECT consent_at FROM events ORDER BY id DESC LIMIT 1').pluck().get()
  const first = consent()
  site.clock.advance({ hours: 48 })
  await send(site, await begin(site), { publier: 'oui', contact_public_courriel: '' })
  const second = consent()
  expect(String(second) > String(first)).toBe(true)

  await publish(site)
  site.clock.advance({ hours: 48 })
  await send(site, await begin(site), { publier: 'oui', contact_public_courriel: '', titre: 'Un titre plus tard' })
  expect(consent()).toBe(second)
  await site.visitor.post(`${site.decision}/acceptation`, { confirmer: 'oui' }).expect(303)
  expect(String(consent()) > String(second)).toBe(true)
})

test('the same programme sent again takes its own place, another one comes beside it', async () => {
  const site = await waiting({}, { programme: ['Un.pdf', pdf('Un')] })
  await publish(site)
  const names = () =>
    site.db
      .prepare('SELECT name FROM documents WHERE event_id IS NOT NULL ORDER BY id')
      .pluck()
      .all()
      .filter((name) => /Un|Deux/.test(String(name)))
  for (const name of ['Un', 'Deux']) {
    await send(site, await begin(site), { titre: `Un atelier avec ${name}` }, { programme: [`${name}.pdf`, pdf(name)] })
    await site.visitor.post(`${site.decision}/acceptation`, { confirmer: 'oui' }).expect(303)
    expect(names()).toEqual(name === 'Un' ? ['Un.pdf'] : ['Un.pdf', 'Deux.pdf'])
  }
})

test('a proposition that is taken back keeps no file of the change that waited', async () => {
  const site = await waiting()
  await publish(site)
  await send(site, await begin(site), { titre: 'Un autre titre' }, { programme: ['Deux.pdf', pdf('Deux')] })
  const files = 'SELECT count(*) FROM documents WHERE revision_id IS NOT NULL'
  expect(site.db.prepare(files).pluck().get()).toBe(1)
  await site.visitor.post(`${site.follow}/retrait`, { confirme: 'oui' }).expect(303)
  expect(site.db.prepare(files).pluck().get()).toBe(0)
})

type Waiting = TestSite & { follow: string; decision: string }

async function waiting(form: Form = {}, files: Record<string, [string, Buffer]> = {}): Promise<Waiting> {
  const site = openSite()
  const follow = await propose(site, form, files)
  const decision = linkIn((await site.mails())[1]?.text, '/decision/')
  return { ...site, follow, decision }
}

async function publish({ visitor, decision, mails }: Waiting) {
  await visitor.post(`${decision}/publication`, { confirmer: 'oui' }).expect(303)
  await mails()
}

async function invite({ visitor, follow, mails }: Pick<Waiting, 'visitor' | 'follow' | 'mails'>, email: string) {
  await visitor.post(`${follow}/collegues`, { collegue_nom: 'Col Legue', collegue_courriel: email }).expect(303)
  const [invited] = await mails()
  expect(invited).toMatchObject({ to: { address: email } })
  return linkIn(invited?.text, '/suivi/')
}

/** Takes the form up again under a link; answers with its address. */
async function begin({ visitor, ...site }: TestSite & { follow?: string }, link = site.follow ?? '') {
  return (await visitor.post(`${link}/modification`).expect(303)).headers.location ?? ''
}

async function send({ visitor }: TestSite, draft: string, form: Form, files: Record<string, [string, Buffer]> = {}) {
  const kept = await visitor.submit(draft, { ...completeForm, ...form }, files).expect(303)
  await visitor.post(kept.headers.location ?? '', { confirmer }).expect(303)
}

const colleagueIn = ({ db }: TestSite) => db.prepare('SELECT max(id) FROM colleagues').pluck().get()

const contactOf = ({ db }: TestSite) =>
  db
    .prepare(`
      SELECT title, summary, private_email AS email, private_name AS name, private_phone AS phone FROM events ORDER BY id DESC LIMIT 1
    `)
    .get()
