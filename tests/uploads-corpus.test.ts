import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { visibleName } from '../src/uploads/names.ts'
import { openClamd } from './support/clamd.ts'
import { corpus, eicar, type Hostile } from './support/corpus.ts'
import { pdf, tags } from './support/files.ts'
import { completeForm } from './support/forms.ts'
import { messagesOf } from './support/send.ts'
import { openSite } from './support/site.ts'
import { formData, openForm, part } from './support/uploads.ts'

const hostiles = await corpus()
const good = pdf('Bonjour', tags)

/** « Le fichier « x » … », or « L’image « x » … ». */
const sentence = ({ name, says = '' }: Hostile) => {
  const subject = /^(?:dépasse 40|est incomplète)/.test(says) ? 'L’image' : 'Le fichier'
  return `${subject} «\u00a0${visibleName(name)}\u00a0» ${says}`
}

test('the corpus has several files of every kind of harm', () => {
  const refused = hostiles.filter(({ says }) => says)
  const count = (accepts: string, list: Hostile[]) => list.filter((one) => one.accepts === accepts).length
  expect(hostiles.length).toBeGreaterThan(100)
  expect(['sheet', 'image', 'table'].map((accepts) => count(accepts, refused) >= 20)).toEqual([true, true, true])
  expect(count('sheet', hostiles) - count('sheet', refused)).toBeGreaterThan(40)
  for (const { says = '' } of hostiles) expect(says).not.toMatch(/invalide|veuillez|erreur|interdit|oups/i)
})

test('each hostile file is refused by name or flagged, beside a good one that is kept', async () => {
  const { address } = await openClamd(eicar)
  const form = async (accepts: Hostile['accepts']) => ({
    accepts,
    ...(await openForm({
      clamd: address,
      questions: [
        { field: 'document', accepts },
        { field: 'good', accepts: 'sheet' },
      ],
    })),
  })
  const forms = await Promise.all((['sheet', 'pdf', 'image', 'table'] as const).map(form))

  for (const hostile of hostiles) {
    const { send, onDisk } = forms.find(({ accepts }) => accepts === hostile.accepts)!
    const before = onDisk().stored.length
    const { status, texts, kept, errors } = await send(
      formData([
        ['document', part(hostile.name, hostile.bytes)],
        ['good', part('bon.pdf', good)],
        ['title', 'Balade'],
      ]),
    )

    const [bad, ...rest] = kept.filter(({ field }) => field === 'document')
    expect({ what: hostile.what, status, texts, errors, flags: bad?.flags, rest }).toEqual({
      what: hostile.what,
      status: 200,
      texts: { title: 'Balade' },
      errors: hostile.says ? { document: sentence(hostile) } : {},
      flags: hostile.flags,
      rest: [],
    })
    expect(kept.filter(({ field }) => field === 'good')).toMatchObject([{ name: 'bon.pdf', flags: [] }])
    expect([hostile.what, onDisk().stored.length - before, onDisk().incoming]).toEqual([hostile.what, kept.length, []])
  }
  for (const { images } of forms) expect(readdirSync(images)).toEqual([])
})

const questions = { sheet: 'fiche_rex', pdf: 'programme', image: 'visuel' }

test('the site’s own form refuses or flags them, keeps the texts and the good file, and goes on', async () => {
  const { address } = await openClamd(eicar)
  const site = openSite({ env: { CLAMD: address } })
  const list = (folder: string) => readdirSync(path.join(site.config.DATA_DIR, folder))
  const stored = () => list('documents').filter((name) => name !== 'incoming').length
  const lastFlags = site.db.prepare<[string], string>(
    'SELECT flags FROM documents WHERE field = ? ORDER BY id DESC LIMIT 1',
  )

  for (const hostile of hostiles) {
    if (hostile.accepts === 'table') continue
    const before = stored()
    const field = questions[hostile.accepts]
    const answer = await site.visitor.submit(
      '/proposer/evenement',
      { ...completeForm, titre: '' },
      { [field]: [hostile.name, hostile.bytes], carte_blanche: ['bon.pdf', good] },
    )

    expect([hostile.what, answer.status, stored() - before]).toEqual([hostile.what, 422, hostile.says ? 1 : 2])
    if (hostile.says) expect(messagesOf(answer.text).map(plain)).toContain(plain(sentence(hostile)))
    else expect(JSON.parse(lastFlags.pluck().get(field) ?? '')).toEqual(hostile.flags)
    expect(answer.text).toContain(completeForm.lieu)
    expect(answer.text).toContain('bon.pdf')
    expect(list('documents/incoming')).toEqual([])
  }
  expect(list('images')).toEqual([])
  await site.visitor.get('/healthz').expect(200)
})

/** Pages set their own no-break spaces. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ')
