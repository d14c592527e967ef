import { readdirSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { purge } from '../src/purge.ts'
import { pdf } from './support/files.ts'
import { completeForm } from './support/forms.ts'
import { propose } from './support/send.ts'
import { openSite, type TestSite } from './support/site.ts'

const days = (count: number) => ({ hours: 24 * count })
const forget = ({ db, clock, folder }: TestSite) => purge({ db, clock, folder, log: pino({ level: 'silent' }) })
const count = ({ db }: TestSite, sql: string) => db.prepare<[], number>(sql).pluck().get()

test('a draft and its files are kept sixty days, and then forgotten', async () => {
  const site = openSite()
  await site.visitor
    .submit('/proposer/evenement', { ...completeForm, titre: '', accord: 'oui' }, { fiche_rex: ['fiche.pdf', pdf()] })
    .expect(422)
  site.clock.advance(days(59))
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
