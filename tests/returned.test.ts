import { randomUUID } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { example } from '../src/blanks/frame.ts'
import { blanks, type Format, formats, typeOf } from '../src/blanks/lists.ts'
import { madeSheet } from '../src/blanks/made.ts'
import { type Asked, allAsked, outlineOf } from '../src/blanks/outline.ts'
import { answersIn, recognise } from '../src/blanks/read.ts'
import { takeTurns } from '../src/blanks/turns.ts'
import { partsOf } from '../src/sheets/forms.ts'
import { odtType } from '../src/uploads/office.ts'
import type { Typed } from '../src/web/fields.ts'
import { blankSetting, fillDocx, fillPdf, flatPdf, withPart } from './support/blanks.ts'
import { drawnPdf, pdf } from './support/files.ts'
import { completeCarteBlanche, completeRex } from './support/forms.ts'

const [rex, exampleRex, carteBlanche] = blanks
const folder = mkdtempSync(path.join(os.tmpdir(), 'aser-'))

function read(bytes: Buffer, format: Format) {
  const place = path.join(folder, `${randomUUID()}.${format}`)
  writeFileSync(place, bytes)
  return recognise(place, typeOf[format])
}

const fill = { docx: fillDocx, pdf: fillPdf }
const cases = [rex, carteBlanche].flatMap((blank) =>
  formats.map((format) => ({ blank, format, name: `${blank.slug}.${format}` })),
)

describe.each(cases)('$name, filled and read again', ({ blank, format }) => {
  const asked = allAsked(outlineOf(partsOf(blank.kind, 'typed')))
  const roundTrip = async (typed: Typed) => {
    const { bytes } = await madeSheet(blank, format, blankSetting)
    return read(await fill[format](bytes, asked, typed), format)
  }

  test('every answer survives, whatever is written', async () => {
    await fc.assert(
      fc.asyncProperty(answersTo(asked), async (typed) => {
        expect(await roundTrip(typed)).toEqual({ kind: blank.kind, state: 'read', answers: typed })
      }),
      { numRuns: 3, endOnFailure: true },
    )
  })

  test('what is left open is no answer', async () => {
    const titled = { kind: blank.kind, state: 'read', answers: { titre: 'Un titre' } }
    expect(await roundTrip({ titre: 'Un titre' })).toEqual(titled)
    expect(await roundTrip({})).toEqual({ kind: blank.kind, state: 'blank', answers: {} })
  })
})

/** An answer to every question: accents, quotes, narrow spaces, signs that mean something to a file, several lines. */
function answersTo(asked: Asked[]) {
  const words = fc
    .string({ unit: fc.constantFrom(...'aéœÉ’«»&<>"\'\\()% 1\u202f\u00a0€:;_-😀漢'), minLength: 1, maxLength: 40 })
    .map((one) => `x${one}x`)
  const of = ({ box, options }: Asked): fc.Arbitrary<string | string[]> => {
    const slugs = options.map(({ slug }) => slug)
    if (box === 'one') return fc.constantFrom(...slugs)
    if (box === 'several') return fc.subarray(slugs, { minLength: 1 })
    return box === 'line' ? words : fc.array(words, { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n'))
  }
  return fc.record(Object.fromEntries(asked.map((one) => [one.name, of(one)])))
}

describe.each(formats)('the example as a %s', (format) => {
  test('answers nothing by itself, and what is written over it', async () => {
    const { bytes } = await madeSheet(exampleRex, format, blankSetting)
    expect(await read(bytes, format)).toEqual({ kind: 'rex', state: 'example', answers: {} })
    const asked = allAsked(outlineOf(partsOf('rex', 'typed')))
    const own = await fill[format](bytes, asked, { ...example, titre: 'Le nôtre', acheteur_type: 'commune' })
    const answers = { titre: 'Le nôtre', acheteur_type: 'commune' }
    expect(await read(own, format)).toEqual({ kind: 'rex', state: 'read', answers })
  })
})

describe('saved by LibreOffice', () => {
  const fixture = (name: string) => path.join(import.meta.dirname, 'fixtures', name)
  const given = (typed: Typed) =>
    Object.fromEntries(Object.entries(typed).filter(([, answer]) => String(answer) !== ''))

  test('every answer survives, though it forgets the names', async () => {
    expect(await recognise(fixture('fiche-rex.docx'), typeOf.docx)).toEqual({
      kind: 'rex',
      state: 'read',
      answers: inOrder(given(completeRex)),
    })
    expect(await recognise(fixture('carte-blanche.docx'), typeOf.docx)).toEqual({
      kind: 'carte-blanche',
      state: 'read',
      answers: given(completeCarteBlanche),
    })
  })

  test('its PDF and its ODT have no field, and are known as ours all the same: they hold private contacts', async () => {
    const flat = { kind: 'rex', state: 'flat', answers: {} }
    expect(await recognise(fixture('fiche-rex.pdf'), typeOf.pdf)).toEqual(flat)
    expect(await recognise(fixture('fiche-rex.odt'), odtType)).toEqual(flat)
  })

  test('a text of another make is not ours', async () => {
    expect(await recognise(fixture('recit.pdf'), typeOf.pdf)).toBeUndefined()
    expect(await recognise(fixture('recit.odt'), odtType)).toBeUndefined()
    expect(await recognise(fixture('recit.docx'), typeOf.docx)).toBeUndefined()
  })

  // boxes are ticked, not chosen one after the other
  const inOrder = (typed: Typed) => ({ ...typed, considerations_sociales: ['Clause sociale', 'Marché réservé'] })
})

describe('one of ours whose mark is lost', () => {
  const asked = allAsked(outlineOf(partsOf('carte-blanche', 'typed')))
  const flat = { kind: 'carte-blanche', state: 'flat', answers: {} }

  test('is known by its questions, flattened or copied', async () => {
    const { bytes } = await madeSheet(carteBlanche, 'pdf', blankSetting)
    const filled = await fillPdf(bytes, asked, completeCarteBlanche)
    expect(await read(await flatPdf(filled), 'pdf')).toEqual(flat)
    expect(await read(await flatPdf(filled, { marked: false }), 'pdf')).toEqual(flat)

    const { bytes: docx } = await madeSheet(carteBlanche, 'docx', blankSetting)
    const unmarked = await ['docProps/core.xml', 'docProps/custom.xml'].reduce(
      async (bytes, name) => withPart(await bytes, name, (xml) => xml.replaceAll(/semaine-aser\/[^<]*/g, '')),
      fillDocx(docx, asked, completeCarteBlanche),
    )
    expect(await read(unmarked, 'docx')).toEqual(flat)
  })

  test('may be any file without a word, that asks for contacts as ours do, or that cannot be opened', async () => {
    expect(await read(drawnPdf('BT ET'), 'pdf')).toBe('doubtful')
    expect(await read(pdf('Prenom et nom : Ana. Adresse electronique : ana@example.org'), 'pdf')).toBe('doubtful')
    expect(await read(Buffer.from('not a zip'), 'docx')).toBe('doubtful')
    expect(await read(pdf('Une histoire'), 'pdf')).toBeUndefined()
  })
})

describe('a file that says too much', () => {
  const mark = 'semaine-aser/vierge/rex/0123456789ab'
  const saying = (answers: Record<string, string>) =>
    answersIn({
      mark,
      words: '',
      answers: Object.fromEntries(Object.entries(answers).map(([name, text]) => [name, { text }])),
    })

  test('is read as far as a form goes', () => {
    expect(saying({ contexte: 'x'.repeat(3_000_000) })?.answers.contexte).toHaveLength(40_000)
    const texts = allAsked(outlineOf(partsOf('rex', 'typed'))).filter(({ box }) => box === 'line' || box === 'text')
    const all = Object.fromEntries(texts.map(({ name }) => [name, 'x'.repeat(40_000)]))
    expect(saying(all)).toEqual({ kind: 'rex', state: 'flat', answers: {} })
    expect(saying({ titre: 'Un titre' })).toEqual({ kind: 'rex', state: 'read', answers: { titre: 'Un titre' } })
  })

  test('holds up no more than a few others', async () => {
    const turn = takeTurns(2)
    const { promise, resolve } = Promise.withResolvers<string>()
    const [first, second, third] = [turn(() => promise), turn(async () => 'b'), turn(async () => 'c')]
    await expect(turn(async () => 'd')).rejects.toThrow('too many')
    resolve('a')
    expect(await Promise.all([first, second, third])).toEqual(['a', 'b', 'c'])
    expect(await turn(async () => 'e')).toBe('e')
  })
})
