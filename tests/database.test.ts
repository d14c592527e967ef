import { mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { expect, test } from 'vitest'
import { findOfficialBytes, listOfficial, putOfficial, removeOfficial } from '../src/blanks/official.ts'
import { listMigrations, migrate } from '../src/db/migrate.ts'
import { openDatabase } from '../src/db/open.ts'
import { openSite } from './support/site.ts'

test('a connection holds what durability asks', () => {
  const db = openDatabase(path.join(mkdtempSync(path.join(os.tmpdir(), 'aser-db-')), 'x.sqlite'))
  const pragma = (name: string) => db.pragma(name, { simple: true })
  expect([
    pragma('journal_mode'),
    pragma('synchronous'),
    pragma('foreign_keys'),
    pragma('trusted_schema'),
    pragma('secure_delete'),
  ]).toEqual(['wal', 2, 1, 0, 1])
  expect(pragma('user_version')).toBe(listMigrations().length)
})

test('every table is strict, and foreign keys point at tables that exist', () => {
  const { db } = openSite()
  const tables = db
    .prepare<[], { name: string; strict: number }>(
      `SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
    )
    .all()
  expect(tables.length).toBeGreaterThan(10)
  expect(tables.filter(({ strict }) => !strict)).toEqual([])
  expect(db.pragma('foreign_key_check')).toEqual([])
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
})

test('migrations are numbered without a gap: a database counts those it has seen', () => {
  const numbers = listMigrations().map((file) => Number(path.basename(file).slice(0, 3)))
  expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  expect(numbers.length).toBeGreaterThan(10)
})

test('a migration that fails leaves the database at the one before it', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'aser-mig-'))
  const files = ['CREATE TABLE one (id INTEGER) STRICT;', 'CREATE TABLE two (id INTEGER) STRICT; SELECT nonsense;'].map(
    (sql, index) => {
      const file = path.join(folder, `${index}.sql`)
      writeFileSync(file, sql)
      return file
    },
  )
  const db = new BetterSqlite3(':memory:')
  expect(() => migrate(db, files)).toThrow(/nonsense/)
  expect(db.pragma('user_version', { simple: true })).toBe(1)
  expect(db.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).pluck().all()).toEqual(['one'])
})

test('a link that was announced before it had a place of its own is moved there', () => {
  const db = new BetterSqlite3(':memory:')
  db.pragma('foreign_keys = OFF')
  const files = listMigrations()
  const announcements = files.findIndex((file) => file.endsWith('016_announcements.sql'))
  migrate(db, files.slice(0, announcements))
  const add = db.prepare(`
    INSERT INTO events (
      reference, edition_id, status, occasion, title, summary, type, mode, commune_code, online_link, online_link_reserved,
      organiser_name, organiser_type, folded, uid_host, submitted_at, updated_at
    ) VALUES (?, 1, 'pending', ?, 'x', '', 'x', ?, '14366', ?, ?, 'x', 'x', '', 'x', '', '')
  `)
  const link = 'https://visio.example.org/x'
  add.run('ONSITE', 'moved_online', 'onsite', link, 0)
  add.run('UNDONE', 'scheduled', 'onsite', link, 0)
  add.run('HYBRID', 'moved_online', 'hybrid', link, 0)
  add.run('HIDDEN', 'moved_online', 'hybrid', link, 1)
  add.run('ONLINE', 'scheduled', 'online', link, 0)

  migrate(db, files.slice(0, announcements + 1))
  const stored = db.prepare('SELECT reference, onlineLink, occasionLink FROM event_details ORDER BY id').raw().all()
  expect(stored).toEqual([
    ['ONSITE', null, link],
    ['UNDONE', null, null],
    ['HYBRID', link, link],
    ['HIDDEN', link, null],
    ['ONLINE', link, null],
  ])
})

test('an official sheet that was put before its bytes had a place of their own is the same', () => {
  const db = new BetterSqlite3(':memory:')
  db.pragma('foreign_keys = ON')
  const files = listMigrations()
  const apart = files.findIndex((file) => file.endsWith('_official_sheet_bytes.sql'))
  migrate(db, files.slice(0, apart))
  const add = db.prepare(`
    INSERT INTO official_sheets (slug, format, name, bytes, sha256, flags, put_at) VALUES (?, ?, ?, ?, ?, '["active-pdf"]', ?)
  `)
  const [word, page] = [Buffer.from('un document'), Buffer.alloc(100_000, 7)]
  add.run('fiche-rex', 'docx', 'Fiche.docx', word, 'a'.repeat(64), '2023-05-01T08:00:00Z')
  add.run('fiche-rex', 'pdf', 'Fiche.pdf', page, 'b'.repeat(64), '2023-05-02T08:00:00Z')

  migrate(db, files)
  expect(listOfficial(db)).toMatchObject([
    { format: 'docx', name: 'Fiche.docx', size: 11, sha256: 'a'.repeat(64), putAt: '2023-05-01T08:00:00Z' },
    { format: 'pdf', name: 'Fiche.pdf', size: 100_000, flags: ['active-pdf'] },
  ])
  expect(findOfficialBytes(db, { slug: 'fiche-rex', format: 'pdf' })).toEqual(page)
  // what every page asks is not behind megabytes
  expect(db.pragma('table_info(official_sheets)')).not.toContainEqual(expect.objectContaining({ type: 'BLOB' }))
  const clock = { now: () => Temporal.Instant.from('2023-05-09T07:00:00Z') }
  putOfficial(db, clock, { slug: 'fiche-rex', format: 'pdf' }, { name: 'Autre.pdf', bytes: word, flags: [] })
  expect(findOfficialBytes(db, { slug: 'fiche-rex', format: 'pdf' })).toEqual(word)
  expect(removeOfficial(db, { slug: 'fiche-rex', format: 'pdf' })).toBe(true)
  expect(removeOfficial(db, { slug: 'fiche-rex', format: 'pdf' })).toBe(false)
  expect(db.prepare('SELECT format FROM official_sheet_bytes').pluck().all()).toEqual(['docx'])
})

test('a message that was answered before its answer was noted waits no longer, the others do', () => {
  const db = new BetterSqlite3(':memory:')
  const files = listMigrations()
  const queue = files.findIndex((file) => file.endsWith('_queue.sql'))
  migrate(db, files.slice(0, queue))
  const add = db.prepare('INSERT INTO messages (subject, author, text, sent_at) VALUES (?, ?, ?, ?)')
  add.run('AAAAAA', 'organiser', 'Une question', '2023-05-01T08:00:00Z')
  add.run('AAAAAA', 'coordinator:1', 'Une réponse', '2023-05-02T08:00:00Z')
  add.run('AAAAAA', 'organiser', 'Une autre question', '2023-05-03T08:00:00Z')
  add.run('BBBBBB', 'organiser', 'Une question', '2023-05-01T08:00:00Z')

  migrate(db, files.slice(0, queue + 1))
  const handled = db.prepare('SELECT handled_at FROM messages ORDER BY id').pluck().all()
  expect(handled).toEqual(['2023-05-02T08:00:00Z', null, null, null])
})

test('the number of a message that is gone is not given again, and those that stay keep theirs', () => {
  const db = new BetterSqlite3(':memory:')
  db.pragma('foreign_keys = OFF')
  const files = listMigrations()
  const numbering = files.findIndex((file) => file.endsWith('_message_ids.sql'))
  migrate(db, files.slice(0, numbering))
  const add = db.prepare(`
    INSERT INTO messages (id, subject, author, text, sent_at, handled_at, colleague_id) VALUES (?, 'AAAAAA', ?, 'Un mot', '', ?, ?)
  `)
  add.run(3, 'organiser', null, 4)
  add.run(5, 'coordinator:1', null, null)
  add.run(6, 'organiser', '2023-05-02T08:00:00Z', null)
  db.exec(`
    INSERT INTO decisions (batch, reference, act, coordinator_id, change, told, decided_at, until, undo)
    VALUES ('x', 'AAAAAA', 'changes-requested', 1, 1, 1, '', '', '{"id":1,"message":9}')
  `)
  const messages = () => db.prepare('SELECT * FROM messages ORDER BY id').all()
  const indexes = () => db.prepare(`SELECT sql FROM sqlite_master WHERE tbl_name = 'messages' AND type = 'index'`).all()
  const before = [messages(), indexes()]

  migrate(db, files.slice(0, numbering + 1))
  expect([messages(), indexes()]).toEqual(before)
  expect(db.prepare('SELECT count(*) FROM waiting').pluck().get()).toBe(0)
  db.exec('DELETE FROM messages')
  expect(add.run(null, 'organiser', null, null).lastInsertRowid).toBe(10)
})

test.each([
  ['an event published without an address', `UPDATE events SET slug = NULL WHERE status = 'published'`],
  ['an onsite event without a commune', `UPDATE events SET commune_code = NULL WHERE mode = 'onsite'`],
  ['a status that no list knows', `UPDATE events SET status = 'approved'`],
  ['a slot that ends before it starts', `UPDATE event_slots SET ends_at = '00:30' WHERE starts_at IS NOT NULL`],
  ['a slot of no event', `UPDATE event_slots SET event_id = 9999`],
  ['a link that is no web address', `UPDATE events SET registration_url = 'javascript:alert(1)'`],
  [
    'a sheet published without its author’s agreement',
    `UPDATE sheets SET consent_publication = 0 WHERE status = 'published'`,
  ],
  [
    'a link announced of an event that is not moved online',
    `UPDATE events SET occasion_link = 'https://x.example.org'`,
  ],
  ['a journal line rewritten', `UPDATE journal SET act = 'refused'`],
  ['a journal line taken out', 'DELETE FROM journal'],
  ['a coordinator who has sessions taken out', 'DELETE FROM coordinators'],
])('the tables refuse %s', (_, sql) => {
  const site = openSite()
  site.coordinator()
  expect(() => site.db.exec(sql)).toThrow(/constraint|append-only/)
})
