import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvLine, csvStart } from '../src/web/csv.ts'
import type { Cell } from '../src/web/tables.ts'
import { xlsxOf } from '../src/web/xlsx.ts'
import { inCsv, inWorkbook, nasty, readCsv, readXlsx } from './support/read-tables.ts'

/** What a spreadsheet may run when it opens a cell of text. */
const runs = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u

const bare = (text: string) => (/^'+\s*[=+\-@＝＋－＠]|^'+[\t\r\n]/u.test(text) ? text.slice(1) : text)

describe('a table', () => {
  const cells: Cell[] = [...nasty, 0, -1.5, 1200, 49.1466, { day: '2023-05-22' }, { moment: '2023-05-22T08:30' }, null]

  test('is read back from CSV as it was, and nothing in it is a formula', () => {
    const [read] = readCsv(Buffer.from(csvStart + csvLine(cells)))
    expect(read?.map(bare)).toEqual(cells.map(inCsv))
    const words = read?.slice(0, nasty.length) ?? []
    expect(nasty.filter((text) => runs.test(text)).length).toBeGreaterThan(10)
    expect(words.filter((text) => runs.test(text))).toEqual([])
    expect(words).toContain("'hui")
    expect(read?.slice(nasty.length)).toEqual(['0', '-1,5', '1200', '49,1466', '22/05/2023', '22/05/2023 08:30', ''])
  })

  test('whatever is written in its cells', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), (texts) => {
        const [read] = readCsv(Buffer.from(csvStart + csvLine(texts)))
        const kept = texts.map((text) => text.replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, ''))
        expect(read?.map(bare)).toEqual(kept)
        expect(read?.filter((text) => runs.test(text))).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  test('is read back from a workbook as it was, its numbers and days as such', async () => {
    const rows = cells.map((cell) => [cell, 'à côté'])
    const columns = [{ label: 'Cellule', width: 60 }, { label: 'Témoin' }]
    const bytes = await xlsxOf([
      { name: 'Cellules', columns, rows },
      { name: 'Vide', columns, rows: [] },
    ])
    const { Cellules, Vide } = await readXlsx(bytes)
    expect(
      Cellules?.slice(1).map(([cell]) => (typeof cell === 'string' ? cell.replace(/^(\w+) $/, '$1') : cell)),
    ).toEqual(cells.map(inWorkbook))
    expect(Vide).toEqual([['Cellule', 'Témoin']])
  })
})
