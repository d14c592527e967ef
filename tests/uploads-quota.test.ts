import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openQuota } from '../src/uploads/quota.ts'
import { pdf } from './support/files.ts'
import { completeForm } from './support/forms.ts'
import { messagesOf, propose } from './support/send.ts'
import { openSite, testClock } from './support/site.ts'
import { formData, megabyte, openForm, part } from './support/uploads.ts'

type Rules = Partial<Parameters<typeof openQuota>[0]>

/** A form under a quota, whose visitors say their address themselves. */
async function limitedForm(rules: Rules) {
  const clock = testClock()
  const quota = openQuota({ clock, folders: [tmpdir()], disk: anyDisk, ...rules })
  const { send, onDisk } = await openForm({ quota, trustProxy: true })
  return {
    clock,
    onDisk,
    sent: (name: string, address = '192.0.2.1', size = 0) =>
      send(
        formData([
          ['document', part(name, Buffer.concat([pdf(), Buffer.alloc(size)]))],
          ['title', 'Balade'],
        ]),
        { 'x-forwarded-for': address },
      ),
  }
}

const endless = Number.POSITIVE_INFINITY
const anyDisk = { free: 0, share: 0, enough: 0, total: endless, unsent: endless }
const notKept = (name: string, why: string) => ({
  document: `Le fichier «\u00a0${name}\u00a0» n’a pas été gardé : ${why}`,
})
const manyFiles =
  'votre connexion a atteint le nombre de fichiers d’une journée. Vos textes sont gardés : ajoutez le fichier demain'
const manyBytes =
  'votre connexion a atteint le poids de fichiers d’une journée. Vos textes sont gardés : ajoutez le fichier demain'
const fullDisk = 'le site n’a plus de place pour les fichiers. Vos textes sont gardés : prévenez la coordination'

test('past its files of the day an address keeps its texts; another address, and tomorrow, are free', async () => {
  const { sent, clock, onDisk } = await limitedForm({ perDay: { files: 2, bytes: megabyte } })

  expect((await sent('un.pdf')).errors).toEqual({})
  expect((await sent('deux.pdf')).errors).toEqual({})
  const third = await sent('trois.pdf')
  expect(third).toMatchObject({ status: 200, texts: { title: 'Balade' }, kept: [] })
  expect(third.errors).toEqual(notKept('trois.pdf', manyFiles))
  expect([onDisk().stored.length, onDisk().incoming]).toEqual([2, []])

  expect((await sent('quatre.pdf', '192.0.2.2')).kept).toHaveLength(1)
  clock.advance({ hours: 24 })
  expect((await sent('cinq.pdf')).kept).toHaveLength(1)
})

test('past its weight of the day a file is dropped while it arrives', async () => {
  const { sent, onDisk } = await limitedForm({ perDay: { files: 100, bytes: megabyte } })

  expect((await sent('un.pdf', '192.0.2.1', megabyte / 2)).kept).toHaveLength(1)
  const second = await sent('deux.pdf', '192.0.2.1', megabyte / 2)
  expect([second.kept, second.errors, second.texts]).toEqual([[], notKept('deux.pdf', manyBytes), { title: 'Balade' }])
  expect([onDisk().stored.length, onDisk().incoming]).toEqual([1, []])
  expect((await sent('trois.pdf', '192.0.2.2')).kept).toHaveLength(1)
})

test('the addresses of one IPv6 network count as one, and an IPv4 keeps its own whatever its writing', async () => {
  const { sent } = await limitedForm({ perDay: { files: 1, bytes: megabyte } })

  expect((await sent('un.pdf', '2001:db8:1:2::1')).kept).toHaveLength(1)
  expect((await sent('deux.pdf', '2001:db8:1:2:ffff::2')).errors).toEqual(notKept('deux.pdf', manyFiles))
  expect((await sent('trois.pdf', '2001:db8:1:3::1')).kept).toHaveLength(1)
  expect((await sent('un.pdf', '192.0.2.9')).kept).toHaveLength(1)
  expect((await sent('deux.pdf', '::ffff:192.0.2.9')).errors).toEqual(notKept('deux.pdf', manyFiles))
})

test.each([
  ['IPv6 /48', (host: number) => `2001:db8:1:${host}::1`, '2001:db8:2:1::1'],
  ['IPv4 /24', (host: number) => `192.0.2.${host}`, '192.0.3.1'],
])(
  'an %s has five times what one address has, of which one address alone takes its own part',
  async (_, host, other) => {
    const { sent } = await limitedForm({ perDay: { files: 1, bytes: megabyte } })
    expect((await sent('un.pdf', host(1))).kept).toHaveLength(1)
    for (let time = 0; time < 9; time++) expect((await sent('trop.pdf', host(1))).kept).toEqual([])
    for (let number = 2; number <= 5; number++) expect((await sent('un.pdf', host(number))).kept).toHaveLength(1)
    expect((await sent('six.pdf', host(6))).errors).toEqual(notKept('six.pdf', manyFiles))
    expect((await sent('un.pdf', other)).kept).toHaveLength(1)
  },
)

test('an IPv6 /48 has five times the weight that one address has', async () => {
  const { sent } = await limitedForm({ perDay: { files: 100, bytes: megabyte } })
  const most = megabyte - 10_000
  for (let host = 1; host <= 5; host++) await sent('un.pdf', `2001:db8:1:${host}::1`, most)
  expect((await sent('six.pdf', '2001:db8:1:6::1', most)).errors).toEqual(notKept('six.pdf', manyBytes))
})

test('forms not sent yet fill a part of the room only, counted while they arrive', async () => {
  let unsent = 3000
  const { sent, clock } = await limitedForm({ weighUnsent: () => unsent, disk: { ...anyDisk, unsent: 4000 } })
  expect((await sent('un.pdf')).kept).toHaveLength(1)
  expect((await sent('lourd.pdf', '192.0.2.1', 2000)).errors).toEqual(notKept('lourd.pdf', fullDisk))
  expect((await sent('deux.pdf')).errors).toEqual(notKept('deux.pdf', fullDisk))
  unsent = 0
  clock.advance({ minutes: 1 })
  expect((await sent('trois.pdf')).kept).toHaveLength(1)
})

test('who completes what was sent can still join a file when drafts have filled their part', async () => {
  const site = openSite()
  const follow = await propose(site)
  const draft = await site.visitor.submit('/proposer/evenement', { garder: 'oui' }, { programme: ['a.pdf', pdf('a')] })
  site.db.prepare('UPDATE documents SET size = 3000000000').run()
  site.clock.advance({ minutes: 2 })

  const address = (draft.headers.location ?? '').replace(/\?.*/, '')
  const refused = await site.visitor.submit(address, completeForm, { programme: ['b.pdf', pdf('b')] }).expect(422)
  expect(messagesOf(refused.text)).toEqual([expect.stringContaining('le site n’a plus de place')])

  const correction = (await site.visitor.post(`${follow}/modification`).expect(303)).headers.location ?? ''
  await site.visitor.submit(correction, completeForm, { programme: ['c.pdf', pdf('c')] }).expect(303)
  expect(site.db.prepare('SELECT name FROM documents ORDER BY id').pluck().all()).toEqual(['a.pdf', 'c.pdf'])
})

test.each<[string, Partial<typeof anyDisk>]>([
  ['a disk with too little room', { free: Number.MAX_SAFE_INTEGER }],
  ['a disk filled past its share', { share: 2, enough: Number.MAX_SAFE_INTEGER }],
])('%s takes no file, and the texts are kept', async (_case, disk) => {
  const { sent, onDisk } = await limitedForm({ disk: { ...anyDisk, ...disk } })
  const { kept, errors, texts } = await sent('un.pdf')
  expect([kept, errors, texts]).toEqual([[], notKept('un.pdf', fullDisk), { title: 'Balade' }])
  expect(onDisk()).toEqual({ stored: [], incoming: [] })
})

test('a share of a large disk is bounded, and the usual rules let a file in', async () => {
  const { sent } = await limitedForm({ disk: { ...anyDisk, share: 2, enough: 1 } })
  expect((await sent('un.pdf')).kept).toHaveLength(1)
})

test('documents and images together have a total, measured again each minute', async () => {
  const root = mkdtempSync(path.join(tmpdir(), 'quota-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const folders = ['documents', 'images'].map((name) => path.join(root, name))
  for (const folder of folders) mkdirSync(folder)
  const [documents = '', images = ''] = folders
  writeFileSync(path.join(documents, 'a'), Buffer.alloc(1000))
  writeFileSync(path.join(images, 'b'), Buffer.alloc(1000))
  const { sent, clock } = await limitedForm({ folders, disk: { ...anyDisk, total: 4000 } })

  expect((await sent('un.pdf')).kept).toHaveLength(1)
  expect((await sent('lourd.pdf', '192.0.2.1', 2000)).errors).toEqual(notKept('lourd.pdf', fullDisk))
  expect((await sent('deux.pdf')).errors).toEqual(notKept('deux.pdf', fullDisk))

  rmSync(path.join(images, 'b'))
  clock.advance({ minutes: 1 })
  expect((await sent('trois.pdf')).kept).toHaveLength(1)
})
