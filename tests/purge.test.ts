import { readdirSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pino } from 'pino'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { purge } from '../src/purge.ts'
import { docx, pdf } from './support/files.ts'
import { completeForm } from './support/forms.ts'
import { linkIn, propose } from './support/send.ts'
import { openSite, type TestSite } from './support/site.ts'

const days = (count: number) => ({ hours: 24 * count })
const forget = ({ db, clock, folder }: TestSite) => purge({ db, clock, folder, log: pino({ level: 'silent' }) })
const count = ({ db }: TestSite, sql: string) => db.prepare<[], number>(sql).pluck().get()

test('a draft and its files are kept sixty days, and then forgotten', async () => {
  const site = openSite()
  await site.visitor
    .submit('/proposer/evenement', { ...completeForm, titre: '', accord: 'oui' }, { fiche_rex: ['fiche.pdf', pdf()] })
    .expect(422)
  site.clock.advance(days(54))
  await forget(site)
  site.clock.advance(days(5))
  await forget(site)
  expect(count(site, 'SELECT count(*) FROM drafts')).toBe(1)
  expect(readdirSync(site.folder)).toHaveLength(2)

  site.clock.advance(days(2))
  await forget(site)
  expect(count(site, 'SELECT count(*) FROM drafts')).toBe(0)
  expect(readdirSync(site.folder)).toEqual(['incoming'])
})

test('a refused proposition goes after six months with its documents; a published one stays', async () => {
  const site = openSite()
  const follow = await propose(site, { accord: 'oui' }, { fiche_rex: ['fiche.pdf', pdf()] })
  const reference = follow.slice('/suivi/'.length).split('.')[0]
  const sheet = site.db.prepare<[], string>(`SELECT reference FROM sheets WHERE source = 'file'`).pluck().get()
  await site
    .coordinator()
    .post(`/moderation/evenements/${reference}/refus`, { motif: 'Hors du sujet de la Semaine.' })
    .expect(303)
  await site.coordinator().post(`/moderation/rex/${sheet}/refus`, { motif: 'Hors du sujet de la Semaine.' }).expect(303)

  site.clock.advance(days(180))
  await forget(site)
  expect(count(site, `SELECT count(*) FROM events WHERE status = 'refused'`)).toBe(1)
  site.clock.advance(days(5))
  await forget(site)
  expect(count(site, `SELECT count(*) FROM events WHERE status = 'refused'`)).toBe(0)
  expect(count(site, `SELECT count(*) FROM events WHERE status = 'published'`)).toBe(21)
  expect(readdirSync(site.folder)).toEqual(['incoming'])
})

test('published contacts go a year after the edition, private ones after three years; twice changes nothing more', async () => {
  const site = openSite()
  site.clock.advance(days(380))
  await forget(site)
  expect(count(site, 'SELECT count(public_contact_email) + count(registration_email) FROM events')).toBeGreaterThan(0)
  site.clock.advance(days(10))
  await forget(site)
  expect(count(site, 'SELECT count(public_contact_email) + count(registration_email) FROM events')).toBe(0)
  expect(count(site, 'SELECT count(public_contact_email) FROM sheets')).toBe(0)
  expect(count(site, 'SELECT count(private_email) FROM events')).toBe(24)

  site.clock.advance(days(2 * 365))
  await forget(site)
  expect(count(site, 'SELECT count(private_email) FROM events')).toBe(0)
  expect(count(site, 'SELECT count(private_email) FROM sheets')).toBe(0)
  const changes = site.db.prepare('SELECT total_changes()').pluck()
  const before = changes.get()
  await forget(site)
  expect(changes.get()).toBe(before)
})

test('whoever began a form is told once, a week before it is forgotten', async () => {
  const site = openSite()
  const begin = (courriel: string) =>
    site.visitor
      .submit('/proposer/evenement', { ...completeForm, titre: 'Un atelier', debut: '', contact_courriel: courriel })
      .expect(422)
  await begin('camille@example.org')
  await begin('pas une adresse')
  site.clock.advance(days(53))
  await forget(site)
  expect(await site.mails()).toEqual([])

  site.clock.advance({ hours: 1 })
  for (const _ of [1, 2]) await forget(site)
  const [told, ...more] = await site.mails()
  expect(more).toEqual([])
  expect(told).toMatchObject({ to: { address: 'camille@example.org' }, subject: 'Bientôt effacé : Un atelier' })
  expect(told?.text).toContain('il sera effacé le 8\u00a0juillet\u00a02023')
  site.clock.advance(days(7))
  await forget(site)
  expect(count(site, 'SELECT count(*) FROM drafts')).toBe(0)
})

test('the draft of a colleague is theirs: its link and its end are told to their address, not to the contact’s', async () => {
  const site = openSite()
  const follow = await propose(site)
  const colleague = { collegue_nom: 'Col Legue', collegue_courriel: 'c@example.org' }
  await site.visitor.post(`${follow}/collegues`, colleague).expect(303)
  const theirs = linkIn((await site.mails()).at(-1)?.text, '/suivi/')
  const draft = (await site.visitor.post(`${theirs}/modification`).expect(303)).headers.location ?? ''
  await site.visitor.submit(draft, { ...completeForm, titre: 'Un autre titre', garder: 'oui' }).expect(303)
  const told = async () =>
    (await site.mails()).map(({ to, text }) => [(to as { address: string }).address, linkIn(text, '/proposer/')])
  expect((await site.visitor.get(`${draft}?garde=envoye`)).text).toContain('part à <b>c@example.org</b>')
  const check = await site.visitor.get(`${draft}/verification`)
  expect(check.text).toContain('recevez-en le lien à <b>c@example.org</b>')
  expect(await told()).toEqual([['c@example.org', draft]])

  site.clock.advance(days(54))
  await forget(site)
  expect(await told()).toEqual([['c@example.org', draft]])
})

test('after the site was stopped for months, whoever can be told has a week all the same', async () => {
  const site = openSite()
  const begin = (contact_courriel: string) =>
    site.visitor.submit('/proposer/evenement', { ...completeForm, titre: '', contact_courriel }).expect(422)
  await begin('camille@example.org')
  await begin('pas une adresse')
  site.clock.advance(days(120))
  await forget(site)
  expect(count(site, 'SELECT count(*) FROM drafts')).toBe(1)
  const [told, ...more] = await site.mails()
  expect(more).toEqual([])
  expect(told?.text).toContain('il sera effacé le 13\u00a0septembre\u00a02023')
  site.clock.advance(days(6))
  await forget(site)
  expect(count(site, 'SELECT count(*) FROM drafts')).toBe(1)

  site.clock.advance(days(1))
  await forget(site)
  expect(count(site, 'SELECT count(*) FROM drafts')).toBe(0)
  expect(await site.mails()).toEqual([])
})

test('images go with what they belong to, and when no row stands for them', async () => {
  const site = openSite()
  const images = path.join(site.config.DATA_DIR, 'images')
  const form = { visuel_alt: 'Une affiche', visuel_droits: 'oui' }
  const visuel: [string, Buffer] = ['affiche.png', await png()]
  const follow = await propose(site, form, { visuel })
  await site.visitor.submit('/proposer/evenement', { ...completeForm, ...form, titre: '' }, { visuel }).expect(422)
  const stray = path.join(images, `${'0'.repeat(32)}-480.webp`)
  writeFileSync(stray, 'x')
  utimesSync(stray, new Date(0), new Date(0))
  const names = () => new Set(readdirSync(images).map((name) => name.split('-')[0])).size
  expect(names()).toBe(3)
  await forget(site)
  expect(names()).toBe(2)

  await site.visitor.post(`${follow}/retrait`, { confirme: 'oui' }).expect(303)
  site.clock.advance(days(54))
  await forget(site)
  site.clock.advance(days(7))
  await forget(site)
  expect(names()).toBe(1)
  site.clock.advance(days(183 - 60))
  await forget(site)
  expect(names()).toBe(0)
})

test('what was said and proposed around a publication goes with its contact; a decided change after six months', async () => {
  const site = openSite()
  const follow = await propose(site)
  const reference = follow.slice('/suivi/'.length).split('.')[0]
  await site.coordinator().post(`/moderation/evenements/${reference}/publication`).expect(303)
  const colleague = { collegue_nom: 'Noa', collegue_courriel: 'noa@example.org' }
  await site.visitor.post(`${follow}/message`, { message: 'Bonjour' }).expect(303)
  await site.visitor.post(`${follow}/collegues`, colleague).expect(303)
  const revise = async (titre: string) => {
    const form = (await site.visitor.post(`${follow}/modification`).expect(303)).headers.location ?? ''
    const checked = await site.visitor.submit(form, { ...completeForm, titre }).expect(303)
    await site.visitor.post(checked.headers.location ?? '').expect(303)
  }
  await revise('Un premier changement')
  await site.visitor.post(`${follow}/modification/retrait`, { confirme: 'oui' }).expect(303)
  await revise('Un second changement')
  const left = () =>
    ['messages', 'colleagues', 'revisions'].map((table) => count(site, `SELECT count(*) FROM ${table}`))
  expect(left()).toEqual([1, 1, 2])

  site.clock.advance(days(184))
  await forget(site)
  expect(left()).toEqual([1, 1, 1])
  site.clock.advance(days(3 * 365 - 185))
  await forget(site)
  expect(left()).toEqual([1, 1, 1])
  site.clock.advance(days(2))
  await forget(site)
  expect(left()).toEqual([0, 0, 0])
  expect(count(site, `SELECT count(*) FROM events WHERE reference = '${reference}'`)).toBe(1)
})

test('what was withdrawn after its publication keeps no contact a year after the edition', async () => {
  const site = openSite()
  const follow = await propose(site)
  const reference = follow.slice('/suivi/'.length).split('.')[0]
  await site.coordinator().post(`/moderation/evenements/${reference}/publication`).expect(303)
  await site.visitor.post(`${follow}/retrait`, { confirme: 'oui' }).expect(303)
  const contacts = `SELECT count(private_email) + count(public_contact_email) FROM events WHERE reference = '${reference}'`
  site.clock.advance(days(380))
  await forget(site)
  expect(count(site, contacts)).toBe(2)
  site.clock.advance(days(10))
  await forget(site)
  expect(count(site, contacts)).toBe(0)
})

test('nor do the filled sheets of what was withdrawn, which hold it too; those of what stays do', async () => {
  const site = openSite()
  for (const name of ['retirée.docx', 'gardée.docx'])
    await propose(site, { titre: `Avec ${name}`, accord: 'oui' }, { fiche_rex: [name, docx()] })
  site.db.exec(`
    UPDATE documents SET flags = '["filled-sheet"]';
    INSERT INTO sheet_readings SELECT id, 'rex', '{}' FROM documents;
    UPDATE sheets SET status = 'withdrawn', published_at = submitted_at
    WHERE id = (SELECT sheet_id FROM documents WHERE name = 'retirée.docx');
  `)
  const left = () => site.db.prepare(`SELECT name FROM documents`).pluck().all()
  site.clock.advance(days(380))
  await forget(site)
  expect(left()).toEqual(['retirée.docx', 'gardée.docx'])
  expect(readdirSync(site.folder)).toHaveLength(3)
  site.clock.advance(days(10))
  await forget(site)
  expect(left()).toEqual(['gardée.docx'])
  expect(count(site, 'SELECT count(*) FROM sheet_readings')).toBe(1)
  expect(readdirSync(site.folder)).toHaveLength(2)
  await forget(site)
  expect(left()).toEqual(['gardée.docx'])
})

test('a file that no row stands for goes when it is a day old; one that arrives now stays', async () => {
  const site = openSite()
  await propose(site, { accord: 'oui' }, { fiche_rex: ['fiche.pdf', pdf()] })
  const [old, fresh] = ['0'.repeat(32), 'f'.repeat(32)]
  for (const name of [old, fresh]) writeFileSync(path.join(site.folder, name), 'x')
  utimesSync(path.join(site.folder, old), new Date(0), new Date(0))
  await forget(site)
  expect(readdirSync(site.folder)).toHaveLength(3)
  expect(readdirSync(site.folder)).toContain(fresh)
})

const png = () =>
  sharp({ create: { width: 640, height: 360, channels: 3, background: '#0e5b47' } })
    .png()
    .toBuffer()
