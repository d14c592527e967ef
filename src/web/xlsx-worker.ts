import { parentPort } from 'node:worker_threads'
import writeExcelFile, { type SheetData } from 'write-excel-file/node'
import { type Cell, type Column, printable } from './tables.ts'

// Started by xlsx.ts, which sends the head of each table, its rows one by one, then the end.

type Sheet = { sheet: string; data: SheetData; columns: { width: number }[]; stickyRowsCount: number }
export type Told = { name: string; columns: Required<Column>[] } | { row: Cell[] } | 'end'

const sheets: Sheet[] = []

parentPort?.on('message', async (told: Told) => {
  if (told === 'end') {
    const bytes = new Uint8Array(await writeExcelFile(sheets).toBuffer())
    parentPort?.postMessage(bytes, [bytes.buffer])
  } else if ('row' in told) {
    sheets.at(-1)?.data.push(told.row.map(cellOf))
  } else {
    const { name, columns } = told
    sheets.push({
      sheet: name,
      data: [columns.map(({ label }) => ({ ...words(label), fontWeight: 'bold', wrap: true }))],
      columns: columns.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
    })
  }
})

function cellOf(cell: Cell): SheetData[number][number] {
  if (cell === null || cell === '') return null
  if (typeof cell === 'string') return words(cell)
  if (typeof cell === 'number') return { value: cell, type: Number, alignVertical: 'top' }
  if ('day' in cell)
    return { value: new Date(`${cell.day}T00:00Z`), type: Date, format: 'dd/mm/yyyy', alignVertical: 'top' }
  return { value: new Date(`${cell.moment}Z`), type: Date, format: 'dd/mm/yyyy hh:mm', alignVertical: 'top' }
}

const longestCell = 32_767
const short = 255

/** Words stay words, whatever they begin with and whoever enters the cell: the format of text says so. Longer ones it would hide. */
function words(text: string) {
  const value = asWritten(printable(text).slice(0, longestCell).toWellFormed())
  const top = { value, type: String, alignVertical: 'top' as const }
  return text.length > short ? top : { ...top, format: '@', wrap: text.includes('\n') }
}

/**
 * `_x0041_` is how a workbook writes a letter by its number. And the library keeps its texts by name in a plain object,
 * where « constructor » is there before anybody puts it: a space behind makes it another.
 */
function asWritten(text: string) {
  const value = text.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
  return value in {} ? `${value} ` : value
}
