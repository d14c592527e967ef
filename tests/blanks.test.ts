import { DOMParser } from '@xmldom/xmldom'
import { PDFArray, PDFBool, PDFDict, PDFDocument, PDFHexString, PDFName, PDFRef, PDFString } from 'pdf-lib'
import Paper from 'pdfkit'
import { describe, expect, test } from 'vitest'
import { fonts } from '../src/blanks/fonts.ts'
import { example, frameOf, type Setting } from '../src/blanks/frame.ts'
import { blanks, typeOf } from '../src/blanks/lists.ts'
import { madeSheet } from '../src/blanks/made.ts'
import { allAsked, boxName, keyOf, outlineOf } from '../src/blanks/outline.ts'
import { findCurrentEdition, reviseEdition } from '../src/editions/queries.ts'
import { partsOf } from '../src/sheets/forms.ts'
import { readSheet } from '../src/sheets/reading.ts'
import { partOfZip } from './support/blanks.ts'
import { docx, pdf as pdfFile } from './support/files.ts'
import { openSite } from './support/site.ts'

const site = openSite()
const setting: Setting = {
  edition: {
    name: 'La Semaine des achats socialement et écologiquement responsables',
    number: 3,
    firstDay: '2023-05-22',
    lastDay: '2023-05-26',
    submissionsDeadline: '2023-05-19',
    coordinatedBy: 'CRESS Normandie',
  },
  baseUrl: 'https://semaine.example.org',
}

const text = (value: unknown) =>
  value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : undefined

describe.each(blanks)('$title', (blank) => {
  const asked = allAsked(outlineOf(partsOf(blank.kind, 'typed'), blank.example ? example : {}))

  describe('as a PDF', async () => {
    const { bytes } = await madeSheet(blank, 'pdf', setting)
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false })
    const { catalog, context } = pdf
    const annotations = pdf.getPages().flatMap((page) => {
      const list = page.node.Annots()
      return (list?.asArray() ?? []).map((ref) => ({ ref: ref as PDFRef, dict: context.lookup(ref, PDFDict), page }))
    })
    const widgets = annotations.filter(({ dict }) => dict.get(PDFName.of('Subtype')) === PDFName.of('Widget'))

    test('is tagged, titled, in French, and its pages are read in their order', () => {
      expect(text(catalog.get(PDFName.of('Lang')))).toBe('fr-FR')
      expect(catalog.lookup(PDFName.of('MarkInfo'), PDFDict).get(PDFName.of('Marked'))).toBe(PDFBool.True)
      expect(catalog.lookup(PDFName.of('ViewerPreferences'), PDFDict).get(PDFName.of('DisplayDocTitle'))).toBe(
        PDFBool.True,
      )
      expect(pdf.getTitle()).toMatch(/^(Fiche REX|Carte blanche).* – La Semaine des achats/)
      expect(pdf.getPages().map(({ node }) => node.get(PDFName.of('Tabs')))).toEqual(
        pdf.getPages().map(() => PDFName.of('S')),
      )
      expect(bytes.toString('latin1')).toContain('pdfuaid:part')
    })

    test('its structure has headings, paragraphs, and every widget in a Form of its own', () => {
      const found = elements(catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict))
      const count = (type: string) => found.filter((one) => one.type === type).length
      expect(count('H1')).toBe(1)
      expect(count('H2')).toBe(partsOf(blank.kind, 'typed').length)
      expect(count('P')).toBeGreaterThan(asked.length)
      const placed = new Map(widgets.map(({ ref, page }) => [String(ref), String(page.ref)]))
      expect(
        found
          .flatMap(({ pages }) => pages)
          .every(({ object, page }) => !placed.has(object) || placed.get(object) === page),
      ).toBe(true)
      const inForms = found.filter(({ type }) => type === 'Form').flatMap(({ objects }) => objects)
      expect(inForms.map(String).sort()).toEqual(widgets.map(({ ref }) => String(ref)).sort())
      expect(count('Form')).toBe(widgets.length)
      // a reader that follows the structure comes to the fields as the form asks them
      const order = new Map(widgets.map(({ ref, dict }) => [String(ref), dict]))
      const names = inForms.map((ref) => fullName(order.get(String(ref)) as PDFDict).split('.')[0])
      expect([...new Set(names)]).toEqual(asked.map(({ name }) => name))
    })

    test('every field has its name, and says its question', () => {
      const fields = pdf.getForm().getFields()
      expect(fields.map((field) => field.getName()).sort()).toEqual(
        asked
          .flatMap((one) =>
            one.box === 'several' ? one.options.map((option) => boxName(one.name, option)) : [one.name],
          )
          .sort(),
      )
      for (const field of fields) {
        const one = asked.find(({ name }) => name === field.getName().split('.')[0])
        expect(text(field.acroField.dict.get(PDFName.of('TU')))).toContain(one?.label)
      }
      for (const { dict } of widgets) expect(dict.get(PDFName.of('StructParent'))).toBeDefined()
    })

    test('every font that it prints is in it', () => {
      const embedded = context
        .enumerateIndirectObjects()
        .filter(([, one]) => one instanceof PDFDict && one.get(PDFName.of('FontFile2')))
      expect(embedded.length).toBe(fonts.length)
    })

    test('shows what is answered, and nothing else', () => {
      const form = pdf.getForm()
      const shown = asked
        .filter(({ box }) => box === 'line' || box === 'text')
        .map(({ name }) => [name, form.getTextField(name).getText() ?? ''])
      expect(shown).toEqual(
        asked
          .filter(({ box }) => box === 'line' || box === 'text')
          .map(({ name, answer }) => [name, answer.join('\n')]),
      )
      for (const { name, answer, options } of asked.filter(({ box }) => box === 'one'))
        expect(form.getRadioGroup(name).getSelected()).toBe(
          options.filter(({ slug }) => answer.includes(slug)).map(keyOf)[0],
        )
    })
  })

  describe('as a DOCX', async () => {
    const { bytes } = await madeSheet(blank, 'docx', setting)
    const read = async (name: string) => new DOMParser().parseFromString(await partOfZip(bytes, name), 'text/xml')
    const document = await read('word/document.xml')
    const all = (name: string) => [...document.getElementsByTagName(name)]

    test('has a content control for every question, named and titled', () => {
      const tags = all('w:tag').map((one) => one.getAttribute('w:val'))
      expect([...new Set(tags.map((tag) => tag?.split('.')[0]))]).toEqual(asked.map(({ name }) => name))
      expect(all('w:sdt').length).toBe(tags.length)
      expect(all('w:alias').every((one) => one.getAttribute('w:val'))).toBe(true)
      const ids = all('w:sdt').map((one) => one.getElementsByTagName('w:id')[0]?.getAttribute('w:val'))
      expect(new Set(ids).size).toBe(tags.length)
    })

    test('has real headings, its language and its title', async () => {
      const styles = all('w:pStyle').map((one) => one.getAttribute('w:val'))
      expect(styles.filter((style) => style === 'Title')).toHaveLength(1)
      expect(styles.filter((style) => style === 'Heading1')).toHaveLength(partsOf(blank.kind, 'typed').length)
      expect(await partOfZip(bytes, 'word/styles.xml')).toContain('w:lang w:val="fr-FR"')
      expect((await read('docProps/core.xml')).getElementsByTagName('dc:title')[0]?.textContent).toMatch(
        /La Semaine des achats/,
      )
    })

    test('offers the answers of each list', () => {
      const offered = all('w:listItem').map((one) => one.getAttribute('w:value'))
      const lists = asked.filter(({ box, options }) => box === 'one' && options.length > 4)
      expect(offered).toEqual(lists.flatMap(({ options }) => options.map(({ slug }) => slug)))
    })
  })

  test('what is drawn has its glyph in the fonts that go with it', async () => {
    const { sections, ...frame } = frameOf(blank, setting)
    const words = [
      JSON.stringify(frame),
      ...allAsked(sections).flatMap(({ label, hint, options, answer }) => [
        label,
        hint,
        ...options.map((o) => o.label),
        ...answer,
      ]),
    ]
    const used = new Set(words.join('').replaceAll('\u202f', '\u00a0').replaceAll('\n', ''))
    const paper = new Paper()
    for (const { face, bytes } of fonts) {
      const { font } = (paper.font(bytes) as unknown as { _font: { font: Glyphs } })._font
      expect({ face, missing: [...used].filter((one) => !font.hasGlyphForCodePoint(one.codePointAt(0) ?? 0)) }).toEqual(
        { face, missing: [] },
      )
    }
  })
})

test('the answers of a list have keys of their own', () => {
  for (const { kind } of blanks)
    for (const { options } of allAsked(outlineOf(partsOf(kind, 'typed')))) {
      expect(new Set(options.map(keyOf)).size).toBe(options.length)
    }
})

test('the example could be sent as it is', () => {
  expect(readSheet(site.db, 'rex', example, { year: 2023, files: [] })).toMatchObject({ ok: true })
})

test('who is to be given what is filled by hand is said as far as it is known', () => {
  const steps = (reached: object) =>
    frameOf(blanks[0], { ...setting, edition: { ...setting.edition, ...reached } }).steps.at(-1)
  expect(steps({})).toMatch(/à la coordination \(CRESS Normandie\), qui la saisira\.$/)
  expect(steps({ contactEmail: null, contactPhone: '' })).toBe(steps({}))
  const reached = { contactEmail: 'cress@example.org', contactPhone: '02 31 00 00 00' }
  expect(steps(reached)).toMatch(/qui la saisira\u00a0: cress@example\.org, 02\u00a031\u00a000\u00a000\u00a000\.$/)
})

test('they are short: pages, when nothing is written yet', async () => {
  const pages = async (blank: (typeof blanks)[number]) =>
    (await PDFDocument.load((await madeSheet(blank, 'pdf', setting)).bytes)).getPageCount()
  expect(await pages(blanks[0])).toBeLessThanOrEqual(8)
  expect(await pages(blanks[2])).toBeLessThanOrEqual(5)
})

describe('at their addresses', () => {
  test.each(blanks.flatMap(({ slug }) => (['docx', 'pdf'] as const).map((format) => ({ slug, format }))))(
    '$slug.$format',
    async ({ slug, format }) => {
      const answer = await site.visitor.get(`/fiches/${slug}.${format}`).buffer(true).expect(200)
      expect(answer.headers['content-type']).toBe(typeOf[format])
      expect(answer.headers['content-disposition']).toBe(`attachment; filename=${slug}.${format}`)
      await site.visitor.get(`/fiches/${slug}.${format}`).set('If-None-Match', String(answer.headers.etag)).expect(304)
      await site.visitor.get(`/fiches/${slug}.odt`).expect(404)
    },
  )

  test('they say the dates of the edition of today', async () => {
    const lire = async () =>
      partOfZip(
        (await site.visitor.get('/fiches/fiche-rex.docx').responseType('blob').expect(200)).body,
        'word/document.xml',
      )
    expect(await lire()).toContain('vendredi\u00a026\u00a0mai\u00a02023')
    const edition = findCurrentEdition(site.db)
    if (edition) reviseEdition(site.db, { ...edition, lastDay: '2023-05-27' })
    const after = await lire()
    expect(after).toContain('samedi\u00a027\u00a0mai\u00a02023')
    expect(after).not.toContain('vendredi\u00a026\u00a0mai\u00a02023')
  })
})

describe('are offered with their format and size', () => {
  const links = (html: string) =>
    [...html.matchAll(/<a href="(\/fiches\/[^"]+)" download>([A-Z]+, \d+\u00a0Ko)/g)].map(([, href]) => href)
  const all = blanks.flatMap(({ slug }) => [`/fiches/${slug}.docx`, `/fiches/${slug}.pdf`])
  const rex = all.slice(0, 4)
  test.each([
    ['/', all],
    ['/proposer', all],
    ['/proposer/rex', rex],
    ['/proposer/rex?remise=fichier', rex],
    ['/proposer/carte-blanche', all.slice(4)],
    ['/proposer/carte-blanche?remise=fichier', all.slice(4)],
    ['/proposer/evenement?ouvertes=documents', all],
  ])('%s', async (url, expected) => {
    expect(links((await site.visitor.get(url).expect(200)).text)).toEqual(expected)
  })
})

type Glyphs = { hasGlyphForCodePoint(point: number): boolean }

function fullName(dict: PDFDict): string {
  const parent = dict.lookupMaybe(PDFName.of('Parent'), PDFDict)
  return [parent && fullName(parent), text(dict.get(PDFName.of('T')))].filter(Boolean).join('.')
}

type Found = { type: string; objects: PDFRef[]; pages: { object: string; page: string }[] }

/** The elements of a structure in reading order, with the widgets that each holds. */
function elements(node: PDFDict): Found[] {
  const kids = node.lookup(PDFName.of('K'))
  const list =
    kids instanceof PDFArray
      ? kids.asArray().map((kid) => (kid instanceof PDFRef ? node.context.lookup(kid) : kid))
      : []
  const dicts = list.filter((kid): kid is PDFDict => kid instanceof PDFDict)
  const objects = dicts.flatMap((kid) => {
    const object = kid.get(PDFName.of('Obj'))
    return object instanceof PDFRef ? [object] : []
  })
  const type = node.get(PDFName.of('S'))
  const pages = dicts
    .filter((kid) => kid.has(PDFName.of('Obj')))
    .map((kid) => ({ object: String(kid.get(PDFName.of('Obj'))), page: String(kid.get(PDFName.of('Pg'))) }))
  return [
    ...(type instanceof PDFName ? [{ type: type.decodeText(), objects, pages }] : []),
    ...dicts.filter((kid) => kid.has(PDFName.of('S'))).flatMap(elements),
  ]
}

describe('the official sheet takes the place of ours', () => {
  const desk = site.coordinator()
  const room = '/moderation/edition/fiches'
  const send = async (slug: string, files: Record<string, [string, Buffer]>) => {
    const action = new RegExp(`action="(${room}/${slug}\\?jeton=[^"]+)"`).exec(
      (await desk.get(room).expect(200)).text,
    )?.[1]
    return site.visitor.submit(action ?? '', { envoi: 'oui' }, files).set('Cookie', desk.cookie)
  }
  const bytesAt = async (url: string): Promise<Buffer> =>
    (await site.visitor.get(url).responseType('blob').expect(200)).body

  test('everywhere, at the same address, and ours comes back', async () => {
    const before = await bytesAt('/fiches/fiche-rex.docx')
    const sent = await send('fiche-rex', { docx: ['Fiche officielle 2023.docx', docx('Officielle')] })
    expect([sent.status, sent.headers.location]).toEqual([303, `${room}?fait=officielle#fiche-rex`])
    expect(await bytesAt('/fiches/fiche-rex.docx')).toEqual(docx('Officielle'))
    const size = `DOCX, ${Math.max(1, Math.round(docx('Officielle').length / 1000))}\u00a0Ko`
    for (const page of ['/', '/proposer', '/proposer/rex']) expect((await site.visitor.get(page)).text).toContain(size)
    expect((await desk.get(room)).text).toContain('Fiche officielle 2023.docx')
    // ours, in the other format, would be another sheet under the same name
    await site.visitor.get('/fiches/fiche-rex.pdf').expect(404)
    for (const page of ['/', '/proposer', '/proposer/rex']) {
      const { text } = await site.visitor.get(page)
      expect(text).toContain('href="/fiches/fiche-rex.docx"')
      expect(text).not.toContain('href="/fiches/fiche-rex.pdf"')
    }
    expect((await desk.get(room)).text).toContain('<b>n’est plus proposé</b>')

    await desk.post(`${room}/fiche-rex/retrait`, { format: 'docx' }).expect(303)
    expect(await bytesAt('/fiches/fiche-rex.docx')).toEqual(before)
    expect((await bytesAt('/fiches/fiche-rex.pdf')).subarray(0, 5).toString()).toBe('%PDF-')
    const history = (await desk.get('/moderation/historique')).text
    expect(history).toContain('Fiche officielle mise en ligne')
    expect(history).toContain('Fiche du site remise en ligne')
  })

  test('a file of another format, or none, changes nothing', async () => {
    const wrong = await send('carte-blanche', { docx: ['carte.pdf', pdfFile()] })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('doit être un DOCX')
    const plain = await send('carte-blanche', { docx: ['carte.txt', Buffer.from('x')], pdf: ['carte.odt', docx()] })
    expect(plain.status).toBe(422)
    expect(plain.text).toContain('doit être un DOCX')
    expect(plain.text).toContain('doit être un PDF')
    expect(plain.text).not.toContain('ODT')
    const none = await send('carte-blanche', {})
    expect(none.status).toBe(422)
    expect(site.db.prepare('SELECT count(*) FROM official_sheets').pluck().get()).toBe(0)
  })
})
