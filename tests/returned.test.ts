import { randomUUID } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { example, type Setting } from '../src/blanks/frame.ts'
import { blanks, type Format, formats, typeOf } from '../src/blanks/lists.ts'
import { madeSheet } from '../src/blanks/made.ts'
import { type Asked, allAsked, outlineOf } from '../src/blanks/outline.ts'
import { readReturned } from '../src/blanks/read.ts'
import { partsOf } from '../src/sheets/forms.ts'
import type { Typed } from '../src/web/fields.ts'
import { fillDocx, fillPdf } from './support/blanks.ts'
import { completeCarteBlanche, completeRex } from './support/forms.ts'

const setting: Setting = {
  edition: {
    name: 'La Semaine',
    number: 3,
    firstDay: '2023-05-22',
    lastDay: '2023-05-26',
    submissionsDeadline: null,
    coordinatedBy: 'CRESS',
  },
  baseUrl: 'https://semaine.example.org',
}
const [rex, exampleRex, carteBlanche] = blanks
const folder = mkdtempSync(path.join(os.tmpdir(), 'aser-'))

function read(bytes: Buffer, format: Format) {
  const place = path.join(folder, `${randomUUID()}.${format}`)
  writeFileSync(place, bytes)
  return readReturned(place, typeOf[format])
}

const fill = { docx: fillDocx, pdf: fillPdf }
const cases = [rex, carteBlanche].flatMap((blank) =>
  formats.map((format) => ({ blank, format, name: `${blank.slug}.${format}` })),
)

describe.each(cases)('$name, filled and read again', ({ blank, format }) => {
  const asked = allAsked(outlineOf(partsOf(blank.kind, 'typed')))
  const roundTrip = async (typed: Typed) => {
    const { bytes } = await madeSheet(blank, format, setting)
    return read(await fill[format](bytes, asked, typed), format)
  }

  test('every answer survives, whatever is written', async () => {
    await fc.assert(
      fc.asyncProperty(answersTo(asked), async (typed) => {
        expect(await roundTrip(typed)).toEqual({ kind: blank.kind, answers: typed })
      }),
      { numRuns: 3, endOnFailure: true },
    )
  })

  test('what is left open is no answer', async () => {
    expect(await roundTrip({ titre: 'Un titre' })).toEqual({ kind: blank.kind, answers: { titre: 'Un titre' } })
    expect(await roundTrip({})).toEqual({ kind: blank.kind, answers: {} })
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
    const { bytes } = await madeSheet(exampleRex, format, setting)
    expect(await read(bytes, format)).toEqual({ kind: 'rex', answers: {} })
    const asked = allAsked(outlineOf(partsOf('rex', 'typed')))
    const own = await fill[format](bytes, asked, { ...example, titre: 'Le nôtre', acheteur_type: 'commune' })
    expect(await read(own, format)).toEqual({ kind: 'rex', answers: { titre: 'Le nôtre', acheteur_type: 'commune' } })
  })
})

describe('saved by LibreOffice', () => {
  const fixture = (name: string) => path.join(import.meta.dirname, 'fixtures', name)
  const given = (typed: Typed) =>
    Object.fromEntries(Object.entries(typed).filter(([, answer]) => String(answer) !== ''))

  test('every answer survives, though it forgets the names', async () => {
    expect(await readReturned(fixture('fiche-rex.docx'), typeOf.docx)).toEqual({
      kind: 'rex',
      answers: inOrder(given(completeRex)),
    })
    expect(await readReturned(fixture('carte-blanche.docx'), typeOf.docx)).toEqual({
      kind: 'carte-blanche',
      answers: given(completeCarteBlanche),
    })
  })

  test('its PDF has no field, and is known as ours all the same: it holds private contacts', async () => {
    expect(await readReturned(fixture('fiche-rex.pdf'), typeOf.pdf)).toEqual({ kind: 'rex', answers: {} })
  })

  // boxes are ticked, not chosen one after the other
  const inOrder = (typed: Typed) => ({ ...typed, considerations_sociales: ['Clause sociale', 'Marché réservé'] })
})
