/** A cell as a spreadsheet keeps it: words, a number, a local day (`2023-05-22`) or moment (`2023-05-22T08:30`), or nothing. */
export type Cell = string | number | { day: string } | { moment: string } | null

/** `width` is in characters, where a workbook should not take the usual one. */
export type Column = { label: string; width?: number }

/** A table to give away as a file. Its rows may be read while it is written. */
export type Table = { name: string; columns: Column[]; rows: Iterable<Cell[]> | AsyncIterable<Cell[]> }

/** A column, and what it says of one of the things that the rows are about. */
export type Told<T> = Column & { cell: (thing: T) => Cell }

/** A table of things, one a row. */
export const tableOf = <T>(name: string, columns: Told<T>[], things: Iterable<T>): Table => ({
  name,
  columns,
  rows: Iterator.from(things).map((thing) => columns.map(({ cell }) => cell(thing))),
})

/** Words without the controls that no file of text holds, but for tabs and ends of lines. */
export const printable = (text: string) => text.toWellFormed().replace(controls, '')
const controls = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu
