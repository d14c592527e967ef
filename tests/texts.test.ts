import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { deflateRawSync } from 'node:zlib'
import { pino } from 'pino'
import { describe, expect, test, vi } from 'vitest'
import yauzl from 'yauzl'
import { erasePerson } from '../src/follow/erase.ts'
import { roundsOf } from '../src/rounds.ts'
import { redactTexts } from '../src/texts/erase.ts'
import { readTexts } from '../src/texts/read.ts'
import { boundedText } from '../src/transcription/bounds.ts'
import { transcribe } from '../src/transcription/transcribe.ts'
import { readApart } from '../src/uploads/apart.ts'
import { type Block, blocksOf, structured, writtenOf } from '../src/web/blocks.ts'
import { corpus } from './support/corpus.ts'
import { fileCarteBlanche, filedCarteBlanche, fixture } from './support/filed.ts'
import { docx, docxParts, drawnPdf, odtParts, pdf, tags, zip } from './support/files.ts'
import { htmlErrors } from './support/html.ts'
import { propose, textOf } from './support/send.ts'
import { openSite, type TestSite } from './support/site.ts'

const office = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const types: Record<string, string> = {
  pdf: 'application/pdf',
  docx: office,
  odt: 'application/vnd.oasis.opendocument.text',
}
const typeOf = (name: string) => types[name.split('.').at(-1) ?? ''] ?? 'application/pdf'

const folder = mkdtempSync(path.join(os.tmpdir(), 'textes-'))
let count = 0
/** What the site reads in these bytes. */
async function read(name: string, bytes: Buffer) {
  const place = path.join(folder, `${++count}`)
  writeFileSync(place, bytes)
  const text = await transcribe(place, typeOf(name))
  rmSync(place)
  return text
}

const story = `Depuis trois ans, la commune Exemple confie ses massifs à un chantier d’insertion. Ce qui n’était qu’un essai est devenu une habitude, et les habitants s’arrêtent pour parler avec ceux qui plantent, arrosent et taillent au fil des saisons.

## Comment nous avons fait

Nous avons réservé un lot (article L. 2113-12), puis rencontré les structures avant d’écrire le cahier des charges.

- une visite des massifs avec trois structures ;
- un lot séparé, de 18 000 € HT par an ;
- un rendez-vous chaque mois avec l’encadrante.

## Ce que nous conseillons

1. Commencer petit.
2. Prévenir les habitants.

### En chiffres

| Heures d’insertion | 1 200 |
| Personnes | 6 |

La suite s’écrit avec le service des écoles : un potager, dès l’automne.`

describe('what a document says', () => {
  test.each(['recit.odt', 'recit.docx', 'recit.pdf'])(
    '%s: headings, paragraphs, lists and tables, in order',
    async (name) => {
      const text = await read(name, fixture(name))
      expect(text?.replaceAll('\u00a0', ' ').replace(/^#? ?Nos fleurs viennent d’à côté\n\n/, '')).toBe(story)
      expect(text).toContain('Nos fleurs viennent d’à côté')
    },
  )

  test('a PDF without tags is read line by line: larger lines are headings, what goes on is one paragraph', async () => {
    const text = (await read('recit.pdf', fixture('recit-sans-balises.pdf')))?.replaceAll('\u00a0', ' ')
    const [before = '', after = ''] = story.split(/\n\n1\. [\s\S]*\| 6 \|\n\n/)
    expect(text?.startsWith(`# Nos fleurs viennent d’à côté\n\n${before}`)).toBe(true)
    expect(text?.endsWith(after)).toBe(true)
    expect(text).toMatch(/Heures d’insertion 1 200/)
  })

  test('nothing to read is undefined: a scan, signs without letters', async () => {
    expect(await read('scan.pdf', drawnPdf('q 595 0 0 842 0 0 cm /Im1 Do Q'))).toBeUndefined()
    expect(await read('signes.pdf', pdf('12 %% 34 /// 56'))).toBeUndefined()
    expect(await read('mots.pdf', pdf('Trois mots ici'))).toBe('Trois mots ici')
  })

  test('what could not be read is no answer: a file that is gone, or that no reader opens', async () => {
    await expect(transcribe(path.join(folder, 'parti'), 'application/pdf')).rejects.toThrow('ENOENT')
    await expect(read('casse.pdf', Buffer.from('%PDF-1.7\nrien'))).rejects.toThrow()
  })

  test('what was struck out, comments and links are not told', async () => {
    const [mimetype, manifest, content] = odtParts('HERE')
    const body = `<text:tracked-changes><text:p>effacé</text:p></text:tracked-changes>
      <text:p>Un <text:a href="javascript:alert(1)">lien</text:a><office:annotation><text:p>une remarque</text:p></office:annotation> vu.</text:p>`
    const data = String(content?.data).replace('<text:p>HERE</text:p>', body)
    expect(await read('fiche.odt', zip([mimetype!, manifest!, { ...content!, data }]))).toBe('Un lien vu.')
    const [kinds, rels, main] = docxParts('HERE')
    const struck = '<w:p><w:del><w:r><w:delText>effacé</w:delText></w:r></w:del><w:r><w:t>Le texte</w:t></w:r></w:p>'
    const word = { ...main!, data: String(main?.data).replace(/<w:p>.*<\/w:p>/, struck) }
    expect(await read('fiche.docx', zip([kinds!, rels!, word]))).toBe('Le texte')
  })

  test('it is bounded, and says so', () => {
    const blocks = Array.from({ length: 900 }, (_, n) => ({
      kind: 'paragraph' as const,
      text: `Ligne ${n} ${'mot '.repeat(15)}`,
    }))
    const text = boundedText(blocks) ?? ''
    expect(text.length).toBeGreaterThan(39_000)
    expect(text.length).toBeLessThanOrEqual(40_000)
    expect(text.endsWith('[La suite est dans le document.]')).toBe(true)
    const more = '\n\n[La suite est dans le document.]'
    const long = Array.from({ length: 9_000 }, (_, n) => `ligne ${n}`)
    for (const [kept, block] of [
      ['| ligne 0 | ligne 0 |\n| ligne 1 |', { kind: 'table', rows: long.map((one) => [one, one]) }],
      ['- ligne 0\n- ligne 1\n', { kind: 'list', items: long }],
      ['ligne 0 ligne 1 ', { kind: 'paragraph', text: long.join(' ') }],
      ['ligne 0 ligne 1 ', { kind: 'heading', level: 1, text: long.join(' ') }],
    ] as const) {
      const one = boundedText([block as Block, { kind: 'paragraph', text: 'Après' }]) ?? ''
      expect(one.startsWith(kept.slice(0, 20)), one.slice(0, 60)).toBe(true)
      expect(one.length).toBeGreaterThan(39_000)
      expect(one.length).toBeLessThanOrEqual(40_000)
      expect(one.endsWith(more)).toBe(true)
      expect(one).not.toContain('Après')
      expect(one.slice(0, -more.length)).toMatch(/ligne \d+( \|)?$/)
    }
    // one cell or one item without end is not a reason to keep nothing of it
    const wide = boundedText([{ kind: 'table', rows: [[long.join(' ')]] }]) ?? ''
    expect(wide.length).toBeLessThanOrEqual(40_000)
    expect(wide.startsWith('ligne 0 ligne 1')).toBe(true)
    expect(boundedText([{ kind: 'paragraph', text: 'a\u202eb\u0007c\u00ad\ufeffd\ue000 e' }])).toBe('ab cd e')
  })
})

describe('what was strong, and where links lead', () => {
  const run = (text: string, bold = false) =>
    `<w:r>${bold ? '<w:rPr><w:b/></w:rPr>' : ''}<w:t xml:space="preserve">${text}</w:t></w:r>`
  const cell = (text: string, bold = false) => `<w:tc><w:p>${run(text, bold)}</w:p></w:tc>`
  const link = (address: string, text: string) =>
    `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "${address}"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run(text)}<w:r><w:fldChar w:fldCharType="end"/></w:r>`
  const word = (body: string) => {
    const [kinds, rels, main] = docxParts('HERE')
    return zip([kinds!, rels!, { ...main!, data: String(main?.data).replace(/<w:p>.*<\/w:p>/, body) }])
  }

  test('of a Word document stay, but for what a browser would run; so does a first row that is a heading', async () => {
    const body = `<w:p>${run('Voir ')}${link('https://www.example.org/a?b=1', 'le site')}${run(' et ')}${link('javascript:alert(1)', 'ceci')}${run(', ')}${run('c’est important ', true)}${run('ici.')}</w:p>
      <w:tbl><w:tr>${cell('Critère', true)}${cell('Poids', true)}</w:tr><w:tr>${cell('Prix')}${cell('40 %')}</w:tr></w:tbl>`
    const text = await read('fiche.docx', word(body))
    expect(text?.replaceAll('\u00a0', ' ')).toBe(
      'Voir [le site](https://www.example.org/a?b=1) et ceci, **c’est important** ici.\n\n| Critère | Poids |\n| --- | --- |\n| Prix | 40 % |',
    )
    expect(writtenOf(blocksOf(text ?? ''))).toBe(text)
    expect(structured(text ?? '').replaceAll('\u00a0', ' ')).toBe(
      '<p>Voir <a href="https://www.example.org/a?b=1" rel="nofollow">le site</a> et ceci, <strong>c’est important</strong> ici.</p>\n' +
        '<table><tbody><tr><th scope="col">Critère</th><th scope="col">Poids</th></tr><tr><td>Prix</td><td>40 %</td></tr></tbody></table>',
    )
  })

  test('nothing in a mark acts: what is typed stays text', () => {
    const html = structured(
      '[x](https://a.example/"onclick=alert(1)) **<b>** [**y**](https://b.example/**z**) ** pas fort **',
    )
    expect(html).not.toMatch(/<b>|onclick="|="[^"]*</)
    expect(html).toContain('** pas fort **')
  })
})

describe('a hostile document', () => {
  test('of the whole corpus harms nobody: read or not, nothing of it acts', async () => {
    const files = (await corpus()).filter(({ accepts }) => accepts === 'sheet')
    expect(files.length).toBeGreaterThan(100)
    for (let at = 0; at < files.length; at += 2) {
      const texts = await Promise.all(
        files.slice(at, at + 2).map(({ name, bytes }) => read(name, bytes).catch(() => '')),
      )
      for (const text of texts)
        expect(structured(text ?? '')).not.toMatch(/<(?!\/?(p|h[2-4]|ul|ol|li|table|tbody|tr|t[hd]|br|strong|a)\b)/)
    }
  }, 240_000)

  test('that bursts is given up, and the site lives on', async () => {
    const [kinds, rels, main] = docxParts('HERE')
    const data = Buffer.from(
      String(main?.data).replace('<w:p>', '<w:p><w:r><w:t>a</w:t></w:r></w:p><w:p>'.repeat(1_500_000)),
    )
    const bomb = { name: 'word/document.xml', data: deflateRawSync(data), method: 8, size: data.length }
    await expect(read('fiche.docx', zip([kinds!, rels!, bomb]))).rejects.toThrow(/memory|given up/)
    expect(await read('fiche.docx', docx('Bonjour à tous'))).toBe('Bonjour à tous')
  }, 60_000)
})

describe('a thread of its own', () => {
  const filling = 'const kept = Array.from({ length: 60 }, () => new Uint8Array(10_000_000).fill(1))'
  const apart = (code: string, seconds = 20) =>
    readApart<string>(new URL(`data:text/javascript,${encodeURIComponent(code)}`), undefined, seconds)
  const answering = (wait: number) => `
    const { parentPort } = await import('node:worker_threads')
    setTimeout(() => parentPort.postMessage('lu'), ${wait})
  `

  test('is given up for what it takes itself, not for what the site or another takes meanwhile', async () => {
    const quiet = apart(answering(1000))
    const greedy = apart(`${filling}; ${answering(10_000)}; globalThis.kept = kept`)
    await expect(greedy).rejects.toThrow('given up')
    const kept = Buffer.alloc(600_000_000, 1)
    expect(await quiet).toBe('lu')
    expect(kept.at(-1)).toBe(1)
  })

  test('is given up when it takes too long', async () => {
    await expect(apart('for (;;) {}', 1)).rejects.toThrow('given up')
    expect(await apart(answering(0))).toBe('lu')
  })
})

describe('a structured text', () => {
  test('is kept as it is written, and shown without skipping a level or running anything', () => {
    expect(writtenOf(blocksOf(story))).toBe(story)
    const html = structured(
      '### Un titre <img src=x onerror=alert(1)>\n# Un autre\nÀ "lire" [ici](javascript:alert(1))\n\n- a\n- b\n| x | y | z |\n| 1 | | 3 |',
    )
    expect(html.split('\n')).toEqual([
      '<h2>Un titre &lt;img src=x onerror=alert(1)&gt;</h2>',
      '<h2>Un autre</h2>',
      '<p>À &quot;lire&quot; [ici](javascript:alert(1))</p>',
      '<ul><li>a</li><li>b</li></ul>',
      '<table><tbody><tr><th scope="col">x</th><th scope="col">y</th><th scope="col">z</th></tr><tr><td>1</td><td></td><td>3</td></tr></tbody></table>',
    ])
    expect(structured('## Un\n### Deux\n### Trois\n## Quatre\n# Cinq\n### Six\n3. trois\n4. quatre')).toBe(
      '<h2>Un</h2>\n<h3>Deux</h3>\n<h3>Trois</h3>\n<h2>Quatre</h2>\n<h2>Cinq</h2>\n<h3>Six</h3>\n<ol start="3"><li>trois</li><li>quatre</li></ol>',
    )
  })
})

const recit = (): [string, Buffer] => ['Récit.docx', fixture('recit.docx')]
const page = '/cartes-blanches/nos-fleurs-viennent-d-a-cote'
const publishing = { confirmer: 'oui' }
const rowsIn = ({ db }: TestSite) =>
  db
    .prepare<[], { state: string; content: string | null; attempts: number }>(
      'SELECT * FROM document_texts ORDER BY document_id',
    )
    .all()
const seenIn = (html: string) => /name="vu_texte" value="([^"]+)"/.exec(html)?.[1] ?? ''

describe('a sheet that came as a file', () => {
  test('is sent without being read; then it is, once', async () => {
    const site = openSite()
    const { follow, desk } = await fileCarteBlanche(site, recit())
    expect(rowsIn(site)).toEqual([])
    expect((await site.visitor.get(follow)).text).toContain('n’a pas encore lu votre document')
    expect((await site.coordinator().get(desk)).text).toContain('n’a pas encore lu ce document')

    expect(await readTexts(site)).toBe(1)
    expect(rowsIn(site)).toMatchObject([{ state: 'read', attempts: 1, content: expect.stringContaining('massifs') }])
    expect(await readTexts(site)).toBe(0)
  })

  test('that says what its own form keeps private is looked at before it is published', async () => {
    const said = [
      ['private-email', 'Écrire à Zoe.Canari@Example.org.', 'On y lit l’adresse électronique'],
      [
        'private-phone',
        'Pour en savoir plus sur ces fleurs, appelez le +33 (0)6.12 34-56 78.',
        'On y lit le téléphone',
      ],
      ['private-name', 'Texte de CANARI Zoé, mai 2023.', 'On y lit le nom'],
    ] as const
    const contact = {
      contact_nom: 'Zoé Canari',
      contact_courriel: 'zoe.canari@example.org',
      contact_telephone: '06 12 34 56 78',
    }
    const site = openSite()
    const coordinator = site.coordinator()
    for (const [flag, sentence, words] of said) {
      const { desk } = await fileCarteBlanche(site, ['Récit.docx', docx(sentence)], { ...contact, titre: flag })
      site.db.prepare("UPDATE documents SET flags = '[]'").run()
      await readTexts(site)
      const html = (await coordinator.get(desk).expect(200)).text
      expect(html).toContain(`porte des coordonnées privées ? ${words}`)
      expect(html).toContain('Documents sans coordonnées privées')
      await coordinator.post(`${desk}/publication`).expect(422)
      await coordinator.post(`${desk}/publication`, publishing).expect(303)
    }
    const { desk } = await fileCarteBlanche(
      site,
      ['Public.docx', docx('Pour en savoir plus, écrire à fleurs@example.org, ou appeler le 02 31 00 00 00')],
      {
        ...contact,
        titre: 'Rien de privé',
        contact_courriel: 'fleurs@example.org',
        publier: 'oui',
        contact_public_telephone: '0231000000',
      },
    )
    await readTexts(site)
    expect((await coordinator.get(desk)).text).not.toContain('porte des coordonnées privées')
  })

  test('gives only its document while nobody has read its text again, and says so', async () => {
    const site = openSite()
    const { desk } = await fileCarteBlanche(site, recit())
    await readTexts(site)
    const checks = await site.coordinator().get(desk)
    expect(checks.text).toMatch(/<a href="#texte">Texte du document<\/a>\u00a0: à relire/)
    await site.coordinator().post(`${desk}/publication`, publishing).expect(303)
    const { text } = await site.visitor.get(page).expect(200)
    expect(text).toContain('nous est parvenue sous forme de document. Si vous ne pouvez pas le lire')
    expect(text).toContain('Récit.docx')
    expect(text).not.toContain('massifs')
    expect((await site.visitor.get('/cartes-blanches?q=massifs')).text).toContain('Rien ne correspond')
    expect((await site.visitor.get('/cartes-blanches?q=fleurs')).text).toContain(page)
  })

  test('its author reads it again, the coordination publishes it as a page, and its words are found', async () => {
    const site = openSite()
    const { follow, desk, reference } = await fileCarteBlanche(site, recit())
    await readTexts(site)
    const before = await site.visitor.get(follow)
    const texte_document = textOf(
      /<textarea id="texte_document"[^>]*>\n([\s\S]*?)<\/textarea>/.exec(before.text)?.[1] ?? '',
    )
    expect(texte_document).toContain('## Comment nous avons fait')
    const corrected = `${texte_document}\n\nAvec <script>alert(1)</script> une pivoine.`
    const wrong = await site.visitor
      .post(`${follow}/texte`, { vu_texte: seenIn(before.text), texte_document: ' ' })
      .expect(422)
    expect(wrong.text).toContain('écrivez ce que dit le document')
    await site.visitor.post(`${follow}/texte`, { vu_texte: seenIn(before.text), texte_document: corrected }).expect(303)
    const after = await site.visitor.get(`${follow}?fait=texte`)
    expect(after.text).toContain('Merci, le texte relu est enregistré.')
    expect(after.text).toContain('vous, ou un collègue')

    const read = await site.coordinator().get(desk)
    expect(read.text).toContain('par l’organisateur')
    expect(read.text).toContain('Texte du document\u00a0: relu')
    expect(read.text).toContain('Texte du document relu')
    await site.coordinator().post(`${desk}/publication`, publishing).expect(303)
    const { text } = await site.visitor.get(page).expect(200)
    expect(text).toContain('<h3>Comment nous avons fait</h3>')
    expect(text).toContain('<li>une visite des massifs avec trois structures ;</li>')
    expect(text).toContain('<th scope="row">Personnes</th><td>6</td>')
    expect(text).toContain('Avec &lt;script&gt;alert(1)&lt;/script&gt; une pivoine.')
    expect(text).toContain('Texte relu le 9\u00a0mai\u00a02023&nbsp;; le document d’origine fait foi.')
    expect(text.indexOf('une pivoine')).toBeLessThan(text.indexOf('À télécharger'))
    expect(await htmlErrors(text)).toEqual([])
    expect((await site.visitor.get('/bonnes-pratiques?q=pivoine')).text).toContain(page)
    // once online, the coordination alone changes it
    await site.visitor
      .post(`${follow}/texte`, { vu_texte: seenIn(read.text), texte_document: 'Autre chose' })
      .expect(409)
    expect((await site.visitor.get(page)).text).toContain('pivoine')
    expect(
      site.db.prepare("SELECT act, before, after FROM journal WHERE act LIKE 'text%' AND subject = ?").all(reference),
    ).toEqual([{ act: 'text-checked', before: null, after: null }])
  })

  test('behind a mailed link and at the desk, the coordination reads it again, and takes it off', async () => {
    const site = openSite()
    const { desk, follow } = await fileCarteBlanche(site, recit())
    await readTexts(site)
    const decision = (await site.mails()).flatMap(({ text }) => /\/decision\/\S+/.exec(String(text)) ?? [])[0] ?? ''
    const mailed = await site.visitor.get(decision).expect(200)
    await site.visitor
      .post(`${decision}/texte`, { vu_texte: seenIn(mailed.text), texte_document: 'Ce que dit le document.' })
      .expect(303)
    await site.coordinator().post(`${desk}/publication`, publishing).expect(303)
    expect((await site.visitor.get(page)).text).toContain('<p>Ce que dit le document.</p>')
    const online = await site.visitor.get(follow)
    expect(online.text).toContain('par la coordination')
    expect(online.text).not.toContain('name="texte_document"')

    const shown = await site.coordinator().get(desk)
    await site
      .coordinator()
      .post(`${desk}/texte/retrait`, { vu_texte: seenIn(shown.text) })
      .expect(303)
    const { text } = await site.visitor.get(page)
    expect(text).not.toContain('Ce que dit le document.')
    expect(text).toContain('nous est parvenue sous forme de document')
    expect(rowsIn(site)).toMatchObject([{ state: 'read', content: 'Ce que dit le document.' }])
    await site
      .coordinator()
      .post(`${desk}/texte/retrait`, { vu_texte: seenIn(shown.text) })
      .expect(409)
  })

  test('two who correct it at a time: the second is told, and has both texts', async () => {
    const site = openSite()
    const { follow, desk } = await fileCarteBlanche(site, recit())
    await readTexts(site)
    const coordinator = site.coordinator()
    const vu_texte = seenIn((await coordinator.get(desk)).text)
    await site.visitor.post(`${follow}/texte`, { vu_texte, texte_document: 'Le texte de son auteur.' }).expect(303)

    const late = await coordinator
      .post(`${desk}/texte`, { vu_texte, texte_document: 'Le texte de la coordination.' })
      .expect(409)
    expect(late.text).toContain('a changé pendant que vous le relisiez')
    expect(late.text).toContain('Le texte de son auteur.')
    expect(late.text).toContain('Le texte de la coordination.')
    expect(rowsIn(site)).toMatchObject([{ content: 'Le texte de son auteur.' }])
    expect(await htmlErrors(late.text)).toEqual([])
    const stale = await site.visitor.post(`${follow}/texte`, { vu_texte, texte_document: 'Un troisième.' }).expect(409)
    expect(stale.text).toContain('Un troisième.')
    expect(stale.text).toContain('Le texte de son auteur.')
    expect(await htmlErrors(stale.text)).toEqual([])

    const again = { vu_texte: seenIn(late.text), texte_document: 'Le texte de la coordination.' }
    await coordinator.post(`${desk}/texte`, again).expect(303)
    expect(rowsIn(site)).toMatchObject([{ state: 'checked', content: 'Le texte de la coordination.' }])
    // who decides of the page as it was before its author read it again is told first
    await coordinator.post(`${desk}/publication`, { ...publishing, vu: 'pending hier 0' }).expect(409)
  })
})

const change = async (site: TestSite, follow: string, file: [string, Buffer]) => {
  const editing = await site.visitor.post(`${follow}/modification`).expect(303)
  const kept = await site.visitor
    .submit(String(editing.headers.location), filedCarteBlanche, { fiche: file })
    .expect(303)
  await site.visitor.post(String(kept.headers.location), { confirmer: ['doublon'] }).expect(303)
}

describe('the text goes with its file', () => {
  const online = async () => {
    const site = openSite()
    const filed = await fileCarteBlanche(site, recit())
    await readTexts(site)
    const vu_texte = seenIn((await site.visitor.get(filed.follow)).text)
    const texte_document = 'Une pivoine, offerte par zoe.canari@example.org, et un potager.'
    await site.visitor.post(`${filed.follow}/texte`, { vu_texte, texte_document }).expect(303)
    await site.coordinator().post(`${filed.desk}/publication`, publishing).expect(303)
    await site.mails()
    return { site, ...filed }
  }
  const says = async (site: TestSite) => (await site.visitor.get(page).expect(200)).text.includes('Une pivoine')

  test('a new file starts again; undone, the one before is back with its text', async () => {
    const { site, follow, desk } = await online()
    await change(site, follow, ['Récit 2.docx', docx('Une autre histoire')])
    await readTexts(site)
    expect(await says(site)).toBe(true)
    await site.coordinator().post(`${desk}/acceptation`, publishing).expect(303)
    expect(await says(site)).toBe(false)
    await readTexts(site)
    expect((await site.visitor.get(page)).text).not.toContain('Une autre histoire')
    expect((await site.coordinator().get(desk)).text).toContain('Une autre histoire')
    expect((await site.visitor.get('/cartes-blanches?q=pivoine')).text).toContain('Rien ne correspond')

    await site.coordinator().post(`${desk}/annulation`).expect(303)
    expect(await says(site)).toBe(true)
    expect((await site.visitor.get('/cartes-blanches?q=pivoine')).text).toContain(page)
  })

  test('a file that a change would bring is looked at too, before it is accepted', async () => {
    const { site, follow, desk } = await online()
    const email = filedCarteBlanche.contact_courriel
    await change(site, follow, ['Récit 2.docx', docx(`Une autre histoire, par ${email.toUpperCase()}`)])
    site.db.prepare("UPDATE documents SET flags = '[]' WHERE revision_id IS NOT NULL").run()
    await readTexts(site)
    const shown = (await site.coordinator().get(desk)).text
    expect(shown).toContain('On y lit l’adresse électronique')
    await site.coordinator().post(`${desk}/acceptation`).expect(422)
    await site.coordinator().post(`${desk}/acceptation`, publishing).expect(303)
  })

  test('a new file of a sheet that waits starts again too, and what was typed of the other is not lost', async () => {
    const site = openSite()
    const { follow, desk } = await fileCarteBlanche(site, recit())
    await readTexts(site)
    const vu_texte = seenIn((await site.visitor.get(follow)).text)
    await change(site, follow, ['Récit 2.docx', docx('Une autre histoire')])
    const typed = { vu_texte, texte_document: 'De l’ancien fichier.' }
    expect((await site.coordinator().post(`${desk}/texte`, typed).expect(409)).text).toContain('De l’ancien fichier.')
    await readTexts(site)
    expect((await site.visitor.post(`${follow}/texte`, typed).expect(409)).text).toContain('De l’ancien fichier.')
    expect(rowsIn(site)).toMatchObject([{ state: 'read', content: 'Une autre histoire' }])
  })

  test('it is in the data of whoever handed it in, and an address goes from it', async () => {
    const { site, follow, desk } = await online()
    const { body } = await site.visitor.get(`${follow}/donnees.zip`).responseType('blob').expect(200)
    const data = JSON.parse(String(await entryOf(body, 'donnees.json')))
    expect(data.texte_lu_dans_le_document).toEqual({
      etat: 'relu',
      texte: expect.stringContaining('zoe.canari@example.org'),
      relu_le: expect.stringContaining('9\u00a0mai\u00a02023'),
    })
    redactTexts(site.db, 'zoe.canari@example.org')
    expect(rowsIn(site)[0]?.content).toBe('Une pivoine, offerte par …, et un potager.')
    await site.visitor.post(`${follow}/retrait`, { confirme: 'oui' }).expect(303)
    await site.visitor.get(page).expect(410)
    await site.coordinator().get(desk).expect(200)
    expect((await site.visitor.get('/cartes-blanches?q=pivoine')).text).toContain('Rien ne correspond')
  })

  test('a packed file in which an address was read goes with it, and its text', async () => {
    const site = openSite()
    const email = 'zoe.canari@example.org'
    const { desk } = await fileCarteBlanche(site, ['Récit.docx', packed(`Écrire à ${email}`)], {
      contact_courriel: email,
    })
    await readTexts(site)
    await site.coordinator().post(`${desk}/publication`, publishing).expect(303)
    expect(rowsIn(site)).toHaveLength(1)
    const folders = { documents: site.folder, images: path.join(site.config.DATA_DIR, 'images') }
    await erasePerson({ ...site, folders }, email, { actor: 'system', staysOnline: () => true })
    expect(rowsIn(site)).toEqual([])
    expect((await site.visitor.get(page).expect(200)).text).not.toContain('Récit.docx')
  })
})

describe('reading', () => {
  test('covers a sheet that came with an event, and says when there is not a word', async () => {
    const site = openSite()
    const follow = await propose(
      site,
      { accord: 'oui' },
      { fiche_rex: ['Scan.pdf', drawnPdf('BT /F1 9 Tf (...) Tj ET', tags)] },
    )
    expect(await readTexts(site)).toBe(1)
    const reference = site.db.prepare('SELECT reference FROM sheets ORDER BY id DESC').pluck().get()
    const desk = await site.coordinator().get(`/moderation/rex/${reference}`).expect(200)
    expect(desk.text).toContain('PDF non accessible, aucun texte')
    const own = /href="(\/suivi\/[^"]+)">Complétez/.exec((await site.visitor.get(follow)).text)?.[1] ?? ''
    const shown = await site.visitor.get(own).expect(200)
    expect(shown.text).toContain('PDF non accessible, aucun texte')
    // whatever its tags said when it came
    const [flags] = site.db.prepare('SELECT flags FROM documents ORDER BY id DESC LIMIT 1').pluck().all()
    expect(JSON.parse(String(flags)).filter((flag: string) => flag === 'inaccessible-pdf')).toHaveLength(1)
    // somebody may copy out what it says
    const written = { vu_texte: seenIn(shown.text), texte_document: '# Un marché\n\nRecopié à la main.' }
    await site.visitor.post(`${own}/texte`, written).expect(303)
    expect(rowsIn(site)).toMatchObject([{ state: 'checked', content: '# Un marché\n\nRecopié à la main.' }])
  })

  test('is a round of the site: it keeps no other waiting, and does not run twice at a time', async () => {
    const site = openSite()
    await fileCarteBlanche(site, recit())
    const log = pino({ level: 'silent' })
    const round = roundsOf({ ...site, log }).find(({ name }) => name === 'texts')
    expect(round?.run()).toBeUndefined()
    round?.run()
    await vi.waitFor(() => expect(rowsIn(site)).toMatchObject([{ state: 'read', attempts: 1 }]), 20_000)
  })

  test('that fails is tried again, then given up without a word against the document', async () => {
    const site = openSite()
    const { follow, desk } = await fileCarteBlanche(site, ['Récit.pdf', fixture('recit.pdf')])
    const place = path.join(site.folder, String(site.db.prepare('SELECT stored_as FROM documents').pluck().get()))
    rmSync(place)
    for (const attempts of [1, 2, 3]) {
      expect(await readTexts(site)).toBe(1)
      expect(rowsIn(site)).toMatchObject([{ state: 'begun', attempts, content: null }])
    }
    expect((await site.visitor.get(follow)).text).toContain('n’a pas encore lu votre document')
    await readTexts(site)
    expect(textOf((await site.visitor.get(follow)).text)).toContain('ne donnera que le document. Remplacez-le')
    expect(rowsIn(site)).toMatchObject([{ state: 'none', content: null }])
    expect(site.db.prepare("SELECT count(*) FROM documents WHERE flags LIKE '%inaccessible%'").pluck().get()).toBe(0)
    await site.coordinator().post(`${desk}/publication`, publishing).expect(303)
    for (const shown of [await site.visitor.get(follow), await site.coordinator().get(desk)]) {
      expect(shown.text).toContain('Aucun texte n’a pu être lu')
      expect(shown.text).not.toContain('PDF non accessible')
    }
    const { text } = await site.visitor.get(page)
    expect(text).toContain('nous est parvenue sous forme de document. Si vous')
    expect(text).not.toContain('aucun texte ne peut être lu')
  })

  test('does not try without end a file that brings the site down', async () => {
    const site = openSite()
    await fileCarteBlanche(site, recit())
    site.db.exec('INSERT INTO document_texts (document_id, attempts) SELECT max(id), 2 FROM documents')
    expect(await readTexts(site)).toBe(1)
    expect(rowsIn(site)).toMatchObject([{ state: 'read', attempts: 3 }])
    site.db.exec("UPDATE document_texts SET state = 'begun', content = NULL")
    expect(await readTexts(site)).toBe(1)
    expect(rowsIn(site)).toMatchObject([{ state: 'none', attempts: 4 }])
    expect(await readTexts(site)).toBe(0)
  })
})

async function entryOf(bytes: Buffer, name: string) {
  const archive = await yauzl.fromBufferPromise(bytes)
  for await (const entry of archive.eachEntry())
    if (entry.fileName === name) return buffer(await archive.openReadStreamPromise(entry))
}

/** A Word document whose words cannot be seen in its bytes. */
function packed(words: string) {
  const parts = docxParts(words).map(({ name, data }) => {
    const bytes = Buffer.from(String(data))
    return { name, data: deflateRawSync(bytes), method: 8, size: bytes.length }
  })
  return zip(parts)
}
