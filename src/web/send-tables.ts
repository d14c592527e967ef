import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setImmediate } from 'node:timers/promises'
import type { Response } from 'express'
import { csvLine, csvStart } from './csv.ts'
import type { Cell, Table } from './tables.ts'
import { xlsxOf } from './xlsx.ts'

/** Answers with a table as the CSV file of that name, row after row. */
export async function sendCsv(res: Response, name: string, table: Table) {
  const lines = linesOf(table)
  // What cannot be read at all is told by a page, before a file has begun.
  const { value: start } = await lines.next()
  head(res, `${name}.csv`).type('text/csv').write(start)
  await pipeline(Readable.from(lines), res).catch((error) => {
    // An answer that breaks off says that it is not whole.
    res.destroy()
    res.req.log?.warn({ err: error }, 'export interrupted')
  })
}

/** Answers with tables as the workbook of that name, one a sheet. */
export async function sendXlsx(res: Response, name: string, tables: Table[]) {
  const workbook = await xlsxOf(tables.map((table) => ({ ...table, rows: inTurns(table.rows) })))
  head(res, `${name}.xlsx`).send(workbook)
}

const head = (res: Response, name: string) => res.attachment(name).set('Cache-Control', 'no-store')

/** The head with the first row, then the other rows. */
async function* linesOf({ columns, rows }: Table): AsyncGenerator<string> {
  let start = csvStart + csvLine(columns.map(({ label }) => label))
  for await (const row of inTurns(rows)) {
    yield start + csvLine(row)
    start = ''
  }
  if (start) yield start
}

const rowsInATurn = 50

/** A long table lets the other requests have their turn. */
async function* inTurns(rows: Table['rows']): AsyncGenerator<Cell[]> {
  let count = 0
  for await (const row of rows) {
    if (++count % rowsInATurn === 0) await setImmediate()
    yield row
  }
}
